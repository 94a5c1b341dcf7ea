package dev.gradus.train;

import dev.gradus.metrics.Metric;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

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
   * The figure of an epoch.
   *
   * @throws IllegalArgumentException when the epoch has none: it is of another kind of task, or not defined on these examples
   */
  public double of(EpochRecord epoch) {
    boolean train = part.map(p -> p == Part.TRAIN).orElse(epoch.validation().isEmpty());
    if (!train && epoch.validation().isEmpty()) {
      throw new IllegalArgumentException("\"" + this + "\" is to be monitored, and there are no validation examples; set some aside, or monitor train_" + metric.name());
    }
    Map<String, Double> figures = train ? epoch.train() : epoch.validation().get().figures();
    Double figure = figures.get(metric.name());
    if (figure != null) return figure;
    throw new IllegalArgumentException("\"" + this + "\" is to be monitored, and it is not defined for the " + (train ? "training" : "validation")
        + " examples; defined are " + String.join(", ", new TreeSet<>(figures.keySet())));
  }

  /** The figure with its sign such that smaller is better. */
  double cost(EpochRecord epoch) {
    return metric.largerIsBetter() ? -of(epoch) : of(epoch);
  }

  @Override
  public String toString() {
    return part.map(p -> p == Part.TRAIN ? TRAIN : VALIDATION).orElse("") + metric.name();
  }
}
