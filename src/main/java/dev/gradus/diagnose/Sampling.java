package dev.gradus.diagnose;

import dev.gradus.data.Dataset;
import java.util.stream.IntStream;

/** Takes a data set, gives some of its examples, evenly spread over it. */
final class Sampling {
  private Sampling() {}

  /** The numbers, from 0, of {@code count} examples in the middle of as many equal stretches; of all, when there are not more. */
  static int[] evenly(int size, int count) {
    int n = Math.min(size, count);
    int[] chosen = new int[n];
    for (int j = 0; j < n; j++) chosen[j] = (int) ((2L * j + 1) * size / (2L * n));
    return chosen;
  }

  /** Those examples. */
  static Dataset evenly(Dataset data, int count) {
    return data.size() <= count ? data : data.subset(evenly(data.size(), count));
  }

  /** The numbers, from 0, that examples have in their source. */
  static int[] rows(Dataset data) {
    return IntStream.range(0, data.size()).map(data::row).toArray();
  }
}
