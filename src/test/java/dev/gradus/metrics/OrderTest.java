package dev.gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {
  @Test
  void isThatOfAStableSort() {
    Random random = new Random(7);
    List<DoubleSupplier> sources = List.of(random::nextDouble, random::nextGaussian, random::nextFloat, () -> random.nextInt(5) / 4.0, () -> 0.5,
        () -> random.nextGaussian() * Double.MIN_VALUE * 9, () -> random.nextGaussian() * 1e300, () -> random.nextBoolean() ? 0.0 : -0.0,
        () -> new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, 1}[random.nextInt(4)]);
    Order order = new Order(3000);
    for (DoubleSupplier source : sources) {
      for (int n : new int[] {0, 1, 2, 17, 3000}) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> source.getAsDouble());
        int[] expected = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> -(values[i] + 0.0) + 0.0)).mapToInt(i -> i).toArray();
        assertThat(Arrays.copyOf(order.descending(values, n), n)).isEqualTo(expected);
      }
    }
  }
}
