package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.data.Division;
import dev.gradus.data.Fold;
import dev.gradus.data.Splits;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Examples to train on, and those to validate on. */
record Split(Dataset train, Optional<Dataset> validation) {
  private static final double DEFAULT_FRACTION = 0.1;

  /** Takes a source and all its training examples, gives both parts. */
  interface Rule {
    Split of(Source source, Dataset all) throws IOException;
  }

  /**
   * What {@code --validation} says.
   *
   * @param option a fraction, none, or a source; or null when it was not given
   * @throws IllegalArgumentException when it is a number that is no fraction, or contradicts a column of groups or times
   */
  static Rule rule(String option, SourceOptions sources, long seed, Consumer<String> notice) {
    if (option == null) return (source, all) -> usual(source, all, seed);
    Optional<Double> number = number(option);
    if (number.isEmpty()) refuseDivision(option, sources);
    if (option.equals("none")) return (source, all) -> new Split(all, Optional.empty());
    if (number.isEmpty()) return (source, all) -> new Split(all, Optional.of(other(option, all, sources, notice)));
    double fraction = number.get();
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("--validation " + option + " is no fraction; it must be above 0 and below 1, none, or a source");
    }
    return (source, all) -> divided(all, fraction, seed);
  }

  /** Whether {@code --validation} names a source of its own. @param option may be null */
  static boolean isSource(String option) {
    return option != null && !option.equals("none") && number(option).isEmpty();
  }

  /** A number, if it is one. */
  static Optional<Double> number(String option) {
    try {
      return Optional.of(Double.parseDouble(option));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Split usual(Source source, Dataset all, long seed) {
    int last = source.lastForValidation().orElse(0);
    if (last == 0 || all.size() <= last) return divided(all, DEFAULT_FRACTION, seed);
    return new Split(all.range(0, all.size() - last), Optional.of(all.range(all.size() - last, all.size())));
  }

  /** By group or time when there is such a column, else each class in the fraction, else at random. */
  private static Split divided(Dataset all, double fraction, long seed) {
    Fold fold = Splits.holdOut(all, Division.suited(all), fraction, seed);
    return new Split(fold.train(), Optional.of(fold.validation()));
  }

  private static void refuseDivision(String option, SourceOptions sources) {
    String column = sources.group != null ? "--group " + sources.group : sources.time != null ? "--time " + sources.time : "";
    if (column.isEmpty()) return;
    throw new IllegalArgumentException(column + " says how the rows are divided, and --validation " + option + " divides none; leave one of them "
        + "out, or give a fraction (--ignore leaves a column out of the features)");
  }

  /** Another source: its columns found by name, read as those of the training examples are, and its classes numbered as theirs. */
  private static Dataset other(String name, Dataset all, SourceOptions sources, Consumer<String> notice) throws IOException {
    if (ModelSource.isTable(name)) return sources.reading.table(name, notice).read(all.schema(), sources.roles(), all.rules());
    return ModelSource.fitting(sources.open(name, notice).train(), all.schema());
  }

  /** How many there are for validation, for people. */
  String describe() {
    return validation.map(v -> String.format(Locale.ROOT, "%,d for validation", v.size())).orElse("none for validation");
  }
}
