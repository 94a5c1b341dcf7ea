package dev.gradus.train;

import dev.gradus.metrics.Metric;
import dev.gradus.metrics.RunningFigures;
import dev.gradus.prepare.Target;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

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
   * Refuses to monitor what no epoch will have.
   *
   * @throws IllegalArgumentException when the figure is of another kind of task, or of examples that there are none of
   */
  void check(Target target, boolean hasValidation) {
    boolean train = ofTraining(hasValidation);
    if (!train && !hasValidation) throw noValidation();
    if (metric.fits(target instanceof Target.Value) && (!train || RunningFigures.NAMES.contains(metric.name()) || metric.name().equals("loss"))) return;
    throw new IllegalArgumentException("\"" + this + "\" is to be monitored, and there is no such figure of " + (train ? "training" : "validation") + " examples for "
        + target + "; there are " + Metric.all().stream().filter(m -> m.fits(target instanceof Target.Value))
        .map(Metric::name).filter(name -> !train || RunningFigures.NAMES.contains(name) || name.equals("loss")).collect(Collectors.joining(", ")));
  }

  private boolean ofTraining(boolean hasValidation) {
    return part.map(p -> p == Part.TRAIN).orElse(!hasValidation);
  }

  private IllegalArgumentException noValidation() {
    return new IllegalArgumentException("\"" + this + "\" is to be monitored, and there are no validation examples; set some aside, or monitor train_" + metric.name());
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
