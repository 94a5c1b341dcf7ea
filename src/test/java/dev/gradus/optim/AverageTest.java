package dev.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Snapshot;
import dev.gradus.kernel.Team;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class AverageTest {
  private static final int N = 5000;

  private static void draw(Matrix vector, int key) {
    Draws draws = Draws.of(key);
    int[] i = {0};
    vector.fill(() -> (float) draws.normal(i[0]++));
  }

  @Test
  void emaEqualsItsRecurrence() {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      Matrix theta = Matrix.zeros(type, N);
      double[] expected = new double[N];
      try (Team team = new Team(2); Average average = new Average(Averaging.ema(0.9), theta, team)) {
        for (int t = 0; t < 20; t++) {
          draw(theta, t);
          average.afterStep();
          average.afterEpoch(t + 1);
          double[] now = Reference.values(theta);
          for (int i = 0; i < N; i++) expected[i] = t == 0 ? now[i] : 0.9 * expected[i] + 0.1 * now[i];
        }
        assertThat(average.count()).isEqualTo(20);
        assertThat(Reference.distance(Reference.values(average.matrix()), expected)).isLessThan(type == DataType.FLOAT ? 1e-6 : 1e-14);
      }
    }
  }

  @Test
  void swaIsTheMeanOfTheEpochsFromTheGivenOneOn() {
    Matrix theta = Matrix.zeros(DataType.DOUBLE, N);
    double[] sum = new double[N];
    try (Average average = new Average(Averaging.swa(3), theta, Team.ONE)) {
      for (int epoch = 1; epoch <= 6; epoch++) {
        draw(theta, epoch);
        average.afterStep();
        average.afterEpoch(epoch);
        double[] now = Reference.values(theta);
        for (int i = 0; i < N; i++) sum[i] += epoch >= 3 ? now[i] / 4 : 0;
        assertThat(average.count()).isEqualTo(Math.max(0, epoch - 2));
      }
      assertThat(Reference.distance(Reference.values(average.matrix()), sum)).isLessThan(1e-14);
    }
  }

  @Test
  void swappingTwiceChangesNothing() {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      Matrix theta = Matrix.zeros(type, N);
      try (Average average = new Average(Averaging.ema(0.5), theta, Team.ONE)) {
        draw(theta, 1);
        double[] first = Reference.values(theta);
        average.swap();
        assertThat(Reference.values(theta)).as("nothing was averaged").isEqualTo(first);
        average.afterStep();
        draw(theta, 2);
        double[] second = Reference.values(theta);
        average.swap();
        assertThat(Reference.values(theta)).isEqualTo(first);
        assertThatThrownBy(average::afterStep).isInstanceOf(IllegalStateException.class).hasMessageContaining("swap them back");
        average.swap();
        assertThat(Reference.values(theta)).isEqualTo(second);
        assertThat(Reference.values(average.matrix())).isEqualTo(first);
      }
    }
  }

  @Test
  void anAverageCountsOnFromASavedOne() {
    Matrix theta = Matrix.zeros(DataType.DOUBLE, 1);
    theta.set(0, new double[] {4}, 0, 1);
    try (Average saved = new Average(Averaging.swa(1), theta, Team.ONE); Average average = new Average(Averaging.swa(1), theta, Team.ONE);
        Snapshot state = new Snapshot()) {
      for (int epoch = 1; epoch <= 3; epoch++) saved.afterEpoch(epoch);
      saved.state(state.noting());
      average.state(state.bringingBack());
      theta.set(0, new double[] {8}, 0, 1);
      average.afterEpoch(4);
      assertThat(Reference.values(average.matrix())[0]).isEqualTo(5, within(1e-15));
    }
  }

  @Test
  void namesAndRanges() {
    for (Averaging averaging : new Averaging[] {Averaging.none(), Averaging.ema(0.999), Averaging.swa(5)}) {
      assertThat(Averaging.named(averaging.toString())).isEqualTo(averaging);
    }
    assertThatThrownBy(() -> Averaging.ema(1)).hasMessageContaining("of 1.0 was asked for");
    assertThatThrownBy(() -> Averaging.swa(0)).hasMessageContaining("of 0 was asked for");
    assertThatThrownBy(() -> Averaging.named("mean")).hasMessageContaining("ema:DECAY");
    Matrix theta = Matrix.zeros(DataType.DOUBLE, 1);
    assertThatThrownBy(() -> new Average(Averaging.none(), theta, Team.ONE)).hasMessageContaining("ema or swa");
  }
}
