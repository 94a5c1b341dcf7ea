package dev.gradus.cli;

import dev.gradus.data.DataMarks;
import dev.gradus.diagnose.TensorDifference;
import dev.gradus.model.Model;
import dev.gradus.store.ModelFileException;
import dev.gradus.train.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Takes a model and its provenance, says whether data are those that it was trained on, the machine the same, and another model the same one. */
final class Verification {
  /** The key of the digests of the source in the provenance. */
  static final String DATA = "data_digests";
  /** That of the source of validation examples, where it is another. */
  static final String VALIDATION = "validation_digests";
  private static final List<String> MACHINE = List.of("version", "java", "kernels", "processor");

  private final Model model;

  Verification(Model model) {
    this.model = model;
  }

  /** The options that it was trained with. @throws IllegalArgumentException when it has none */
  Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    if (!(model.provenance().get("configuration") instanceof Map<?, ?> configuration) || !configuration.containsKey("source")) {
      throw new IllegalArgumentException("the model does not say how gradus train made it: it was trained by a program, and only that can train it again");
    }
    configuration.forEach((name, value) -> options.put(name.toString(), value));
    if (model.provenance().get("threads") instanceof Number threads) options.put("threads", threads.intValue());
    return options;
  }

  /** Whether it is a checkpoint, of a run that went on. */
  boolean isCheckpoint() {
    return model.provenance().containsKey("checkpoint");
  }

  /** Refuses marks that are none. @param file of the model @throws ModelFileException saying which */
  void check(String file) {
    try {
      marks(model.provenance().get(DATA));
      marks(model.provenance().get(VALIDATION));
      if (model.provenance().get("trace") instanceof String trace) Trace.difference(trace, trace);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(file, e.getMessage());
    }
  }

  /**
   * Refuses a source of a model that is no file: a database does what it is asked, and a model from a stranger shall not ask.
   *
   * @param option with which the caller may name it
   */
  static void requireFile(String option, Object source) {
    if (source == null || !source.toString().startsWith("jdbc:") && !source.equals("-")) return;
    throw new IllegalArgumentException(source.equals("-") ? "the model was trained on rows from standard input, which are gone; give them with " + option
        : "the model was trained on a database, and a file does not choose what is asked of one; give it with " + option + " jdbc:…" + (option.equals("--data") ? " and --query" : ""));
  }

  /** Whether the model has marks of its steps. */
  boolean isTraced() {
    return model.provenance().containsKey("trace");
  }

  /** What is another in the data, in a sentence each. @param now what was noted of the data that are there now */
  List<String> data(Map<String, Object> now) {
    List<String> differences = new ArrayList<>(differences(DATA, now));
    differences(VALIDATION, now).forEach(difference -> differences.add("validation examples: " + difference));
    return differences;
  }

  private List<String> differences(String key, Map<String, Object> now) {
    Optional<DataMarks> before = marks(model.provenance().get(key));
    Optional<DataMarks> after = marks(now.get(key));
    return before.isEmpty() || after.isEmpty() ? List.of() : before.get().differences(after.get());
  }

  private static Optional<DataMarks> marks(Object noted) {
    if (noted == null) return Optional.empty();
    if (noted instanceof Map<?, ?> facts) return Optional.of(DataMarks.of(facts));
    throw new IllegalArgumentException("the digests of the data are " + noted + ", expected examples, columns and rows");
  }

  /** Whether the model says anything of its data. */
  boolean knowsData() {
    return model.provenance().containsKey(DATA);
  }

  /** What of the machine is another and may give other bits, in a sentence each. */
  List<String> machine(Map<String, Object> now) {
    return MACHINE.stream().filter(key -> model.provenance().containsKey(key) && !Objects.equals(model.provenance().get(key), now.get(key)))
        .map(key -> key + " was " + model.provenance().get(key) + " and is " + now.get(key)).toList();
  }

  /** The tensors that have other bits in another model; all as one when the networks differ. */
  List<String> tensors(Model other) {
    if (!model.network().equals(other.network())) return List.of("the network is " + other.network() + ", that of the model " + model.network());
    List<String> lines = new ArrayList<>();
    for (TensorDifference difference : TensorDifference.between(model.parameters(), other.parameters())) {
      lines.add(String.format(Locale.ROOT, "%s: %,d of %,d values, by at most %.3g", difference.name(), difference.different(), difference.values(), difference.largest()));
    }
    if (!model.preparation().equals(other.preparation())) lines.add("the preparation of inputs and target");
    return lines;
  }

  /** Where the runs of the two models part; empty when their losses are the same in every step, or one of them has no trace. */
  Optional<Trace.Range> parting(Model other) {
    if (!(model.provenance().get("trace") instanceof String then && other.provenance().get("trace") instanceof String now)) return Optional.empty();
    return Trace.difference(then, now);
  }
}
