package dev.gradus.metrics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Takes the outputs for examples that each label applies to or not, gives the figures of each label and of all.
 *
 * <p>A label is predicted when its output is above ½, and applies when its target is. Figures are scikit-learn's; what it warns about or sets to 0 is not
 * defined here and empty. An example of weight 0 leaves no trace. One thread at a time.
 */
public final class MultiLabelFigures {
  private final List<String> labels;
  private final double[] found;
  private final double[] actual;
  private final double[] predicted;
  private double whollyRight;
  private double wrongLabels;
  private double weights;
  private Scores scores;
  private List<ScoreCurve> curves;
  private OptionalDouble rocAuc;
  private OptionalDouble prAuc;
  private boolean notANumber;

  /** Figures of no examples yet. @throws IllegalArgumentException when there is no label */
  public MultiLabelFigures(List<String> labels) {
    if (labels.isEmpty()) throw new IllegalArgumentException("figures of 0 labels were asked for; there must be at least 1");
    this.labels = List.copyOf(labels);
    found = new double[labels.size()];
    actual = new double[labels.size()];
    predicted = new double[labels.size()];
    scores = new Scores(labels.size());
  }

  /**
   * Takes one example in.
   *
   * @param targets 0 or 1 for each label, read from {@code targetsAt} on
   * @param outputs one for each label, read from {@code outputsAt} on
   * @throws IllegalStateException after {@link #forgetExamples}
   */
  public void add(double[] targets, int targetsAt, double[] outputs, int outputsAt, double weight) {
    if (scores == null) throw new IllegalStateException("these figures have forgotten their examples, and take in no more");
    if (weight == 0) return;
    curves = null;
    rocAuc = prAuc = null;
    scores.begin(weight);
    int wrong = 0;
    for (int j = 0; j < found.length; j++) {
      boolean is = targets[targetsAt + j] > 0.5;
      double output = outputs[outputsAt + j];
      boolean told = output > 0.5;
      if (is) actual[j] += weight;
      if (told) predicted[j] += weight;
      if (is && told) found[j] += weight;
      if (is != told) wrong++;
      notANumber |= Double.isNaN(output);
      scores.put(j, output, is);
    }
    weights += weight;
    wrongLabels += weight * wrong;
    if (wrong == 0) whollyRight += weight;
  }

  /** Frees what is kept of every example; all figures stay as they are, curves are not to be had any more. */
  public void forgetExamples() {
    rocAuc();
    prAuc();
    curves = List.of();
    scores = null;
  }

  /** The labels, in order. */
  public List<String> labels() {
    return labels;
  }

  /** The share of examples all of whose labels are right. */
  public OptionalDouble subsetAccuracy() {
    return Ratio.of(whollyRight, weights);
  }

  /** The share of wrong labels among all labels of all examples. */
  public OptionalDouble hammingLoss() {
    return Ratio.of(wrongLabels, weights * labels.size());
  }

  /** The weight of the examples that label {@code j} applies to. */
  public double actual(int j) {
    return actual[j];
  }

  /** Of the examples that label {@code j} was predicted for, the share that it applies to. */
  public OptionalDouble precision(int j) {
    return Ratio.of(found[j], predicted[j]);
  }

  /** Of the examples that label {@code j} applies to, the share that it was predicted for. */
  public OptionalDouble recall(int j) {
    return Ratio.of(found[j], actual[j]);
  }

  /** 2 TP / (2 TP + FP + FN) of label {@code j}. */
  public OptionalDouble f1(int j) {
    return Ratio.of(2 * found[j], predicted[j] + actual[j]);
  }

  /** F1 of all labels in one figure. Every label counts, as 0 when its own is not defined; not defined when no label applies or is predicted. */
  public OptionalDouble f1(Average average) {
    double sum = 0;
    double both = 0;
    double applying = 0;
    double parts = 0;
    double byActual = 0;
    for (int j = 0; j < found.length; j++) {
      sum += 2 * found[j];
      both += predicted[j] + actual[j];
      applying += actual[j];
      parts += f1(j).orElse(0);
      byActual += actual[j] * f1(j).orElse(0);
    }
    if (both == 0) return OptionalDouble.empty();
    return switch (average) {
      case MICRO -> Ratio.of(sum, both);
      case MACRO -> Ratio.of(parts, found.length);
      case WEIGHTED -> Ratio.of(byActual, applying);
    };
  }

  /** The mean area under the labels' ROC curves; not defined when a label applies to every example or to none. */
  public OptionalDouble rocAuc() {
    if (rocAuc == null) rocAuc = ClassFigures.mean(curves(), ScoreCurve::rocAuc, false);
    return rocAuc;
  }

  /** The mean of the labels' average precision; not defined when a label applies to no example. */
  public OptionalDouble prAuc() {
    if (prAuc == null) prAuc = ClassFigures.mean(curves(), ScoreCurve::averagePrecision, false);
    return prAuc;
  }

  /** The curve of label {@code j}; empty when examples are forgotten or too many to be kept, or have an output that is no number. */
  public Optional<ScoreCurve> curve(int j) {
    return curves().isEmpty() ? Optional.empty() : Optional.of(curves().get(j));
  }

  private List<ScoreCurve> curves() {
    if (curves == null) curves = notANumber ? List.of() : List.copyOf(scores.curves());
    return curves;
  }
}
