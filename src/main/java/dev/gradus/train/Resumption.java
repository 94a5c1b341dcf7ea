package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.data.Fingerprint;
import dev.gradus.kernel.Natives;
import dev.gradus.kernel.Team;
import dev.gradus.net.Network;
import dev.gradus.prepare.Preparation;
import dev.gradus.store.ModelFileException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run notes of itself in its checkpoints beside its state, and what it looks at when it goes on: plan, data, threads. A difference that would lead to other
 * bits is refused by name.
 */
final class Resumption {
  /** The key in the provenance. */
  static final String KEY = "checkpoint";
  /** Those of the plan that change no bit, or are looked at by what was made of them. */
  private static final Set<String> FREE = Set.of("threads", "preparation");

  private Resumption() {}

  /** What is noted. */
  static Map<String, Object> note(TrainingPlan plan, Threads threads, Dataset train, Optional<Dataset> validation) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("plan", settings(plan));
    note.put("step_threads", threads.step());
    note.put("evaluation_threads", threads.evaluation());
    note.putAll(machine());
    note.put("examples", train.size());
    note.put("data_sha256", Fingerprint.of(train));
    validation.ifPresent(data -> {
      note.put("validation_examples", data.size());
      note.put("validation_sha256", Fingerprint.of(data));
    });
    return note;
  }

  private static Map<String, Object> settings(TrainingPlan plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (RecordComponent component : TrainingPlan.class.getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(plan);
        settings.put(component.getName(), value instanceof Optional<?> optional ? optional.map(Object::toString).orElse("none") : value.toString());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return settings;
  }

  /** The threads that a checkpoint's run was divided over. */
  static Threads threads(CheckpointFile from) {
    return new Threads(count(from, "step_threads"), count(from, "evaluation_threads"));
  }

  private static int count(CheckpointFile from, String key) {
    Object noted = noted(from).get(key);
    boolean whole = noted instanceof Number number && number.doubleValue() == number.intValue();
    if (whole && ((Number) noted).intValue() >= 1 && ((Number) noted).intValue() <= Team.MOST) return ((Number) noted).intValue();
    throw new ModelFileException(from.name(), "its note of the run has " + noted + " as " + key + ", expected a number from 1 to " + Team.MOST);
  }

  private static Map<?, ?> noted(CheckpointFile from) {
    if (from.model().provenance().get(KEY) instanceof Map<?, ?> note) return note;
    throw new ModelFileException(from.name(), "it has no note of the run that it is of");
  }

  private static Map<String, Object> machine() {
    return new LinkedHashMap<>(Map.of("java", System.getProperty("java.version"), "kernels", Natives.load().kernels()));
  }

  /** What of this process is another than it was and may change bits, in a sentence each. */
  static List<String> otherMachine(CheckpointFile from) {
    Map<?, ?> before = noted(from);
    return machine().entrySet().stream().filter(now -> !now.getValue().equals(before.get(now.getKey())))
        .map(now -> "the run was begun with " + now.getKey() + " " + before.get(now.getKey()) + ", and this is " + now.getValue()
            + ": the bits may differ from those of a run that was not stopped").sorted().toList();
  }

  /** Refuses to go on when something is another that may not be. @throws IllegalArgumentException naming all that is */
  static void check(CheckpointFile from, Preparation preparation, Map<String, Object> now, Set<Change> allowed) {
    Map<?, ?> before = noted(from);
    if (!(before.get("plan") instanceof Map<?, ?> then)) throw new ModelFileException(from.name(), "its note of the run has no plan");
    List<String> settings = new ArrayList<>();
    ((Map<?, ?>) now.get("plan")).forEach((name, value) -> {
      if (!FREE.contains(name.toString()) && !value.equals(then.get(name))) settings.add(name + " was " + then.get(name) + " and is " + value);
    });
    List<String> data = new ArrayList<>();
    changed(before, now, "data_sha256", "examples", "the training data").ifPresent(data::add);
    changed(before, now, "validation_sha256", "validation_examples", "the validation data").ifPresent(data::add);
    if (data.isEmpty() && !preparation.equals(from.model().preparation())) settings.add("the preparation of inputs and target gives other numbers");
    if (allowed.contains(Change.SETTINGS)) settings.clear();
    if (allowed.contains(Change.DATA)) data.clear();
    if (settings.isEmpty() && data.isEmpty()) return;
    String what = data.isEmpty() ? "settings" : settings.isEmpty() ? "data" : "data,settings";
    throw new IllegalArgumentException("this is not the run of " + from.name() + " any more: "
        + Stream.concat(settings.stream(), data.stream()).collect(Collectors.joining("; "))
        + ". If the checkpoint is of this run, and it is to go on all the same, allow it (--allow-changed " + what + ").");
  }

  /** Refuses to go on with another network: its data or its settings are others. */
  static void checkNetwork(CheckpointFile from, Network network) {
    if (from.model().network().toString().equals(network.toString())) return;
    throw new IllegalArgumentException("this is not the run of " + from.name() + " any more: that trains " + from.model().network() + ", and this " + network
        + ": the data or the options of the network changed, or the checkpoint is of another run; a run cannot go on with another network.");
  }

  private static Optional<String> changed(Map<?, ?> before, Map<String, Object> now, String hash, String count, String what) {
    if (String.valueOf(before.get(hash)).equals(String.valueOf(now.get(hash)))) return Optional.empty();
    return Optional.of(what + " changed: there were " + described(before, hash, count) + ", and are " + described(now, hash, count));
  }

  private static String described(Map<?, ?> note, String hash, String count) {
    if (!(note.get(hash) instanceof String digits) || !(note.get(count) instanceof Number n)) return "none";
    return n.longValue() + " examples with the SHA-256 " + digits.substring(0, Math.min(12, digits.length())) + "…";
  }
}
