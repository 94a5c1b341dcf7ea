package dev.gradus.metrics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Takes the outputs for examples whose class is known, gives the figures of the predicted classes, of their probabilities and of their ranking.
 *
 * <p>Figures are scikit-learn's; what it warns about, refuses or sets to 0 is not defined here and empty, see {@link ConfusionMatrix} and {@link Average}. With
 * outputs that are no probabilities the figures of probabilities are empty; those of ranking stay, as they need scores only. Two classes are ranked by the
 * output of the second (probabilities) or by the difference of the second and the first (other outputs), more classes each by its own output against the rest.
 *
 * <p>An example of weight 0 leaves no trace. One thread at a time.
 */
public final class ClassFigures {
  private static final int MOST_RANKS = 5;

  private final int units;
  private final boolean areProbabilities;
  private final ConfusionMatrix confusion;
  private final ProbabilityFigures probabilities;
  private final double[] ranks = new double[MOST_RANKS];
  private Scores scores;
  private List<ScoreCurve> curves;
  private Areas areas;
  private boolean notANumber;

  /** The areas under the curves. */
  private record Areas(OptionalDouble roc, OptionalDouble weightedRoc, OptionalDouble precisionRecall) {}

  /**
   * Figures of no examples yet.
   *
   * @param labels the classes, in order
   * @param units how many outputs an example has: as many as classes, or 1 for two classes
   * @param probabilities whether outputs are the probabilities of the classes
   * @throws IllegalArgumentException when the outputs do not fit the classes
   */
  public ClassFigures(List<String> labels, int units, boolean probabilities) {
    if (units != labels.size() && !(units == 1 && labels.size() == 2)) {
      throw new IllegalArgumentException("figures of " + units + " outputs for " + labels.size()
          + " classes were asked for; there must be one output for each class, or one for two classes");
    }
    this.units = units;
    this.areProbabilities = probabilities;
    this.confusion = new ConfusionMatrix(labels);
    this.probabilities = new ProbabilityFigures(labels.size());
    this.scores = new Scores(labels.size() == 2 ? 1 : units);
  }

  /**
   * Takes one example in.
   *
   * @param actual the number of its class
   * @param outputs read, from {@code at} on
   * @throws IllegalStateException after {@link #forgetExamples}
   */
  public void add(int actual, double[] outputs, int at, double weight) {
    if (scores == null) throw new IllegalStateException("these figures have forgotten their examples, and take in no more");
    if (weight == 0) return;
    curves = null;
    areas = null;
    int classes = confusion.labels().size();
    int predicted = classes == 1 ? 0 : Decision.classOf(outputs, at, units);
    confusion.add(actual, predicted, weight);
    for (int j = at; j < at + units; j++) notANumber |= Double.isNaN(outputs[j]);
    if (areProbabilities && classes > 1) probabilities.add(actual, predicted, outputs, at, units, weight);
    if (classes > 2) addRank(actual, outputs, at, weight);
    scores.begin(weight);
    if (classes == 2) {
      scores.put(0, units == 1 ? outputs[at] : areProbabilities ? outputs[at + 1] : outputs[at + 1] - outputs[at], actual == 1);
    } else {
      for (int j = 0; j < units; j++) scores.put(j, outputs[at + j], j == actual);
    }
  }

  /** Of equal outputs the later class has the better rank, as in scikit-learn. */
  private void addRank(int actual, double[] outputs, int at, double weight) {
    double own = outputs[at + actual];
    int rank = 0;
    for (int j = 0; j < units; j++) {
      if (outputs[at + j] > own || j > actual && outputs[at + j] == own) rank++;
    }
    if (rank < MOST_RANKS) ranks[rank] += weight;
  }

  /** Frees what is kept of every example; all figures stay as they are, curves are not to be had any more. */
  public void forgetExamples() {
    areas();
    curves = List.of();
    scores = null;
  }

  /** The counts of actual and predicted classes, and what follows from them. */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /** How well the probabilities of the predicted classes agree with their accuracy; empty when outputs are no probabilities. */
  public Optional<Reliability> reliability() {
    return hasProbabilities() ? Optional.of(probabilities.reliability()) : Optional.empty();
  }

