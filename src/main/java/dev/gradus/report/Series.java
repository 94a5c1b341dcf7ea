package dev.gradus.report;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Points of a line with a name.
 *
 * @param x ascending, copied
 * @param y as many, copied; NaN where there is no value, which interrupts the line
 */
record Series(String name, double[] x, double[] y) {
  Series {
    Objects.requireNonNull(name, "name");
    if (x.length != y.length) throw new IllegalArgumentException(x.length + " places and " + y.length + " values were given; they must be as many");
    x = x.clone();
    y = y.clone();
  }

  boolean isEmpty() {
    return Arrays.stream(y).noneMatch(Double::isFinite);
  }

  /** This line with at most so many points and the last: each of these is one of its own, evenly from the first on. */
  Series thinned(int most) {
    int every = (x.length + most - 1) / most;
    if (every <= 1) return this;
    int[] kept = IntStream.range(0, x.length).filter(i -> i % every == 0 || i == x.length - 1).toArray();
    return new Series(name, Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(), Arrays.stream(kept).mapToDouble(i -> y[i]).toArray());
  }

  /** The number of the last value, from 0, of a series that is not empty. */
  int last() {
    int i = y.length - 1;
    while (!Double.isFinite(y[i])) i--;
    return i;
  }

  /** The number of the first value, from 0, of a series that is not empty. */
  int first() {
    int i = 0;
    while (!Double.isFinite(y[i])) i++;
    return i;
  }

  /** The number of the least value, from 0. */
  int least() {
    int least = first();
    for (int i = least; i < y.length; i++) {
      if (y[i] < y[least]) least = i;
    }
    return least;
  }

  /** The line in words. */
  String describe(String xTitle) {
    int a = first();
    int b = last();
    if (a == b) return name + ": " + Numbers.digits(y[a]) + " at " + xTitle + " " + Numbers.digits(x[a]);
    return name + ": from " + Numbers.digits(y[a]) + " at " + xTitle + " " + Numbers.digits(x[a]) + " to " + Numbers.digits(y[b]) + " at "
        + Numbers.digits(x[b])
        + ", least " + Numbers.digits(y[least()]) + " at " + Numbers.digits(x[least()]);
  }
}
