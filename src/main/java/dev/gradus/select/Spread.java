package dev.gradus.select;

import java.util.Collection;
import java.util.OptionalDouble;

/**
 * Some values of a figure, summed up.
 *
 * @param count how many there are, at least 1
 * @param mean Σ x / n
 * @param deviation √(Σ (x − mean)² / (n − 1)), absent when there is one value
 * @param least the smallest
 * @param most the largest
 */
public record Spread(int count, double mean, OptionalDouble deviation, double least, double most) {
  /** The values summed up. @throws IllegalArgumentException when there are none */
  public static Spread of(Collection<Double> values) {
    if (values.isEmpty()) throw new IllegalArgumentException("the spread of 0 values was asked for; it must be at least 1");
    int n = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / n;
    double squares = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    OptionalDouble deviation = n > 1 ? OptionalDouble.of(Math.sqrt(squares / (n - 1))) : OptionalDouble.empty();
    return new Spread(n, mean, deviation, values.stream().mapToDouble(Double::doubleValue).min().getAsDouble(),
        values.stream().mapToDouble(Double::doubleValue).max().getAsDouble());
  }
}
