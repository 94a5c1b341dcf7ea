package dev.gradus.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Takes the outputs and targets of batch after batch while a network learns, gives the cheap figures of the epoch: accuracy for classes, accuracy and Hamming
 * loss for labels, R², RMSE and MAE for values.
 *
 * <p>Memory is constant and taking a batch in allocates nothing. One thread at a time.
 */
public abstract sealed class RunningFigures {
  /** The figures that some task has. */
  public static final Set<String> NAMES = Set.of("accuracy", "hamming_loss", "r2", "rmse", "mae");

  private RunningFigures() {}

  /** For examples of one class each. @param units how many outputs an example has: as many as classes, or 1 for two classes */
  public static RunningFigures ofClasses(int units) {
    return new OfClasses(units);
  }

  /**
   * For examples of one value each.
   *
   * @param units how many outputs an example has
   * @param output the one that is the value, from 0
   */
  public static RunningFigures ofValues(int units, int output) {
    return new OfValues(units, output);
  }

  /** For examples that each label applies to or not. @param units how many labels there are */
  public static RunningFigures ofLabels(int units) {
    return new OfLabels(units);
  }

  /**
   * Takes the examples of a batch in, one after the other.
   *
   * @param outputs the outputs, column after column, read
   * @param targets the targets likewise, as the network is taught them: one-hot, 0 or 1, or a value
   * @param w the weights of the examples, read
   * @param m how many examples there are
   */
  public abstract void add(double[] outputs, double[] targets, double[] w, int m);

  /** All that was summed up so far; with {@link #resume} another object goes on from there. */
  public abstract double[] sums();

  /** Goes on from the sums of another object of the same kind. */
  public abstract void resume(double[] sums);

  /** Forgets all examples. */
  public abstract void clear();

  /** The figures by name, without those that are not defined. */
  public abstract Map<String, Double> figures();

  private static Map<String, Double> defined(Map<String, OptionalDouble> figures) {
    Map<String, Double> defined = new LinkedHashMap<>();
    figures.forEach((name, figure) -> figure.ifPresent(value -> defined.put(name, value)));
    return defined;
  }

  private static final class OfClasses extends RunningFigures {
    private final int units;
    private double right;
    private double weights;

    OfClasses(int units) {
      this.units = units;
    }

    @Override
    public void add(double[] outputs, double[] targets, double[] w, int m) {
      for (int i = 0; i < m; i++) {
        weights += w[i];
        if (Decision.classOf(outputs, i * units, units) == Decision.classOf(targets, i * units, units)) right += w[i];
      }
    }

    @Override
    public double[] sums() {
      return new double[] {right, weights};
    }

    @Override
    public void resume(double[] sums) {
      right = sums[0];
      weights = sums[1];
    }

    @Override
    public void clear() {
      right = weights = 0;
    }

    @Override
    public Map<String, Double> figures() {
      return defined(Map.of("accuracy", Ratio.of(right, weights)));
    }
  }

  private static final class OfLabels extends RunningFigures {
    private final int units;
    private double right;
    private double wrong;
    private double weights;

    OfLabels(int units) {
      this.units = units;
    }

    @Override
    public void add(double[] outputs, double[] targets, double[] w, int m) {
      for (int i = 0; i < m; i++) {
        int differ = 0;
        for (int j = i * units; j < (i + 1) * units; j++) {
          if (outputs[j] > 0.5 != targets[j] > 0.5) differ++;
        }
        weights += w[i];
        wrong += w[i] * differ;
        if (differ == 0) right += w[i];
      }
    }

    @Override
    public double[] sums() {
      return new double[] {right, wrong, weights};
    }

    @Override
    public void resume(double[] sums) {
      right = sums[0];
      wrong = sums[1];
      weights = sums[2];
    }

    @Override
    public void clear() {
      right = wrong = weights = 0;
    }

    @Override
    public Map<String, Double> figures() {
      Map<String, OptionalDouble> figures = new LinkedHashMap<>();
      figures.put("accuracy", Ratio.of(right, weights));
      figures.put("hamming_loss", Ratio.of(wrong, weights * units));
      return defined(figures);
    }
  }

  private static final class OfValues extends RunningFigures {
    private final int units;
    private final int output;
    private final ErrorSums sums = new ErrorSums();

    OfValues(int units, int output) {
      this.units = units;
      this.output = output;
    }

    @Override
    public void add(double[] outputs, double[] targets, double[] w, int m) {
      for (int i = 0; i < m; i++) {
        if (w[i] != 0) sums.add(outputs[i * units + output], targets[i * units + output], w[i]);
      }
    }

    @Override
    public double[] sums() {
      return sums.all();
    }

    @Override
    public void resume(double[] earlier) {
      sums.resume(earlier);
    }

    @Override
    public void clear() {
      sums.clear();
    }

    @Override
    public Map<String, Double> figures() {
      Map<String, OptionalDouble> figures = new LinkedHashMap<>();
      figures.put("r2", sums.r2());
      figures.put("rmse", sums.rootMeanSquaredError());
      figures.put("mae", sums.meanAbsoluteError());
      return defined(figures);
    }
  }
}
