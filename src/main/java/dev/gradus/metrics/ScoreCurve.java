package dev.gradus.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Takes the scores of positive and negative examples, gives what every threshold would do: ROC and precision-recall curve, the areas under them, and the
 * thresholds that serve best.
 *
 * <p>An example is predicted as positive when its score is at least the threshold; equal scores cannot be told apart and move together. TP_i and FP_i are the
 * weights of the positives and negatives whose score is at least the i-th largest distinct score. Immutable.
 */
public final class ScoreCurve {
  private final double[] thresholds;
  private final double[] truePositives;
  private final double[] falsePositives;

  /** @param order the places of the scores from the largest to the smallest */
  ScoreCurve(int[] order, double[] scores, boolean[] positive, double[] weights, int n) {
    double[] t = new double[n];
    double[] tp = new double[n];
    double[] fp = new double[n];
    int last = -1;
    double above = 0;
    double wrong = 0;
    for (int i = 0; i < n; i++) {
      int e = order[i];
      if (positive[e]) {
        above += weights[e];
      } else {
        wrong += weights[e];
      }
      if (last < 0 || t[last] != scores[e]) t[++last] = scores[e];
      tp[last] = above;
      fp[last] = wrong;
    }
    thresholds = Arrays.copyOf(t, last + 1);
    truePositives = Arrays.copyOf(tp, last + 1);
    falsePositives = Arrays.copyOf(fp, last + 1);
  }

  /**
   * The curve of some scores, all of which are read and none kept. Examples of weight 0 are left out.
   *
   * @throws IllegalArgumentException when the lengths differ or a score is NaN
   */
  public static ScoreCurve of(double[] scores, boolean[] positive, double[] weights) {
    if (scores.length != positive.length || scores.length != weights.length) {
      throw new IllegalArgumentException("a curve of " + scores.length + " scores, " + positive.length + " truths and " + weights.length
          + " weights was asked for; they must be as many");
    }
    Scores all = new Scores(1);
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) throw new IllegalArgumentException("a score of NaN was given for example " + i + "; it must be a number");
      if (weights[i] == 0) continue;
      all.begin(weights[i]);
      all.put(0, scores[i], positive[i]);
    }
    return all.curves().get(0);
  }

  /** How many distinct scores there are. */
  public int size() {
    return thresholds.length;
  }

  /** The weight of the positive examples. */
  public double positives() {
    return size() == 0 ? 0 : truePositives[size() - 1];
  }

  /** The weight of the negative examples. */
  public double negatives() {
    return size() == 0 ? 0 : falsePositives[size() - 1];
  }

  /**
   * The area under the ROC curve, by trapezia: the probability that a positive example has a higher score than a negative one, equal scores counting half. Not
   * defined without a positive or without a negative example.
   */
  public OptionalDouble rocAuc() {
    double area = 0;
    for (int i = 0; i < size(); i++) {
      double before = i == 0 ? 0 : truePositives[i - 1];
      area += (falsePositives[i] - (i == 0 ? 0 : falsePositives[i - 1])) * (truePositives[i] + before) / 2;
    }
    return Ratio.of(area, positives() * negatives());
  }

  /**
   * The area under the precision-recall curve as average precision: Σ_i (R_i − R_(i−1)) P_i, in steps, without interpolation (scikit-learn's
   * {@code average_precision_score}). Not defined without a positive example.
   */
  public OptionalDouble averagePrecision() {
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      double gained = truePositives[i] - (i == 0 ? 0 : truePositives[i - 1]);
      if (gained > 0) sum += gained * truePositives[i] / (truePositives[i] + falsePositives[i]);
    }
    return Ratio.of(sum, positives());
  }

  /** A point of a curve: both its coordinates at a threshold. */
  public record Point(double threshold, double x, double y) {}

  /**
   * The ROC curve from (0, 0), whose threshold is +∞, to (1, 1): x is FP / negatives, y is TP / positives. Empty when one of them is 0.
   */
  public List<Point> roc() {
    List<Point> points = new ArrayList<>();
    if (positives() == 0 || negatives() == 0) return points;
    points.add(new Point(Double.POSITIVE_INFINITY, 0, 0));
    for (int i = 0; i < size(); i++) points.add(new Point(thresholds[i], falsePositives[i] / negatives(), truePositives[i] / positives()));
    return points;
  }

  /** The precision-recall curve from the highest threshold to the lowest: x is the recall, y the precision. Empty without a positive example. */
  public List<Point> precisionRecall() {
    List<Point> points = new ArrayList<>();
    if (positives() == 0) return points;
    for (int i = 0; i < size(); i++) {
      points.add(new Point(thresholds[i], truePositives[i] / positives(), truePositives[i] / (truePositives[i] + falsePositives[i])));
    }
    return points;
  }

  /** What a threshold does. */
  public Threshold at(double threshold) {
    int above = 0;
    for (int i = size(); i > above;) {
      int middle = (above + i) >>> 1;
      if (thresholds[middle] >= threshold) {
        above = middle + 1;
      } else {
        i = middle;
      }
    }
    return above == 0 ? figures(threshold, 0, 0) : figures(threshold, truePositives[above - 1], falsePositives[above - 1]);
  }

  private Threshold figures(double threshold, double tp, double fp) {
    double told = tp + fp;
    return new Threshold(threshold, Ratio.of(tp, told), Ratio.of(tp, positives()), Ratio.of(2 * tp, told + positives()),
        Ratio.of(negatives() - fp, negatives()), Ratio.of(told, positives() + negatives()));
  }

  /** The score with the highest F1 as threshold, the highest of equal ones; empty without a positive example. */
  public Optional<Threshold> bestF1() {
    return positives() == 0 ? Optional.empty() : best(t -> t.f1().orElse(0));
  }

  /** The score with the highest recall + specificity − 1 as threshold (Youden 1950), the highest of equal ones; empty without both kinds of examples. */
  public Optional<Threshold> youden() {
    if (positives() == 0 || negatives() == 0) return Optional.empty();
    return best(t -> t.recall().orElse(0) + t.specificity().orElse(0));
  }

  private Optional<Threshold> best(ToDoubleFunction<Threshold> merit) {
    Optional<Threshold> best = Optional.empty();
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size(); i++) {
      Threshold here = figures(thresholds[i], truePositives[i], falsePositives[i]);
      if (merit.applyAsDouble(here) > most) {
        most = merit.applyAsDouble(here);
        best = Optional.of(here);
      }
    }
    return best;
  }
}
