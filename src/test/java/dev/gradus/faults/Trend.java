package dev.gradus.faults;

import java.util.List;
import java.util.function.ToLongFunction;

/** Takes samples in the order of time, gives how much they grew after the first fifth of them, in which a program warms up. */
record Trend(List<ProcessFigures> samples) {
  /** Fewer samples have no trend. */
  static final int FEWEST = 8;

  Trend {
    if (samples.size() < FEWEST) throw new IllegalArgumentException(samples.size() + " samples were given; at least " + FEWEST + " make a trend");
    samples = List.copyOf(samples.subList(samples.size() / 5, samples.size()));
  }

  /** The median of the last third less that of the first. */
  long growth(ToLongFunction<ProcessFigures> figure) {
    int third = samples.size() / 3;
    return median(samples.subList(samples.size() - third, samples.size()), figure) - median(samples.subList(0, third), figure);
  }

  private static long median(List<ProcessFigures> some, ToLongFunction<ProcessFigures> figure) {
    long[] sorted = some.stream().mapToLong(figure).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
