package dev.gradus.cli;

import java.util.ArrayList;
import java.util.List;

/** Takes some numbers in their order, gives a line of blocks from ▁, the least, to █, the largest: one for each, or for the mean of a few neighbours. */
final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  /** Numbers that differ by more than this factor are drawn by their logarithms. */
  private static final double WIDE = 10;

  private Sparkline() {}

  /** @param most how many blocks at most; numbers that are not finite have none */
  static String of(List<Double> values, int most) {
    List<Double> finite = values.stream().filter(Double::isFinite).toList();
    if (finite.isEmpty() || most < 1) return "";
    List<Double> means = means(finite, most);
    double least = means.stream().mapToDouble(v -> v).min().orElseThrow();
    double largest = means.stream().mapToDouble(v -> v).max().orElseThrow();
    boolean wide = least > 0 && largest > WIDE * least;
    StringBuilder line = new StringBuilder();
    for (double mean : means) line.append(BLOCKS.charAt(block(share(mean, least, largest, wide))));
    return line.toString();
  }

  private static int block(double share) {
    return (int) Math.min(BLOCKS.length() - 1, Math.floor(share * BLOCKS.length()));
  }

  private static double share(double value, double least, double largest, boolean wide) {
    if (largest == least) return 0;
    return wide ? Math.log(value / least) / Math.log(largest / least) : (value - least) / (largest - least);
  }

  private static List<Double> means(List<Double> values, int most) {
    int blocks = Math.min(most, values.size());
    List<Double> means = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      int from = (int) ((long) values.size() * b / blocks);
      int to = (int) ((long) values.size() * (b + 1) / blocks);
      means.add(values.subList(from, to).stream().mapToDouble(v -> v).average().orElseThrow());
    }
    return means;
  }
}
