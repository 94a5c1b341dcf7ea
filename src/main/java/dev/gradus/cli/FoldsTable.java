package dev.gradus.cli;

import dev.gradus.data.Division;
import dev.gradus.select.CrossValidationResult;
import dev.gradus.select.FoldResult;
import dev.gradus.select.Spread;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Takes the result of a cross-validation, gives it as text for people and as JSON. */
final class FoldsTable {
  private final CrossValidationResult result;
  private final int folds;

  /** @param folds of one repetition */
  FoldsTable(CrossValidationResult result, int folds) {
    this.result = result;
    this.folds = folds;
  }

  /** What folds of a division are called. */
  static String words(Division division) {
    return switch (division) {
      case RANDOM -> "folds drawn at random";
      case STRATIFIED -> "folds, each class divided evenly";
      case GROUPED -> "folds of whole groups";
      case ORDERED -> "folds in the order of time";
    };
  }

  private int repetition(FoldResult fold) {
    return (fold.fold() - 1) / folds + 1;
  }

  private int number(FoldResult fold) {
    return (fold.fold() - 1) % folds + 1;
  }

  /** A fold in one line. */
  String line(FoldResult fold) {
    String which = result.folds().size() > folds ? "repeat " + repetition(fold) + ", fold " : "fold ";
    return String.format(Locale.ROOT, "%s%d/%d  %s  %,d examples  epoch %d of %d  %.2f s", which, number(fold), folds, Figures.line(fold.figures()), fold.heldOut(),
        fold.kept(), fold.epochs(), fold.seconds());
  }

  /** A line for every figure; the last column says in how many folds it is defined, when not in all. */
  String text() {
    int width = "figure".length();
    for (String name : result.figures().keySet()) width = Math.max(width, name.length());
    StringBuilder text = new StringBuilder(String.format("%n%-" + width + "s %11s %11s %11s %11s%n", "figure", "mean", "sd", "min", "max"));
    for (Map.Entry<String, Spread> figure : result.figures().entrySet()) {
      Spread spread = figure.getValue();
      String count = spread.count() == result.folds().size() ? "" : "  in " + spread.count() + " of " + result.folds().size() + " folds";
      text.append(String.format(Locale.ROOT, "%-" + width + "s %11s %11s %11s %11s%s%n", figure.getKey(), number(spread.mean()),
          spread.deviation().isPresent() ? number(spread.deviation().getAsDouble()) : "–", number(spread.least()), number(spread.most()), count));
    }
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }

  /** A fold as one JSON object. */
  Map<String, Object> event(FoldResult fold) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "fold");
    event.put("repeat", repetition(fold));
    event.put("fold", number(fold));
    event.putAll(fold.figures());
    event.put("train_examples", fold.trained());
    event.put("examples", fold.heldOut());
    event.put("epochs", fold.epochs());
    event.put("kept_epoch", fold.kept());
    event.put("seconds", fold.seconds());
    return event;
  }

  /** All folds together as one JSON object; a figure that is not defined in every fold has the number of its folds under {@code count}. */
  Map<String, Object> done() {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "done");
    event.put("folds", folds);
    event.put("repeats", result.folds().size() / folds);
    event.put("mean", each(spread -> OptionalDouble.of(spread.mean())));
    event.put("sd", each(Spread::deviation));
    event.put("min", each(spread -> OptionalDouble.of(spread.least())));
    event.put("max", each(spread -> OptionalDouble.of(spread.most())));
    event.put("count", each(spread -> spread.count() == result.folds().size() ? OptionalDouble.empty() : OptionalDouble.of(spread.count())));
    return event;
  }

  private Map<String, Object> each(Function<Spread, OptionalDouble> part) {
    Map<String, Object> values = new LinkedHashMap<>();
    result.figures().forEach((name, spread) -> part.apply(spread).ifPresent(value -> values.put(name, value)));
    return values;
  }
}
