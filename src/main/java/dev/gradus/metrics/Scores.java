package dev.gradus.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the scores of examples for one or more columns (classes or labels), each with its truth, and gives a curve for every column.
 *
 * <p>Every score is kept, up to {@value #MOST} of them, about 300 MB: beyond that none is, and there are no curves.
 */
final class Scores {
  static final int MOST = 1 << 25;

  private final int columns;
  private final int mostExamples;
  private double[] scores;
  private boolean[] positive;
  private double[] weights;
  private int examples;
  private boolean tooMany;

  Scores(int columns) {
    this(columns, MOST);
  }

  Scores(int columns, int most) {
    this.columns = columns;
    mostExamples = Math.max(1, most / columns);
    int first = Math.min(1024, mostExamples);
    scores = new double[first * columns];
    positive = new boolean[first * columns];
    weights = new double[first];
  }

  /** Starts the next example; its scores are put then. */
  void begin(double weight) {
    if (tooMany) return;
    if (examples == weights.length && !grow()) return;
    weights[examples++] = weight;
  }

  private boolean grow() {
    int next = (int) Math.min(2L * weights.length, mostExamples);
    if (next <= weights.length) {
      tooMany = true;
      examples = 0;
      scores = new double[columns];
      positive = new boolean[columns];
      weights = new double[1];
      return false;
    }
    scores = Arrays.copyOf(scores, next * columns);
    positive = Arrays.copyOf(positive, next * columns);
    weights = Arrays.copyOf(weights, next);
    return true;
  }

  /** The score of the example that was begun last, in one column. */
  void put(int column, double score, boolean isPositive) {
    if (tooMany) return;
    int at = (examples - 1) * columns + column;
    scores[at] = score;
    positive[at] = isPositive;
  }

  /** The curve of each column, in order; none when there were too many scores to keep. */
  List<ScoreCurve> curves() {
    List<ScoreCurve> curves = new ArrayList<>();
    if (tooMany) return curves;
    Order order = new Order(examples);
    double[] score = new double[examples];
    boolean[] truth = new boolean[examples];
    for (int c = 0; c < columns; c++) {
      for (int i = 0; i < examples; i++) {
        score[i] = scores[i * columns + c];
        truth[i] = positive[i * columns + c];
      }
      curves.add(new ScoreCurve(order.descending(score, examples), score, truth, weights, examples));
    }
    return curves;
  }
}
