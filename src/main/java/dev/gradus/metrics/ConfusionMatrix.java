package dev.gradus.metrics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * Takes pairs of actual and predicted class, gives their counts and what follows from them: accuracy, precision, recall and F1 for each class and on average,
 * balanced accuracy, Matthews' correlation and Cohen's κ.
 *
 * <p>Counts are sums of weights: C_ab is the weight of the examples of class a that were predicted as b, and n their sum. A figure whose denominator is zero is
 * not defined and empty, where scikit-learn warns and gives 0; all others are scikit-learn's.
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

  /** The weight of all examples. */
  public double total() {
    double sum = 0;
    for (int a = 0; a < counts.length; a++) sum += actual(a);
    return sum;
  }

  /** The share of examples whose class was predicted. */
  public OptionalDouble accuracy() {
    return Ratio.of(right(), total());
  }

  /** The mean recall of the classes that are there: a class without examples is left out. */
  public OptionalDouble balancedAccuracy() {
    double sum = 0;
    int there = 0;
    for (int c = 0; c < counts.length; c++) {
      if (actual(c) == 0) continue;
      sum += counts[c][c] / actual(c);
      there++;
    }
    return Ratio.of(sum, there);
  }

  /** Of the examples predicted as class {@code c}, the share that is of it. */
  public OptionalDouble precision(int c) {
    return Ratio.of(counts[c][c], predicted(c));
  }

  /** Of the examples of class {@code c}, the share that was predicted as it. */
  public OptionalDouble recall(int c) {
    return Ratio.of(counts[c][c], actual(c));
  }

  /** The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN). */
  public OptionalDouble f1(int c) {
    return Ratio.of(2 * counts[c][c], predicted(c) + actual(c));
  }

  /** Of the examples that are not of class {@code c}, the share that was not predicted as it: TN / (TN + FP). */
  public OptionalDouble specificity(int c) {
    double others = 0;
    double wrong = 0;
    for (int a = 0; a < counts.length; a++) {
      if (a == c) continue;
      others += actual(a);
      wrong += counts[a][c];
    }
    return Ratio.of(others - wrong, others);
  }

  /** The precision of all classes in one figure. */
  public OptionalDouble precision(Average average) {
    return average(average, this::precision);
  }

  /** The recall of all classes in one figure. */
  public OptionalDouble recall(Average average) {
    return average(average, this::recall);
  }

  /** The F1 of all classes in one figure. */
  public OptionalDouble f1(Average average) {
    return average(average, this::f1);
  }

  private OptionalDouble average(Average average, IntFunction<OptionalDouble> figure) {
    if (average == Average.MICRO) return accuracy();
    double sum = 0;
    double whole = 0;
    for (int c = 0; c < counts.length; c++) {
      double actual = actual(c);
      if (actual == 0 && predicted(c) == 0) continue;
      double share = average == Average.MACRO ? 1 : actual;
      sum += share * figure.apply(c).orElse(0);
      whole += share;
    }
    return Ratio.of(sum, whole);
  }

  /**
   * Matthews' correlation of actual and predicted class: (n Σ_c C_cc − Σ_c t_c p_c) / √((n² − Σ_c t_c²)(n² − Σ_c p_c²)) with t_c actual and p_c predicted
   * (Gorodkin 2004). Not defined when all examples are, or are predicted as, one class.
   */
  public OptionalDouble matthewsCorrelation() {
    double n = total();
    double both = 0;
    double truth = 0;
    double guess = 0;
    int there = 0;
    int told = 0;
    for (int c = 0; c < counts.length; c++) {
      double t = actual(c);
      double p = predicted(c);
      both += t * p;
      truth += t * (n - t);
      guess += p * (n - p);
      if (t > 0) there++;
      if (p > 0) told++;
    }
    if (there < 2 || told < 2) return OptionalDouble.empty();
    return Ratio.finite((right() * n - both) / Math.sqrt(truth * guess));
  }

  /** Cohen's κ: the accuracy beyond that of chance, (p_o − p_e) / (1 − p_e) (Cohen 1960). Not defined when truth and prediction are one and the same class. */
  public OptionalDouble kappa() {
    return kappa(0);
  }

  /** κ where a mistake counts as many times as the classes lie apart, in their order. */
  public OptionalDouble linearKappa() {
    return kappa(1);
  }

  /** κ where a mistake counts with the square of how many places the classes lie apart, in their order. */
  public OptionalDouble quadraticKappa() {
    return kappa(2);
  }

  /** 1 − Σ_ab v_ab C_ab / Σ_ab v_ab t_a p_b / n, with v_ab = |a − b|^power, and 0⁰ = 0. */
  private OptionalDouble kappa(int power) {
    double observed = 0;
    double expected = 0;
    double[] predicted = new double[counts.length];
    for (int b = 0; b < counts.length; b++) predicted[b] = predicted(b);
    for (int a = 0; a < counts.length; a++) {
      double actual = actual(a);
      for (int b = 0; b < counts.length; b++) {
        double cost = a == b ? 0 : Math.pow(Math.abs(a - b), power);
        observed += cost * counts[a][b];
        expected += cost * actual * predicted[b];
      }
    }
    OptionalDouble share = Ratio.of(observed * total(), expected);
    return share.isPresent() ? OptionalDouble.of(1 - share.getAsDouble()) : share;
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

  private double right() {
    double right = 0;
    for (int c = 0; c < counts.length; c++) right += counts[c][c];
    return right;
  }
}