  /**
   * −Σ w log p_y / Σ w with p_y the probability of the true class. Probabilities are first kept 2^−52 away from 0 and 1, then divided by their sum, as in
   * scikit-learn.
   */
  public OptionalDouble logLoss() {
    return hasProbabilities() ? probabilities.logLoss() : OptionalDouble.empty();
  }

  /**
   * For two classes Σ w (p − y)² / Σ w with p the probability of the second (scikit-learn's {@code brier_score_loss}); for more Σ w Σ_j (p_j − y_j)² / Σ w with
   * one-hot y (Brier 1950), which for two would be twice as much.
   */
  public OptionalDouble brier() {
    return hasProbabilities() ? probabilities.brier() : OptionalDouble.empty();
  }

  /** The expected calibration error: {@link Reliability}. */
  public OptionalDouble expectedCalibrationError() {
    return hasProbabilities() ? probabilities.reliability().error() : OptionalDouble.empty();
  }

  /**
   * The share of examples whose class is among the {@code k} with the largest outputs; of equal outputs the later class comes first, as in scikit-learn.
   *
   * @param k from 1 to 5; not defined when there are not more classes than that, or only two
   */
  public OptionalDouble topAccuracy(int k) {
    if (k < 1 || k > MOST_RANKS) throw new IllegalArgumentException("an accuracy of the top " + k + " was asked for; it must be 1 to " + MOST_RANKS);
    if (units <= Math.max(2, k) || notANumber) return OptionalDouble.empty();
    double right = 0;
    for (int r = 0; r < k; r++) right += ranks[r];
    return Ratio.of(right, confusion.total());
  }

  /** The area under the ROC curve: of the second of two classes, or the mean over the classes, each against the rest. Not defined when a class is absent. */
  public OptionalDouble rocAuc() {
    return areas().roc;
  }

  /** The areas under the ROC curves of more than two classes, each against the rest, weighted by their examples. Not defined when a class is absent. */
  public OptionalDouble weightedRocAuc() {
    return areas().weightedRoc;
  }

  /**
   * The average precision: of the second of two classes, or the mean over the classes, each against the rest. Not defined when a class to be averaged is
   * absent, where scikit-learn would count 0.
   */
  public OptionalDouble prAuc() {
    return areas().precisionRecall;
  }

  /** The curve of the second of two classes; empty with more classes, or when examples are forgotten or too many to be kept. */
  public Optional<ScoreCurve> curve() {
    return confusion.labels().size() == 2 ? curves().stream().findFirst() : Optional.empty();
  }

  /**
   * The curve of each class against the rest, in their order; of two classes only the second's. Empty when examples are forgotten, too many to be kept (more
   * than 2^25 scores), or have an output that is no number.
   */
  public List<ScoreCurve> curves() {
    if (curves == null) curves = notANumber ? List.of() : List.copyOf(scores.curves());
    return curves;
  }

  private Areas areas() {
    if (areas == null) {
      areas = new Areas(mean(curves(), ScoreCurve::rocAuc, false), curves().size() > 1 ? mean(curves(), ScoreCurve::rocAuc, true) : OptionalDouble.empty(),
          mean(curves(), ScoreCurve::averagePrecision, false));
    }
    return areas;
  }

  /** A figure of some curves; as their mean not defined when it is not for one of them. */
  interface OfCurve {
    OptionalDouble of(ScoreCurve curve);
  }

  static OptionalDouble mean(List<ScoreCurve> curves, OfCurve figure, boolean byPositives) {
    double sum = 0;
    double whole = 0;
    for (ScoreCurve curve : curves) {
      OptionalDouble area = figure.of(curve);
      if (area.isEmpty()) return area;
      double share = byPositives ? curve.positives() : 1;
      sum += share * area.getAsDouble();
      whole += share;
    }
    return Ratio.of(sum, whole);
  }

  private boolean hasProbabilities() {
    return areProbabilities && !notANumber;
  }
}
