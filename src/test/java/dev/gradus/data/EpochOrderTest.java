package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Column;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochOrderTest {
  /** Blocks of 100 bytes; above {@code windowBlocks} of them, that many make a window. */
  private static EpochOrder order(int[] rows, int blockRows, int windowBlocks) {
    int most = Arrays.stream(rows).max().orElse(0);
    return EpochOrder.of(rows, blockRows, most / blockRows + 1, b -> 100, 100L * windowBlocks, 100L * windowBlocks);
  }

  private static int[] all(int n) {
    return IntStream.range(0, n).toArray();
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 1, 1", "1000, 10, 100", "1000, 10, 10", "1000, 7, 1", "1003, 10, 20", "50, 100, 1", "2048, 1, 33", "9999, 1000, 3"})
  void everyEpochIsAPermutation(int rows, int blockRows, int windowBlocks) {
    for (int[] some : List.of(all(rows), IntStream.range(0, rows).filter(r -> r % 3 == 0 || r > 70 && r < 90).toArray(), Draws.of(3).permutation(rows),
        IntStream.range(0, rows).map(r -> r / 2 * 2).toArray())) {
      EpochOrder order = order(some, blockRows, windowBlocks);
      assertThat(order.examples()).isEqualTo(some.length);
      for (int epoch = 0; epoch < 3; epoch++) {
        int[] sorted = order.epoch(7, epoch).order().clone();
        Arrays.sort(sorted);
        assertThat(sorted).isEqualTo(all(some.length));
      }
    }
  }

  @Test
  void fewBytesAreShuffledTogether() throws IOException {
    TableWriter writer = TableWriter.inMemory("t", 1);
    for (int r = 0; r < 1000; r++) writer.add(new double[] {r}, r + 1);
    Table table = writer.finish(List.of(Column.number("a")), List.of(List.of()));
    int[] expected = Draws.of(11, 3, 5).permutation(1000);
    assertThat(EpochOrder.of(1000).epoch(11, 5).order()).isEqualTo(expected);
    EpochOrder.Epoch epoch = EpochOrder.of(all(1000), table).epoch(11, 5);
    assertThat(epoch.order()).isEqualTo(expected);
    assertThat(epoch.windows()).isEqualTo(1);
    assertThat(epoch.blocks(0)).isEmpty();
    assertThat(epoch.window(999)).isZero();
  }

  @Test
  void theBytesThatCountAreThoseOfBlocksThatAreUsed() {
    int[] start = all(300);
    assertThat(EpochOrder.of(start, 10, 1000, b -> 100, 3000, 1000).windows()).isEqualTo(1);
    assertThat(EpochOrder.of(start, 10, 1000, b -> 100, 2999, 1000).windows()).isEqualTo(3);
    assertThat(EpochOrder.of(IntStream.range(0, 300).map(i -> 30 * i).toArray(), 10, 1000, b -> 100, 3000, 1000).windows()).isEqualTo(30);
  }

  @Test
  void aWindowHasTheRowsOfItsBlocksAndNoOthers() {
    int[] rows = IntStream.range(0, 5000).filter(r -> r % 7 != 2).toArray();
    EpochOrder order = EpochOrder.of(rows, 10, 500, b -> 50 + b % 3 * 40, 0, 4000);
    EpochOrder.Epoch epoch = order.epoch(1, 2);
    assertThat(epoch.windows()).isEqualTo(12);
    boolean[] seen = new boolean[500];
    for (int w = 0; w < epoch.windows(); w++) {
      int[] blocks = epoch.blocks(w);
      assertThat(blocks).isSorted();
      assertThat(Arrays.stream(blocks).map(b -> 50 + b % 3 * 40).sum()).isBetween(3600, 4000);
      for (int b : blocks) {
        assertThat(seen[b]).isFalse();
        seen[b] = true;
      }
      int end = w + 1 < epoch.windows() ? epoch.begin(w + 1) : rows.length;
      for (int place = epoch.begin(w); place < end; place++) {
        assertThat(blocks).contains(rows[epoch.order()[place]] / 10);
        assertThat(epoch.window(place)).isEqualTo(w);
      }
    }
    for (boolean s : seen) assertThat(s).isTrue();
  }

  @Test
  void theOrderDependsOnSeedAndEpochAndOnNothingElse() {
    EpochOrder order = order(all(1000), 10, 10);
    assertThat(order.epoch(1, 1).order()).isEqualTo(order(all(1000), 10, 10).epoch(1, 1).order());
    for (int[] other : List.of(order.epoch(1, 2).order(), order.epoch(2, 1).order())) {
      int[] first = order.epoch(1, 1).order();
      assertThat(IntStream.range(0, 1000).filter(i -> other[i] == first[i]).count()).isLessThan(10);
    }
    int[] shuffled = Draws.of(3).permutation(1000);
    int[] sameRows = Arrays.stream(order(shuffled, 10, 10).epoch(1, 1).order()).map(i -> shuffled[i] / 10).sorted().toArray();
    assertThat(sameRows).isEqualTo(Arrays.stream(all(1000)).map(i -> i / 10).toArray());
  }

  /** Σ (count − expected)² / expected has the mean (1 − p) · cells when each cell has the chance p. */
  @Test
  void everyExampleComesAtEveryPlaceEquallyOften() {
    int n = 240;
    int epochs = 6000;
    EpochOrder order = order(all(n), 10, 6);
    assertThat(order.windows()).isEqualTo(4);
    int[][] at = new int[n][n];
    int[][] blockInWindow = new int[24][4];
    int[][] together = new int[24][24];
    for (int e = 0; e < epochs; e++) {
      EpochOrder.Epoch epoch = order.epoch(42, e);
      int[] examples = epoch.order();
      for (int place = 0; place < n; place++) at[examples[place]][place]++;
      for (int w = 0; w < 4; w++) {
        for (int b : epoch.blocks(w)) {
          blockInWindow[b][w]++;
          for (int c : epoch.blocks(w)) together[b][c]++;
        }
      }
    }
    assertThat(chiSquare(at, (double) epochs / n)).isCloseTo(n * (n - 1.0), within(0.02 * n * n));
    assertThat(chiSquare(blockInWindow, epochs / 4.0)).isCloseTo(24 * 4 * 0.75, within(5 * 12.0));
    for (int b = 0; b < 24; b++) together[b][b] = epochs * 5 / 23;
    assertThat(chiSquare(together, epochs * 5 / 23.0)).isCloseTo(24 * 23 * (18 / 23.0), within(5 * 40.0));
  }

  private static double chiSquare(int[][] counts, double expected) {
    double sum = 0;
    for (int[] row : counts) {
      for (int count : row) sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  /** A table that is sorted by the quantity: one value a block. */
  @Test
  void neighboursAreAlmostIndependent() {
    int blocks = 128;
    int blockRows = 16;
    int windowBlocks = 32;
    int n = blocks * blockRows;
    double sameBlock = (blockRows - 1.0) / (windowBlocks * blockRows - 1);
    double expected = sameBlock - (1 - sameBlock) / (blocks - 1);
    assertThat(expected).isCloseTo(1.0 / windowBlocks - 1.0 / blocks, within(0.003));
    assertThat(correlationOfNeighbours(order(all(n), blockRows, windowBlocks), blockRows)).isCloseTo(expected, within(0.004));
    assertThat(correlationOfNeighbours(order(all(n), blockRows, blocks), blockRows)).isCloseTo(-1.0 / n, within(0.004));
  }

  private static double correlationOfNeighbours(EpochOrder order, int blockRows) {
    int n = order.examples();
    double mean = (n / blockRows - 1) / 2.0;
    double product = 0;
    double square = 0;
    for (int e = 0; e < 500; e++) {
      int[] examples = order.epoch(8, e).order();
      for (int i = 1; i < n; i++) {
        product += (examples[i - 1] / blockRows - mean) * (examples[i] / blockRows - mean);
        square += (examples[i] / blockRows - mean) * (examples[i] / blockRows - mean);
      }
    }
    return product / square;
  }

  /** The mean over a window of a quantity with one value a block has the standard deviation σ √((1/k) (B − k)/(B − 1)). */
  @Test
  void windowsAreLikeTheWhole() {
    int blocks = 128;
    int k = 32;
    EpochOrder order = order(all(blocks), 1, k);
    double squares = 0;
    int windows = 0;
    for (int e = 0; e < 1000; e++) {
      EpochOrder.Epoch epoch = order.epoch(4, e);
      for (int w = 0; w < epoch.windows(); w++, windows++) {
        double mean = Arrays.stream(epoch.blocks(w)).average().orElseThrow() - (blocks - 1) / 2.0;
        squares += mean * mean;
      }
    }
    double variance = (blocks * (double) blocks - 1) / 12;
    assertThat(squares / windows).isCloseTo(variance / k * (blocks - k) / (blocks - 1), within(0.1 * variance / k));
  }

  /** Of r rows at random among m places, the first and the last are (m + 1) (r − 1)/(r + 1) apart on average. */
  @Test
  void rowsOfABlockAreSpreadOverTheirWholeWindow() {
    int blockRows = 16;
    int windowBlocks = 32;
    int m = blockRows * windowBlocks;
    EpochOrder order = order(all(4 * m), blockRows, windowBlocks);
    double spread = 0;
    int blocks = 0;
    for (int e = 0; e < 50; e++) {
      int[] examples = order.epoch(5, e).order();
      int[] first = new int[4 * windowBlocks];
      int[] last = new int[4 * windowBlocks];
      Arrays.fill(first, Integer.MAX_VALUE);
      for (int place = 0; place < examples.length; place++) {
        int block = examples[place] / blockRows;
        first[block] = Math.min(first[block], place);
        last[block] = place;
      }
      for (int b = 0; b < first.length; b++, blocks++) {
        assertThat(first[b] / m).as("one window").isEqualTo(last[b] / m);
        spread += last[b] - first[b];
      }
    }
    assertThat(spread / blocks).isCloseTo((m + 1.0) * (blockRows - 1) / (blockRows + 1), within(0.01 * m));
  }
}
