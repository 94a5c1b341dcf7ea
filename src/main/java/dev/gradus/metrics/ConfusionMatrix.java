package dev.gradus.metrics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Takes pairs of actual and predicted class, gives their counts and what follows from them: accuracy, and for each class precision, recall and F1.
 *
 * <p>Counts are sums of weights. A figure whose denominator is zero is not defined and empty.
 */
public final class ConfusionMatrix {
  private final List<String> labels;
  private final double[][] counts;

  public ConfusionMatrix(List<String> labels) {
    this.labels = List.copyOf(labels);
    counts = new double[labels.size()][labels.size()];
  }

  /** Counts one example. */
  public void add(int actual, int predicted, double weight) {
    counts[actual][predicted] += weight;
  }

  /** The classes, in order. */
  public List<String> labels() {
    return labels;
  }

  /** The weight of the examples of class {@code actual} that were predicted as {@code predicted}. */
  public double count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /** The share of examples whose class was predicted. */
  public OptionalDouble accuracy() {
    double right = 0;
    double all = 0;
    for (int a = 0; a < counts.length; a++) {
      right += counts[a][a];
      all += actual(a);
    }
    return ratio(right, all);
  }

  /** Of the examples predicted as class {@code c}, the share that is of it. */
  public OptionalDouble precision(int c) {
    return ratio(counts[c][c], predicted(c));
  }

  /** Of the examples of class {@code c}, the share that was predicted as it. */
  public OptionalDouble recall(int c) {
    return ratio(counts[c][c], actual(c));
  }

  /** The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). */
  public OptionalDouble f1(int c) {
    return ratio(2 * counts[c][c], predicted(c) + actual(c));
  }

  /** The weight of the examples of class {@code c}. */
  public double actual(int c) {
    double sum = 0;
    for (double count : counts[c]) sum += count;
    return sum;
  }

  /** The weight of the examples predicted as class {@code c}. */
  public double predicted(int c) {
    double sum = 0;
    for (double[] row : counts) sum += row[c];
    return sum;
  }

  private static OptionalDouble ratio(double part, double whole) {
    return whole > 0 ? OptionalDouble.of(part / whole) : OptionalDouble.empty();
  }
}
