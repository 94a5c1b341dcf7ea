package dev.gradus.diagnose;

import dev.gradus.prepare.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Takes rows of a table, gives its columns that say what others say: with the same values; with another value for each of the other's; or on a line, as a
 * length in two units.
 *
 * <p>That one column follows from another is told when the other has at least two values and at most a tenth as many as there are rows, so that it is no
 * chance. A line is told from a correlation of {@value #LINE} in 2000 rows.
 */
final class RelatedColumns {
  private static final double LINE = 0.999999;
  private static final int LINE_ROWS = 2000;
  private static final int FEWEST_ROWS = 20;
  private static final int ROWS_PER_VALUE = 10;
  private static final int MOST = 300;

  private final SampledRows rows;
  private final List<Column> columns;
  private final long[] contents;
  private final IntPredicate considered;
  private final List<TableWarning> warnings = new ArrayList<>();

  /** @param contents a hash of the values of each column @param considered which columns are looked at */
  RelatedColumns(SampledRows rows, List<Column> columns, long[] contents, IntPredicate considered) {
    this.rows = rows;
    this.columns = columns;
    this.contents = contents.clone();
    this.considered = considered;
  }

  List<TableWarning> warnings() {
    boolean[] repeats = new boolean[columns.size()];
    Map<Long, Integer> first = new HashMap<>();
    for (int j = 0; j < contents.length; j++) {
      if (!considered.test(j)) continue;
      Integer other = first.putIfAbsent(contents[j], j);
      repeats[j] = other != null;
      if (repeats[j]) add(TableWarning.Kind.SAME, other, j, "has the same values as");
    }
    if (rows.rows() < FEWEST_ROWS) return warnings;
    int[] left = IntStream.range(0, contents.length).filter(j -> considered.test(j) && !repeats[j]).toArray();
    followers(left);
    lines(left);
    return warnings;
  }

  private void add(TableWarning.Kind kind, int other, int j, String relation) {
    String name = columns.get(j).name();
    warnings.add(new TableWarning(kind, List.of(name, columns.get(other).name()), Words.quoted(name) + " " + relation + " "
        + Words.quoted(columns.get(other).name())
        + ": it adds nothing; " + Words.ignore(name)));
  }

  /** Columns of few values in which one follows from the other. */
  private void followers(int[] left) {
    int[][] codes = new int[columns.size()][];
    int[] sizes = new int[columns.size()];
    int[] few = IntStream.of(left).filter(j -> {
      codes[j] = codes(rows.column(j));
      sizes[j] = Arrays.stream(codes[j]).max().orElse(0) + 1;
      return sizes[j] >= 2 && ROWS_PER_VALUE * sizes[j] <= rows.rows();
    }).limit(MOST).toArray();
    boolean[] told = new boolean[columns.size()];
    for (int a : few) {
      for (int b : few) {
        if (b <= a || told[a] || told[b]) continue;
        boolean forth = follows(codes[a], sizes[a], codes[b]);
        boolean back = follows(codes[b], sizes[b], codes[a]);
        if (!forth && !back) continue;
        int follower = forth ? b : a;
        told[follower] = true;
        add(TableWarning.Kind.DETERMINED, forth ? a : b, follower, forth && back ? "has another value for each value of, and no others than," : "follows from");
      }
    }
  }

  /** A number from 0 for each different value, in the order in which they come. */
  private static int[] codes(double[] values) {
    Map<Double, Integer> numbers = new HashMap<>();
    int[] codes = new int[values.length];
    for (int i = 0; i < codes.length; i++) {
      int next = numbers.size();
      codes[i] = numbers.computeIfAbsent(values[i], value -> next);
    }
    return codes;
  }

  /** Whether equal values of a come with equal values of b. */
  private static boolean follows(int[] a, int size, int[] b) {
    int[] of = new int[size];
    Arrays.fill(of, -1);
    for (int i = 0; i < a.length; i++) {
      if (of[a[i]] < 0) of[a[i]] = b[i];
      if (of[a[i]] != b[i]) return false;
    }
    return true;
  }

  private void lines(int[] left) {
    int[] numbers = IntStream.of(left).filter(j -> switch (columns.get(j).type()) {
      case NUMBER, TIME -> true;
      default -> false;
    }).limit(MOST).toArray();
    boolean[] told = new boolean[columns.size()];
    warnings.stream().filter(w -> w.kind() == TableWarning.Kind.DETERMINED).forEach(w -> {
      for (int j : numbers) told[j] |= columns.get(j).name().equals(w.columns().get(0));
    });
    for (int a : numbers) {
      for (int b : numbers) {
        if (b <= a || told[a] || told[b] || Math.abs(correlation(rows.column(a), rows.column(b))) < LINE) continue;
        told[b] = true;
        add(TableWarning.Kind.DETERMINED, a, b, "is a factor and a shift away from");
      }
    }
  }

  /** 0 when there are too few rows with both. */
  private static double correlation(double[] a, double[] b) {
    int count = 0;
    double meanA = 0;
    double meanB = 0;
    double squaresA = 0;
    double squaresB = 0;
    double both = 0;
    for (int i = 0; i < Math.min(LINE_ROWS, a.length); i++) {
      if (Double.isNaN(a[i]) != Double.isNaN(b[i])) return 0;
      if (Double.isNaN(a[i])) continue;
      count++;
      double deltaA = a[i] - meanA;
      double deltaB = b[i] - meanB;
      meanA += deltaA / count;
      meanB += deltaB / count;
      squaresA += deltaA * (a[i] - meanA);
      squaresB += deltaB * (b[i] - meanB);
      both += deltaA * (b[i] - meanB);
    }
    return count < FEWEST_ROWS || squaresA == 0 || squaresB == 0 ? 0 : both / Math.sqrt(squaresA) / Math.sqrt(squaresB);
  }
}
