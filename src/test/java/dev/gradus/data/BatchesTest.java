package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.Team;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class BatchesTest {
  /** Row i is (i, 10 i), its value −i. */
  private static Dataset numbers(int n) {
    double[] values = new double[2 * n];
    double[] targets = new double[n];
    for (int i = 0; i < n; i++) {
      values[2 * i] = i;
      values[2 * i + 1] = 10 * i;
      targets[i] = -i;
    }
    return Dataset.of("numbers", new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("t")), new NumberFeatures(values, 2),
        new Targets.OfValues(targets));
  }

  private static List<Integer> examples(Batches batches, int expectedBatches) {
    List<Integer> examples = new ArrayList<>();
    int count = 0;
    while (batches.next()) {
      count++;
      for (int i = 0; i < batches.batch().m(); i++) {
        double x = batches.batch().X().array().getDouble(0, i);
        assertThat(batches.batch().X().array().getDouble(1, i)).isEqualTo(10 * x);
        assertThat(batches.batch().Y().array().getDouble(0, i)).isEqualTo(-x);
        assertThat(batches.example(i)).isEqualTo((int) x);
        examples.add((int) x);
      }
    }
    assertThat(count).isEqualTo(expectedBatches).isEqualTo(batches.count());
    return examples;
  }

  @Test
  void everyEpochHasEveryExampleOnceWithItsTarget() {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      try (Batches batches = new Batches(numbers(23), 1, 5, type)) {
        assertThat(examples(batches, 5)).containsExactlyElementsOf(java.util.stream.IntStream.range(0, 23).boxed().toList());
        batches.shuffle(1, 1);
        List<Integer> first = examples(batches, 5);
        assertThat(new TreeSet<>(first)).hasSize(23);
        batches.shuffle(1, 2);
        List<Integer> second = examples(batches, 5);
        assertThat(second).isNotEqualTo(first);
        batches.shuffle(1, 1);
        assertThat(examples(batches, 5)).isEqualTo(first);
      }
    }
  }

  @Test
  void batchesGatheredAheadOrByATeamAreTheSame() {
    Dataset data = numbers(23);
    try (Team team = new Team(3);
        Batches plain = new Batches(data, 1, 5, DataType.FLOAT);
        Batches divided = new Batches(data, 1, 5, DataType.FLOAT, team);
        Batches ahead = Batches.ahead(data, 1, 5, DataType.FLOAT)) {
      for (int epoch = 0; epoch < 200; epoch++) {
        for (Batches batches : List.of(plain, divided, ahead)) batches.shuffle(1, epoch);
        if (epoch % 3 == 1) ahead.next(); // an epoch that is left in the middle, with a batch on its way
        if (epoch % 3 == 1) ahead.shuffle(1, epoch);
        List<Integer> expected = examples(plain, 5);
        assertThat(examples(divided, 5)).isEqualTo(expected);
        assertThat(examples(ahead, 5)).isEqualTo(expected);
        assertThat(ahead.next()).as("after the last").isFalse();
      }
    }
  }

  @Test
  void bytesAreDividedBy255WhateverTheirNumberAndPlace() {
    java.util.SplittableRandom random = new java.util.SplittableRandom(1);
    for (int width : new int[] {1, 7, 8, 9, 100, 784}) {
      byte[] bytes = new byte[width * 20];
      for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (random.nextInt(10) == 0 ? random.nextInt(256) : 0);
      ByteFeatures features = new ByteFeatures(bytes, width);
      float[] floats = new float[width];
      double[] doubles = new double[width];
      for (int e = 0; e < 20; e++) {
        java.util.Arrays.fill(floats, Float.NaN);
        features.reader().read(e, floats);
        features.reader().read(e, doubles);
        for (int k = 0; k < width; k++) {
          assertThat(floats[k]).isEqualTo((bytes[e * width + k] & 255) / 255f);
          assertThat(doubles[k]).isEqualTo((bytes[e * width + k] & 255) / 255.0);
        }
      }
    }
  }

  @Test
  void aSplitHasEveryExampleOnOneSide() {
    List<Dataset> parts = numbers(100).split(0.2, 4);
    assertThat(parts.get(0).size()).isEqualTo(80);
    assertThat(parts.get(1).size()).isEqualTo(20);
    TreeSet<Double> seen = new TreeSet<>();
    for (Dataset part : parts) {
      for (int i = 0; i < part.size(); i++) seen.add(part.value(i));
    }
    assertThat(seen).hasSize(100);
    assertThatThrownBy(() -> numbers(100).split(1.5, 0)).hasMessageContaining("fraction of 1.5");
    assertThatThrownBy(() -> numbers(1).split(0.5, 0)).isInstanceOf(DataException.class).hasMessageContaining("--validation none");
  }

  @Test
  void scalingIsFittedOnTheExamplesOfThePartAndAppliedAnywhere() {
    Dataset all = numbers(10);
    Preparation standard = all.range(0, 5).fit(PreparationPlan.standard().withScaling(Scaling.STANDARD));
    assertThat(((Numeric) standard.encodings().get(0)).shift()).isEqualTo(2);
    assertThat(1 / ((Numeric) standard.encodings().get(0)).factor()).isCloseTo(Math.sqrt(2), within(1e-12));
    double[] row = new double[2];
    all.preparedBy(standard).inputs(9, row);
    assertThat(row[0]).isCloseTo(7 / Math.sqrt(2), within(1e-12));
    assertThat(row[1]).isCloseTo(7 / Math.sqrt(2), within(1e-12));
    all.inputs(9, row);
    assertThat(row).as("the data itself stays as it was").containsExactly(9, 90);
  }

  @Test
  void bytesAreDividedBy255() {
    ByteFeatures bytes = new ByteFeatures(new byte[] {0, 1, (byte) 128, (byte) 255}, 2);
    float[] floats = new float[2];
    bytes.reader().read(1, floats);
    assertThat(floats).containsExactly(128 / 255f, 1);
    double[] doubles = new double[2];
    bytes.reader().read(0, doubles);
    assertThat(doubles).containsExactly(0, 1 / 255.0);
  }
}
