package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MatrixTest {
  @Test
  void aMatrixAndItsArrayAreOneMemoryAlsoThroughAView() {
    INDArray flat = Nd4j.zeros(DataType.FLOAT, 100);
    INDArray view = flat.get(NDArrayIndex.interval(10, 22)).reshape('f', 3, 4);
    Matrix matrix = Matrix.over(view);
    matrix.set(0, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 0, 12);
    assertThat(view.getDouble(0, 1)).as("column by column").isEqualTo(4);
    assertThat(flat.getDouble(10)).isEqualTo(1);
    assertThat(flat.getDouble(21)).isEqualTo(12);
    flat.putScalar(15, -1);
    double[] read = new double[1];
    matrix.get(5, read, 0, 1);
    assertThat(read[0]).isEqualTo(-1);
  }

  @Test
  void otherLayoutsAndTypesAreRefused() {
    assertThatThrownBy(() -> Matrix.over(Nd4j.zeros(DataType.INT, 3))).hasMessageContaining("INT").hasMessageContaining("FLOAT or DOUBLE");
    assertThatThrownBy(() -> Matrix.over(Nd4j.create(DataType.FLOAT, new long[] {3, 4}, 'c'))).hasMessageContaining("[3, 4]").hasMessageContaining("dup('f')");
    INDArray wide = Nd4j.create(DataType.FLOAT, new long[] {3, 4}, 'f');
    assertThatThrownBy(() -> Matrix.over(wide.get(NDArrayIndex.interval(0, 2), NDArrayIndex.all()))).hasMessageContaining("without gaps");
    assertThatThrownBy(() -> Matrix.over(Nd4j.zeros(DataType.FLOAT, 2, 2, 2))).hasMessageContaining("[2, 2, 2]");
  }

  @Test
  void closingTwiceIsHarmless() {
    Matrix matrix = Matrix.zeros(DataType.DOUBLE, 2, 2);
    matrix.close();
    matrix.close();
    assertThat(matrix.array().wasClosed()).isTrue();
  }

  /** A direct buffer ends at 2 GB; tiles on both sides of that border, and across the borders of windows, are right. */
  @Test
  @Tag("long")
  void memoryBeyondTwoGigabytesIsReached() {
    long length = 600_000_000L;
    Matrix matrix = Matrix.zeros(DataType.FLOAT, length);
    for (long at : new long[] {0, (1L << 24) - 1000, (1L << 25) - 1, (1L << 27) - 1000, (1L << 28) - 7, (1L << 29) - 1024, length - 2048}) {
      float[] tile = new float[2048];
      for (int i = 0; i < tile.length; i++) tile[i] = at % 1_000_003 + i;
      matrix.write(at, tile, tile.length);
      float[] back = new float[2048];
      matrix.read(at, back, back.length);
      assertThat(back).isEqualTo(tile);
      assertThat(matrix.array().getFloat(at + 2000)).isEqualTo(tile[2000]);
    }
    matrix.close();
    Matrix doubles = Matrix.zeros(DataType.DOUBLE, 70_000_000L);
    double[] tile = new double[2048];
    java.util.Arrays.fill(tile, 3);
    doubles.write((1L << 25) - 5, tile, tile.length);
    assertThat(doubles.array().getDouble((1L << 25) + 2042)).isEqualTo(3);
    doubles.close();
  }
}
