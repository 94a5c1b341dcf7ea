package dev.gradus.data;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Target;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Takes a data set with classes, divides each class in the same shares. */
final class Strata {
  private static final long SPLIT = 2;
  private static final long TIES = 21;

  private Strata() {}

  /** How many examples each class has. */
  static int[] sizes(Dataset data) {
    int[] sizes = new int[((Target.Classes) data.schema().target()).labels().size()];
    for (int i = 0; i < data.size(); i++) sizes[data.label(i)]++;
    return sizes;
  }

  /** Which examples make the fraction. @param aside how many they are, when the classes allow it */
  static boolean[] aside(Dataset data, double fraction, int aside, long seed) {
    int[] sizes = sizes(data);
    int[] left = quotas(sizes, fraction, aside, Draws.of(seed, TIES).permutation(sizes.length));
    boolean[] chosen = new boolean[data.size()];
    for (int i : Draws.of(seed, SPLIT).permutation(data.size())) chosen[i] = left[data.label(i)]-- > 0;
    return chosen;
  }

  /**
   * How many of each class, by the largest remainder of n_c · fraction: less than one away from it, and fewer than n_c unless there are single examples only.
   *
   * @param ties the order of the classes in which equal remainders are served
   */
  private static int[] quotas(int[] sizes, double fraction, int aside, int[] ties) {
    int[] quotas = new int[sizes.length];
    for (int c = 0; c < sizes.length; c++) quotas[c] = Math.max(0, Math.min(sizes[c] - 1, (int) Math.floor(fraction * sizes[c])));
    int left = aside - Arrays.stream(quotas).sum();
    int[] byRemainder = IntStream.of(ties).boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> quotas[c] - fraction * sizes[c])).mapToInt(c -> c).toArray();
    boolean singlesOnly = Arrays.stream(sizes).allMatch(n -> n <= 1);
    for (int c : byRemainder) {
      boolean oneStays = quotas[c] < sizes[c] - 1 || singlesOnly && sizes[c] == 1;
      if (left > 0 && oneStays && quotas[c] < fraction * sizes[c]) {
        quotas[c]++;
        left--;
      }
    }
    return quotas;
  }

  /** The fold of each example: the classes one after another, each in a drawn order, dealt out. */
  static int[] folds(Dataset data, int folds, Draws draws) {
    int[] sizes = sizes(data);
    int[] next = new int[sizes.length];
    for (int c = 1; c < next.length; c++) next[c] = next[c - 1] + sizes[c - 1];
    int[] byClass = new int[data.size()];
    for (int i : draws.permutation(data.size())) byClass[next[data.label(i)]++] = i;
    return Splits.dealt(byClass, folds);
  }
}
