package dev.gradus.diagnose;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Takes a target and another column, gives how well a rule of that column alone predicts the target: 1 − E / E₀, where E is the error of the rule in the rows
 * that it was not made from, and E₀ that of the best guess without a column. Half of the rows make the rule and the other half judge it, and the other way
 * round. A missing value counts as a value.
 *
 * <p>Of classes E counts wrong answers. The rule is the majority of each category, or a tree of thresholds of one number (Gini impurity; Breiman and others
 * 1984), at most {@value #DEPTH} deep. Of a value E is the squared error. The rule is the mean of each category, or the best of three of a number: a line,
 * lines between the means of {@value #BINS} ranges with as many rows each, and the same with the target's ranks, which sees any growing function.
 */
final class LeakTest {
  private static final int DEPTH = 8;
  private static final int LEAF = 3;
  private static final int BINS = 64;
  private static final int FEWEST = 40;
  private static final int FEWEST_OTHERS = 10;

  private final double[] target;
  private final double[] ranks;
  private final int classes;
  private final int[][] halves;

  /**
   * @param target a class from 0, or a number, NaN where it is missing
   * @param classes how many classes there are, 0 for numbers
   * @param second which rows are in the second half
   */
  LeakTest(double[] target, int classes, boolean[] second) {
    this.target = target;
    this.classes = classes;
    halves = new int[][] {half(second, false), half(second, true)};
    ranks = classes > 0 ? target : ranks(target);
  }

  private int[] half(boolean[] second, boolean which) {
    return IntStream.range(0, target.length).filter(i -> second[i] == which && !Double.isNaN(target[i])).toArray();
  }

  /** Each value's place in sorted order, equal ones at the mean of their places. */
  private static double[] ranks(double[] values) {
    int[] order = IntStream.range(0, values.length).boxed().sorted((i, k) -> Double.compare(values[i], values[k])).mapToInt(i -> i).toArray();
    double[] ranks = new double[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) to++;
      for (int i = from; i < to; i++) ranks[order[i]] = 0.5 * (from + to - 1);
    }
    return ranks;
  }

  /** Whether there are rows enough to tell: 40 with a target, and of classes 10 that are not of the most frequent one. */
  boolean canTell() {
    if (halves[0].length + halves[1].length < FEWEST || halves[0].length < 2 || halves[1].length < 2) return false;
    return classes > 0 ? baseErrors() >= FEWEST_OTHERS : base(target) > 0;
  }

  private double baseErrors() {
    return base(target);
  }

  /** E₀, over both halves. */
  private double base(double[] y) {
    double error = 0;
    for (int h = 0; h < 2; h++) {
      double guess = guess(y, halves[h]);
      for (int i : halves[1 - h]) error += error(y[i], guess);
    }
    return error;
  }

  private double error(double y, double guess) {
    return classes > 0 ? (y == guess ? 0 : 1) : (y - guess) * (y - guess);
  }

  /** The most frequent class, or the mean. */
  private double guess(double[] y, int[] rows) {
    if (classes == 0) return Arrays.stream(rows).mapToDouble(i -> y[i]).average().orElse(0);
    int[] counts = new int[classes];
    for (int i : rows) counts[(int) y[i]]++;
    return largest(counts);
  }

  private static int largest(int[] counts) {
    int most = 0;
    for (int c = 1; c < counts.length; c++) {
      if (counts[c] > counts[most]) most = c;
    }
    return most;
  }

  /** How well a column predicts the target, at most 1. @param categories whether its values are codes */
  double strength(double[] column, boolean categories) {
    if (categories) return strength(target, half -> majority(column, half));
    if (classes > 0) return strength(target, half -> tree(column, half));
    double line = strength(target, half -> line(column, half));
    double ranges = strength(target, half -> ranges(column, target, half));
    return Math.max(line, Math.max(ranges, strength(ranks, half -> ranges(column, ranks, half))));
  }

  /** Takes a half, gives the rule of its rows: from the number of a row to the guess. */
  private interface Fit {
    IntToDoubleFunction of(int[] half);
  }

  private double strength(double[] y, Fit fit) {
    double error = 0;
    for (int h = 0; h < 2; h++) {
      IntToDoubleFunction rule = fit.of(halves[h]);
      for (int i : halves[1 - h]) error += error(y[i], rule.applyAsDouble(i));
    }
    return 1 - error / base(y);
  }

  private IntToDoubleFunction majority(double[] x, int[] half) {
    Map<Double, int[]> rows = new HashMap<>();
    double other = guess(target, half);
    Map<Double, Integer> sizes = new HashMap<>();
    for (int i : half) sizes.merge(x[i], 1, Integer::sum);
    for (int i : half) {
      int[] of = rows.computeIfAbsent(x[i], value -> new int[sizes.get(value)]);
      of[of.length - sizes.merge(x[i], -1, Integer::sum) - 1] = i;
    }
    Map<Double, Double> guesses = new HashMap<>();
    rows.forEach((value, of) -> guesses.put(value, guess(target, of)));
    return i -> guesses.getOrDefault(x[i], other);
  }

  private IntToDoubleFunction line(double[] x, int[] half) {
    int[] rows = Arrays.stream(half).filter(i -> !Double.isNaN(x[i])).toArray();
    double mean = guess(target, half);
    double middle = Arrays.stream(rows).mapToDouble(i -> x[i]).average().orElse(0);
    double atMiddle = rows.length > 0 ? guess(target, rows) : mean;
    double both = 0;
    double squares = 0;
    for (int i : rows) {
      both += (x[i] - middle) * (target[i] - atMiddle);
      squares += (x[i] - middle) * (x[i] - middle);
    }
    double slope = squares > 0 ? both / squares : 0;
    return i -> Double.isNaN(x[i]) ? mean : atMiddle + slope * (x[i] - middle);
  }

  /** Lines between the means of ranges; a value with many rows is a range of its own. */
  private IntToDoubleFunction ranges(double[] x, double[] y, int[] half) {
    int[] rows = sorted(x, half);
    int[] gaps = Arrays.stream(half).filter(i -> Double.isNaN(x[i])).toArray();
    double missing = guess(y, gaps.length > 0 ? gaps : half);
    if (rows.length == 0) return i -> missing;
    int least = Math.max(1, Math.min(rows.length / BINS, rows.length));
    double[] atX = new double[rows.length];
    double[] atY = new double[rows.length];
    int count = 0;
    for (int from = 0, to; from < rows.length; from = to) {
      to = Math.min(rows.length, from + least);
      while (to < rows.length && x[rows[to]] == x[rows[to - 1]]) to++;
      for (int k = from; k < to; k++) {
        atX[count] += x[rows[k]] / (to - from);
        atY[count] += y[rows[k]] / (to - from);
      }
      count++;
    }
    double[] xs = Arrays.copyOf(atX, count);
    double[] ys = Arrays.copyOf(atY, count);
    return i -> Double.isNaN(x[i]) ? missing : between(xs, ys, x[i]);
  }

  private static double between(double[] xs, double[] ys, double x) {
    int place = Arrays.binarySearch(xs, x);
    if (place >= 0) return ys[place];
    int above = -place - 1;
    if (above == 0) return ys[0];
    if (above == xs.length) return ys[above - 1];
    double share = (x - xs[above - 1]) / (xs[above] - xs[above - 1]);
    return ys[above - 1] + share * (ys[above] - ys[above - 1]);
  }

  private static int[] sorted(double[] x, int[] half) {
    return Arrays.stream(half).filter(i -> !Double.isNaN(x[i])).boxed().sorted((i, k) -> Double.compare(x[i], x[k])).mapToInt(i -> i).toArray();
  }

  private IntToDoubleFunction tree(double[] x, int[] half) {
    int[] gaps = Arrays.stream(half).filter(i -> Double.isNaN(x[i])).toArray();
    double missing = guess(target, gaps.length > 0 ? gaps : half);
    int[] rows = sorted(x, half);
    if (rows.length == 0) return i -> missing;
    DoubleUnaryOperator tree = tree(x, rows, DEPTH);
    return i -> Double.isNaN(x[i]) ? missing : tree.applyAsDouble(x[i]);
  }

  /** Splits sorted rows where the sum over both sides of Σ n_c² / n is the largest, which is where the Gini impurity is the least. */
  private DoubleUnaryOperator tree(double[] x, int[] rows, int depth) {
    int[] right = new int[classes];
    for (int i : rows) right[(int) target[i]]++;
    int answer = largest(right);
    if (depth == 0 || right[answer] == rows.length) return value -> answer;
    int[] left = new int[classes];
    double squaresLeft = 0;
    double squaresRight = Arrays.stream(right).mapToDouble(c -> (double) c * c).sum();
    double best = squaresRight / rows.length * (1 + 1e-9);
    int border = 0;
    for (int k = 1; k < rows.length; k++) {
      int c = (int) target[rows[k - 1]];
      squaresLeft += 2 * left[c]++ + 1;
      squaresRight -= 2 * right[c]-- - 1;
      if (k < LEAF || rows.length - k < LEAF || x[rows[k]] == x[rows[k - 1]]) continue;
      double purity = squaresLeft / k + squaresRight / (rows.length - k);
      if (purity > best) {
        best = purity;
        border = k;
      }
    }
    if (border == 0) return value -> answer;
    double threshold = 0.5 * x[rows[border - 1]] + 0.5 * x[rows[border]];
    DoubleUnaryOperator below = tree(x, Arrays.copyOfRange(rows, 0, border), depth - 1);
    DoubleUnaryOperator above = tree(x, Arrays.copyOfRange(rows, border, rows.length), depth - 1);
    return value -> value < threshold ? below.applyAsDouble(value) : above.applyAsDouble(value);
  }
}
