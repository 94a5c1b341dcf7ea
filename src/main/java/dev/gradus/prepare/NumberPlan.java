package dev.gradus.prepare;

import java.util.OptionalDouble;

/**
 * How a column of numbers is prepared. The order is: fill what is missing, clip, transform, scale.
 *
 * <p>The figures of the scaling are those of the values that are there, after clipping and transforming; a filled value does not count.
 *
 * <p>Clipping is at Tukey's fences (Exploratory Data Analysis, 1977): with the quartiles q1 and q3, values outside of [q1 − k (q3 − q1), q3 + k (q3 − q1)]
 * become the nearer bound; when q1 = q3 nothing is clipped. Quartiles do not move with the outliers, as a standard deviation would, and a column
 * without outliers stays as it is, where a range of quantiles would cut its share off every column. k = 1.5 is "outside", k = 3 "far out".
 *
 * @param scaling after the rest; {@link Scaling#ROBUST} takes the standard deviation where the interquartile range is 0
 * @param transform before scaling
 * @param clip k, above 0; empty for no clipping
 * @param fill what stands for a missing value
 * @param indicator whether there is an input that says that it was missing
 */
public record NumberPlan(Scaling scaling, Transform transform, OptionalDouble clip, Fill fill, Indicator indicator) {
  public NumberPlan {
    if (clip.isPresent() && !(clip.getAsDouble() > 0 && clip.getAsDouble() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("clipping " + clip.getAsDouble() + " interquartile ranges outside of the quartiles was asked for; it must be above 0 "
          + "and finite, such as 3");
    }
  }

  /** Standardised, filled with the mean, with an indicator when training had missing values. */
  public static NumberPlan standard() {
    return new NumberPlan(Scaling.STANDARD, Transform.NONE, OptionalDouble.empty(), Fill.mean(), Indicator.AUTO);
  }

  public NumberPlan withScaling(Scaling other) {
    return new NumberPlan(other, transform, clip, fill, indicator);
  }

  public NumberPlan withTransform(Transform other) {
    return new NumberPlan(scaling, other, clip, fill, indicator);
  }

  /** Clipped at Tukey's fences. @param k how many interquartile ranges they are outside of the quartiles, above 0 */
  public NumberPlan withClip(double k) {
    return new NumberPlan(scaling, transform, OptionalDouble.of(k), fill, indicator);
  }

  public NumberPlan withoutClip() {
    return new NumberPlan(scaling, transform, OptionalDouble.empty(), fill, indicator);
  }

  public NumberPlan withFill(Fill other) {
    return new NumberPlan(scaling, transform, clip, other, indicator);
  }

  public NumberPlan withIndicator(Indicator other) {
    return new NumberPlan(scaling, transform, clip, fill, other);
  }

  /** A boolean is neither clipped nor transformed: it has only two values. */
  NumberPlan ofBoolean() {
    return withoutClip().withTransform(Transform.NONE);
  }

  boolean needsQuantiles() {
    return scaling == Scaling.ROBUST || clip.isPresent() || fill instanceof Fill.Median;
  }
}
