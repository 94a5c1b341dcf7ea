package dev.gradus.data;

import dev.gradus.kernel.Draws;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Takes a data set with groups, divides it between them. */
final class Groups {
  private static final long SPLIT = 22;

  /** So many examples are found exactly; what is above is taken as it comes. */
  private static final int EXACT = 5000;

  private final int[] group;
  private final int[] sizes;

  private Groups(int[] group, int[] sizes) {
    this.group = group;
    this.sizes = sizes;
  }

  /** The groups of a data set, numbered from 0 in the order in which they come. */
  private static Groups of(Dataset data) {
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] group = new int[data.size()];
    for (int i = 0; i < group.length; i++) {
      int next = numbers.size();
      group[i] = numbers.computeIfAbsent(data.group(i).getAsInt(), g -> next);
    }
    int[] sizes = new int[numbers.size()];
    for (int g : group) sizes[g]++;
    return new Groups(group, sizes);
  }

  private boolean[] examples(boolean[] groups) {
    boolean[] chosen = new boolean[group.length];
    for (int i = 0; i < chosen.length; i++) chosen[i] = groups[group[i]];
    return chosen;
  }

  /** Which examples make a part of about {@code aside} examples. */
  static boolean[] aside(Dataset data, int aside, long seed) {
    Groups groups = of(data);
    if (groups.sizes.length < 2) {
      throw new DataException(data.source(), "all examples are in one group; two are needed to set one aside, or --validation none");
    }
    return groups.examples(groups.nearest(aside, Draws.of(seed, SPLIT).permutation(groups.sizes.length)));
  }

  /** Groups whose sizes sum to the nearest to {@code aside}: some of them, and not all. */
  private boolean[] nearest(int aside, int[] order) {
    boolean[] chosen = new boolean[sizes.length];
    int left = aside;
    for (int g : order) {
      if (sizes[g] > left - EXACT) continue;
      chosen[g] = true;
      left -= sizes[g];
    }
    addNearest(chosen, left, order);
    return chosen;
  }

  /**
   * Adds groups that are not chosen, so that their sizes sum to the nearest to {@code left}: which sums can be made of the first g groups, for g = 1, 2, …
   * A sum above {@code left} by more than the smallest group is no better than a smaller one.
   */
  private void addNearest(boolean[] chosen, int left, int[] order) {
    int[] rest = IntStream.of(order).filter(g -> !chosen[g]).toArray();
    boolean none = rest.length == chosen.length;
    int most = IntStream.of(rest).map(g -> sizes[g]).sum() - 1;
    int smallest = IntStream.of(rest).map(g -> sizes[g]).min().orElseThrow();
    int limit = (int) Math.min(most, Math.max(2L * left, (long) left + smallest));
    int[] lastOf = new int[limit + 1];
    Arrays.fill(lastOf, 1, limit + 1, -1);
    Set<Integer> useless = new HashSet<>(); // sizes that make no new sum until another size has made one
    for (int r = 0; r < rest.length && lastOf[Math.min(left, limit)] < 0; r++) {
      int size = sizes[rest[r]];
      if (useless.contains(size)) continue;
      boolean more = false;
      for (int sum = limit; sum >= size; sum--) {
        if (lastOf[sum] >= 0 || lastOf[sum - size] < 0) continue;
        lastOf[sum] = r + 1;
        more = true;
      }
      if (more) useless.clear();
      else useless.add(size);
    }
    int best = 0;
    for (int sum = none ? 1 : 0; sum <= limit; sum++) {
      if (lastOf[sum] >= 0 && (best == 0 && none || Math.abs(sum - left) < Math.abs(best - left))) best = sum;
    }
    while (best > 0) {
      int g = rest[lastOf[best] - 1];
      chosen[g] = true;
      best -= sizes[g];
    }
  }

  /** The fold of each example: the largest group goes to the smallest fold, the next to that which is the smallest then; equal ones in a drawn order. */
  static int[] folds(Dataset data, int folds, Draws draws) {
    Groups groups = of(data);
    Splits.checkFolds(folds, groups.sizes.length, "groups", data);
    int[] order = IntStream.of(draws.permutation(groups.sizes.length)).boxed()
        .sorted(Comparator.comparingInt((Integer g) -> -groups.sizes[g])).mapToInt(g -> g).toArray();
    int[] filled = new int[folds];
    int[] fold = new int[groups.sizes.length];
    for (int g : order) {
      int smallest = 0;
      for (int f = 1; f < folds; f++) {
        if (filled[f] < filled[smallest]) smallest = f;
      }
      fold[g] = smallest;
      filled[smallest] += groups.sizes[g];
    }
    return IntStream.of(groups.group).map(g -> fold[g]).toArray();
  }
}
