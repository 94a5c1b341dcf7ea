package dev.gradus.prepare;

import java.util.Optional;

/** Takes the numbers of a column, gives its {@link Numeric}. */
final class NumberFit implements ColumnFit {
  /** Where the values are clipped. */
  private record Bounds(double low, double high) {
    static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    double clip(double x) {
      return Math.min(Math.max(x, low), high);
    }
  }

  private final Column column;
  private final NumberPlan plan;
  private final Transform transform;
  private final Moments plain = new Moments();
  private final Optional<Moments> transformed;
  private final Optional<Sample> sample;
  private double gaps;

  NumberFit(Column column, NumberPlan plan) {
    this.column = column;
    this.plan = plan;
    transform = plan.transform();
    transformed = transform == Transform.NONE ? Optional.empty() : Optional.of(new Moments());
    sample = plan.needsQuantiles() ? Optional.of(new Sample()) : Optional.empty();
  }

  @Override
  public Column column() {
    return column;
  }

  @Override
  public void add(double raw, double weight, long key) {
    if (Double.isNaN(raw)) {
      gaps += weight;
      return;
    }
    plain.add(raw, weight);
    if (transformed.isPresent()) transformed.get().add(transform.apply(raw), weight);
    if (sample.isPresent()) sample.get().add(key, raw, weight);
  }

  @Override
  public void merge(ColumnFit other) {
    NumberFit fit = (NumberFit) other;
    gaps += fit.gaps;
    plain.merge(fit.plain);
    transformed.ifPresent(moments -> moments.merge(fit.transformed.orElseThrow()));
    sample.ifPresent(values -> values.merge(fit.sample.orElseThrow()));
  }

  @Override
  public Encoding encoding() {
    boolean values = plain.weight() > 0;
    boolean indicator = plan.indicator() == Indicator.ALWAYS || plan.indicator() == Indicator.AUTO && gaps > 0 && values;
    if (!values) return new Numeric(column, transform, Bounds.NONE.low, Bounds.NONE.high, 0, 0, fill(Optional.empty()), indicator);
    Optional<Quantiles> quantiles = sample.map(Sample::sorted);
    Bounds bounds = bounds(quantiles);
    double fill = fill(quantiles);
    double least = transform.apply(bounds.clip(plain.min()));
    double most = transform.apply(bounds.clip(plain.max()));
    double shift = 0;
    double size = 1;
    if (plan.scaling() == Scaling.MINMAX) {
      shift = least;
      size = most - least;
    } else if (plan.scaling() != Scaling.NONE) {
      Moments moments = moments(bounds, quantiles);
      shift = moments.mean();
      size = least == most ? 0 : moments.deviation();
      if (plan.scaling() == Scaling.ROBUST) {
        Quantiles scaled = quantiles.orElseThrow().map(x -> transform.apply(bounds.clip(x)));
        double range = scaled.at(0.75) - scaled.at(0.25);
        shift = scaled.at(0.5);
        size = range > 0 ? range : size;
      }
    }
    return new Numeric(column, transform, bounds.low, bounds.high, shift, Moments.factor(size), fill, indicator);
  }

  private double fill(Optional<Quantiles> quantiles) {
    if (plan.fill() instanceof Fill.Constant constant) return constant.value();
    if (plan.fill() instanceof Fill.Median && quantiles.isPresent()) return quantiles.get().at(0.5);
    return plain.mean();
  }

  private Bounds bounds(Optional<Quantiles> quantiles) {
    if (plan.clip().isEmpty()) return Bounds.NONE;
    double first = quantiles.orElseThrow().at(0.25);
    double third = quantiles.get().at(0.75);
    double beyond = plan.clip().getAsDouble() * (third - first);
    return beyond > 0 ? new Bounds(first - beyond, third + beyond) : Bounds.NONE;
  }

  /** Of what is scaled; of the sample when values are clipped, since where they are clipped is known only at the end. */
  private Moments moments(Bounds bounds, Optional<Quantiles> quantiles) {
    if (bounds.low <= plain.min() && plain.max() <= bounds.high) return transformed.orElse(plain);
    return quantiles.orElseThrow().map(x -> transform.apply(bounds.clip(x))).moments();
  }
}
