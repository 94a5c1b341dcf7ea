package dev.gradus.cli;

import dev.gradus.metrics.Metric;
import dev.gradus.select.SearchSpace;
import dev.gradus.select.Trial;
import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes finished trials, gives {@code trials.jsonl} of the run folder, a line for each as it is finished; and reads it again. */
final class TrialLog {
  static final String FILE = "trials.jsonl";

  private final RunFolder folder;
  private final SearchSpace space;
  private final long seed;

  TrialLog(RunFolder folder, SearchSpace space, long seed) {
    this.folder = folder;
    this.space = space;
    this.seed = seed;
  }

  /** The trials of an earlier run in the folder. A last line that was cut short is left out, and taken away. */
  List<Trial> read() throws IOException {
    Path file = folder.file(FILE);
    List<Trial> trials = new ArrayList<>();
    if (!Files.exists(file)) return trials;
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    for (int i = 0; i < whole.size(); i++) {
      try {
        Trial trial = trial((Map<?, ?>) Json.parse(whole.get(i)));
        if (trials.stream().anyMatch(other -> other.rung() == trial.rung() && other.number() == trial.number() && !other.equals(trial))) {
          throw new IllegalArgumentException("there twice");
        }
        trials.add(trial);
      } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
        throw new IllegalArgumentException(file + " line " + (i + 1) + " is no trial of gradus tune; take the line away, and the trial is repeated", e);
      }
    }
    write(trials);
    return trials;
  }

  void append(Trial trial) {
    folder.append(FILE, JsonWriter.write(event(trial)));
  }

  /** All lines anew, in this order. */
  void write(List<Trial> trials) {
    folder.write(FILE, trials.stream().map(trial -> JsonWriter.write(event(trial)) + "\n").collect(Collectors.joining()));
  }

  /** A trial as one JSON object. */
  Map<String, Object> event(Trial trial) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "trial");
    event.put("rung", trial.rung());
    event.put("trial", trial.number());
    event.put("epochs", trial.epochs());
    event.put("search", values(trial));
    event.putAll(trial.figures());
    trial.failure().ifPresent(failure -> event.put("failure", failure));
    event.put("seconds", trial.seconds());
    return event;
  }

  /** What was searched in a trial, none for the default. */
  Map<String, Object> values(Trial trial) {
    return space.values(seed, trial.number());
  }

  private Trial trial(Map<?, ?> event) {
    if (!"trial".equals(event.get("event"))) throw new IllegalArgumentException("no trial");
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Metric metric : Metric.all()) {
      Object value = event.get(metric.name());
      if (value != null) figures.put(metric.name(), (Double) value);
    }
    double seconds = (Double) event.get("seconds");
    Optional<String> failure = Optional.ofNullable((String) event.get("failure"));
    Trial trial = new Trial(number(event, "rung", 1), number(event, "trial", 0), number(event, "epochs", 1), figures, failure, seconds);
    if (seconds < 0 || !Json.parse(JsonWriter.write(values(trial))).equals(event.get("search"))) throw new IllegalArgumentException("another trial");
    return trial;
  }

  private static int number(Map<?, ?> event, String name, int least) {
    double value = (Double) event.get(name);
    int number = (int) value;
    if (number < least || number != value) throw new IllegalArgumentException(name + " is " + number);
    return number;
  }
}
