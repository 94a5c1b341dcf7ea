package dev.gradus.data;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Takes a data set with an order, cuts it where the time changes. */
final class Times {
  private final int[] order;
  private final double[] times;

  private Times(Dataset data) {
    order = IntStream.range(0, data.size()).boxed().sorted(Comparator.comparingDouble((Integer i) -> data.order(i).getAsDouble())).mapToInt(i -> i).toArray();
    times = IntStream.of(order).mapToDouble(i -> data.order(i).getAsDouble()).toArray();
  }

  private boolean changesAt(int place) {
    return times[place - 1] < times[place];
  }

  /** Which examples are the latest, {@code aside} of them or the nearest number to that; fewer when two are as near. */
  static boolean[] aside(Dataset data, int aside) {
    Times times = new Times(data);
    int n = data.size();
    int wanted = n - aside;
    int border = n;
    for (int place = 1; place < n; place++) {
      boolean nearer = border == n || Math.abs(place - wanted) <= Math.abs(border - wanted);
      if (times.changesAt(place) && nearer) border = place;
    }
    if (border == n) throw new DataException(data.source(), "all examples have the same time; two are needed to set the latest aside, or --validation none");
    boolean[] chosen = new boolean[n];
    for (int place = border; place < n; place++) chosen[times.order[place]] = true;
    return chosen;
  }

  /** The stretch of time of each example, from 0, of about as many examples each. */
  static int[] stretches(Dataset data, int count) {
    Times times = new Times(data);
    int n = data.size();
    int[] stretch = new int[n];
    int from = 0;
    for (int s = 0; s < count; s++) {
      int to = Math.max(from + 1, (int) ((long) n * (s + 1) / count));
      while (to < n && !times.changesAt(to)) to++;
      if (from >= n) {
        throw new IllegalArgumentException(count - 1 + " folds in the order of time were asked for; " + data.source() + " has too few different times for "
            + count + " stretches, it must be fewer");
      }
      for (int place = from; place < Math.min(to, n); place++) stretch[times.order[place]] = s;
      from = to;
    }
    return stretch;
  }
}
