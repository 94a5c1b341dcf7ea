package dev.gradus.train;

import dev.gradus.metrics.Metric;
import dev.gradus.metrics.RunningFigures;
import dev.gradus.prepare.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Takes the record of an epoch, gives the figure that decides which epoch is best.
 *
 * <p>Its name is that of a figure, such as {@code loss} or {@code roc_auc}: of the validation examples, or of the training examples when there are no others.
 * {@code validation_loss} and {@code train_loss} say which.
 *
 * @param part whose figure it is, or empty for the validation examples where there are some
 * @param metric the figure
 */
public record Monitor(Optional<Part> part, Metric metric) {
  /** Which examples. */
  public enum Part {
    TRAIN,
    VALIDATION
  }

  private static final Set<String> OF_LABELS = Set.of("accuracy", "hamming_loss", "f1_macro", "f1_micro", "f1_weighted", "roc_auc", "pr_auc");
  private static final String TRAIN = "train_";
  private static final String VALIDATION = "validation_";

  /** The loss. */
  public static Monitor loss() {
    return named("loss");
  }

  /** The monitor of a name. @throws IllegalArgumentException when there is no such figure */
  public static Monitor named(String name) {
    if (name.startsWith(TRAIN)) return new Monitor(Optional.of(Part.TRAIN), Metric.named(name.substring(TRAIN.length())));
    if (name.startsWith(VALIDATION)) return new Monitor(Optional.of(Part.VALIDATION), Metric.named(name.substring(VALIDATION.length())));
    return new Monitor(Optional.empty(), Metric.named(name));
  }

  /**
   * Refuses to monitor what no epoch will have.
   *
   * @throws IllegalArgumentException when the figure is of another kind of task, or of examples that there are none of
   */
  void check(Target target, boolean hasValidation) {
    boolean train = ofTraining(hasValidation);
    List<String> possible = Metric.all().stream().map(Metric::name).filter(name -> isPossible(name, target, train)).toList();
    if (!train && !hasValidation) {
      throw new IllegalArgumentException("\"" + this + "\" is to be monitored, and there are no validation examples; set some aside"
          + (isPossible(metric.name(), target, true) ? ", or monitor train_" + metric.name() : ""));
    }
    if (possible.contains(metric.name())) return;
    throw new IllegalArgumentException("\"" + this + "\" is to be monitored, and there is no such figure of " + (train ? "training" : "validation") + " examples for "
        + target + "; there are " + String.join(", ", possible));
  }

  private static boolean isPossible(String figure, Target target, boolean train) {
    if (figure.equals("loss")) return true;
    if (train && !RunningFigures.NAMES.contains(figure)) return false;
    if (target instanceof Target.Labels) return OF_LABELS.contains(figure);
    if (!Metric.named(figure).fits(target instanceof Target.Value) || figure.equals("hamming_loss")) return false;
    if (!(target instanceof Target.Classes classes)) return true;
    int k = classes.labels().size();
    return switch (figure) {
      case "precision", "recall", "f1", "specificity" -> k == 2;
      case "roc_auc_weighted", "top_2_accuracy" -> k > 2;
      case "top_3_accuracy" -> k > 3;
      case "top_5_accuracy" -> k > 5;
      default -> true;
    };
  }

  private boolean ofTraining(boolean hasValidation) {
    return part.map(p -> p == Part.TRAIN).orElse(!hasValidation);
  }

  /** The figure of an epoch; empty where it is not defined, such as the precision of a class that was never predicted. */
  public OptionalDouble of(EpochRecord epoch) {
    boolean train = ofTraining(epoch.validation().isPresent());
    if (!train && epoch.validation().isEmpty()) return OptionalDouble.empty();
    Map<String, Double> figures = train ? epoch.train() : epoch.validation().get().figures();
    Double figure = figures.get(metric.name());
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
  }

  /** The figure with its sign such that smaller is better; infinite where it is not defined. */
  double cost(EpochRecord epoch) {
    OptionalDouble figure = of(epoch);
    if (figure.isEmpty()) return Double.POSITIVE_INFINITY;
    return metric.largerIsBetter() ? -figure.getAsDouble() : figure.getAsDouble();
  }

  @Override
  public String toString() {
    return part.map(p -> p == Part.TRAIN ? TRAIN : VALIDATION).orElse("") + metric.name();
  }
}
