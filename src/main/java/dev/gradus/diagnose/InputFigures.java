package dev.gradus.diagnose;

import dev.gradus.data.Dataset;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What the inputs of a network are like, over at most 2,000 examples, evenly spread.
 *
 * @param rms the root mean square of each input
 * @param mean the mean of each
 * @param deviation the deviation of each, over n
 * @param notZero the root mean square of all values that are not 0; 0 when there is none
 * @param name of an input by its number, from 0
 */
record InputFigures(double[] rms, double[] mean, double[] deviation, double notZero, IntFunction<String> name) {
  private static final int MOST = 2000;
  private static final int FEWEST = 50;
  private static final int NUMBERS = 1 << 22;

  /** @param preparation that knows what the inputs are called */
  static InputFigures of(Dataset prepared, Optional<Preparation> preparation) {
    int width = prepared.width();
    int[] rows = Sampling.evenly(prepared.size(), Math.max(FEWEST, Math.min(MOST, NUMBERS / width)));
    double[] sums = new double[width];
    double[] squares = new double[width];
    double[] x = new double[width];
    double all = 0;
    long counted = 0;
    for (int row : rows) {
      prepared.inputs(row, x);
      for (int j = 0; j < width; j++) {
        sums[j] += x[j] / rows.length;
        squares[j] += x[j] * x[j] / rows.length;
        all += x[j] * x[j];
        counted += x[j] != 0 ? 1 : 0;
      }
    }
    double[] rms = new double[width];
    double[] deviation = new double[width];
    for (int j = 0; j < width; j++) {
      rms[j] = Math.sqrt(squares[j]);
      deviation[j] = Math.sqrt(Math.max(0, squares[j] - sums[j] * sums[j]));
    }
    Inputs inputs = prepared.schema().inputs();
    IntFunction<String> plain = inputs.count() == width ? inputs::name : j -> "input " + (j + 1);
    IntFunction<String> name = preparation.filter(it -> it.width() == width).map(it -> (IntFunction<String>) it::name).orElse(plain);
    return new InputFigures(rms, sums, deviation, counted == 0 ? 0 : Math.sqrt(all / counted), name);
  }

  /** The number of the input with the largest root mean square. */
  int largest() {
    int largest = 0;
    for (int j = 1; j < rms.length; j++) {
      if (rms[j] > rms[largest]) largest = j;
    }
    return largest;
  }
}
