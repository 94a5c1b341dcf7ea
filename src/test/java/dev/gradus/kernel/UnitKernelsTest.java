package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Sums along rows and maps over whole columns, divided over any team, against plain loops; also for columns longer than a tile. */
class UnitKernelsTest {
  @ParameterizedTest
  @CsvSource({"1,1", "3,7", "16,5", "40,64", "2048,3", "2049,2", "5001,4"})
  void everyElementTakesPartOnce(int rows, int m) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      for (int threads = 1; threads <= 3; threads++) {
        SplittableRandom random = new SplittableRandom(rows);
        Matrix x = Matrix.zeros(type, rows, m + 2);
        x.fill(() -> (float) random.nextDouble(-1, 1));
        double[] before = new double[rows * (m + 2)];
        x.get(0, before, 0, before.length);
        try (Team team = new Team(threads)) {
          UnitKernels kernels = new UnitKernels(type, team);
          double[] sums = new double[rows];
          kernels.fold(m, new SumAndNegate(sums, rows), x);
          for (int j = 0; j < rows; j++) {
            double sum = 0;
            for (int c = 0; c < m; c++) sum += before[c * rows + j];
            assertThat(sums[j]).as("row %d of %d, %s, %d threads", j, rows, type, threads).isEqualTo(sum);
          }
          kernels.map(m, new SumAndNegate(new double[rows], rows), 1, x);
          double[] after = new double[before.length];
          x.get(0, after, 0, after.length);
          for (int i = 0; i < before.length; i++) assertThat(after[i]).isEqualTo(i < rows * m ? -before[i] : before[i]);
          double magnitudes = 0;
          for (double value : before) magnitudes += Math.abs(value);
          assertThat(new Kernels(type, team).sumOfMagnitudes(x)).isCloseTo(magnitudes, within(1e-9));
        }
        x.close();
      }
    }
  }

  /** Adds up a stretch of a column, and turns its sign round where it is written back. */
  private record SumAndNegate(double[] sums, int rows) implements TileOp {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) {
        if (offset < rows && offset + n <= rows) sums[(int) offset + i] += t[0][i];
        t[0][i] = -t[0][i];
      }
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) {
        if (offset < rows && offset + n <= rows) sums[(int) offset + i] += t[0][i];
        t[0][i] = -t[0][i];
      }
    }
  }
}
