package dev.gradus.diagnose;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Moments;
import dev.gradus.prepare.Quantiles;
import dev.gradus.prepare.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes the raw values of a column one after another, gives its figures; memory is bounded, of a category by its dictionary. */
final class ColumnStudy {
  private static final int MOST_DISTINCT = 1 << 14;
  private static final int MOST_FREQUENT = ColumnFigures.BINS;

  private final Column column;
  private final List<String> dictionary;
  private final long[] counts;
  private final Moments moments = new Moments();
  private final Sample sample = new Sample();
  private final DistinctCount distinct = new DistinctCount(MOST_DISTINCT);
  private long rows;
  private long missing;
  private boolean whole = true;
  private long content;

  ColumnStudy(Column column, List<String> dictionary) {
    this.column = column;
    this.dictionary = column.type() == ColumnType.BOOLEAN ? List.of("false", "true") : dictionary;
    counts = new long[this.dictionary.size()];
  }

  /** @param key of the row, {@link Sample#key} */
  void add(long key, double raw) {
    rows++;
    content = DistinctCount.hash(content, raw);
    if (Double.isNaN(raw)) {
      missing++;
      return;
    }
    if (counts.length > 0) {
      counts[(int) raw]++;
      return;
    }
    moments.add(raw, 1);
    sample.add(key, raw, 1);
    distinct.add(DistinctCount.hash(raw));
    whole &= raw == Math.rint(raw);
  }

  /** A hash of all values in the order of the rows. */
  long content() {
    return content;
  }

  ColumnFigures figures(String why) {
    return counts.length > 0 ? categories(why) : numbers(why);
  }

  private ColumnFigures categories(String why) {
    int[] seen = IntStream.range(0, counts.length).filter(k -> counts[k] > 0).boxed()
        .sorted(Comparator.<Integer>comparingLong(k -> -counts[k]).thenComparing(dictionary::get)).mapToInt(k -> k).toArray();
    List<ColumnFigures.Frequent> frequent = Arrays.stream(seen).limit(MOST_FREQUENT).mapToObj(this::frequent).toList();
    Optional<ColumnFigures.Frequent> rarest = Arrays.stream(seen).boxed().reduce((a, b) -> b).map(this::frequent);
    List<Double> histogram = frequent.stream().map(f -> (double) f.count() / (rows - missing)).toList();
    return new ColumnFigures(column.name(), column.type(), why, rows, missing, seen.length, true, Optional.empty(), frequent, rarest, histogram);
  }

  private ColumnFigures.Frequent frequent(int code) {
    return new ColumnFigures.Frequent(dictionary.get(code), counts[code]);
  }

  private ColumnFigures numbers(String why) {
    if (missing == rows) {
      return new ColumnFigures(column.name(), column.type(), why, rows, missing, 0, true, Optional.empty(), List.of(), Optional.empty(), List.of());
    }
    Quantiles quantiles = sample.sorted();
    ColumnFigures.Numbers numbers = new ColumnFigures.Numbers(moments.mean(), moments.deviation(), moments.min(), quantiles.at(0.25), quantiles.at(0.5),
        quantiles.at(0.75), moments.max(), whole);
    return new ColumnFigures(column.name(), column.type(), why, rows, missing, distinct.distinct(), distinct.exact(), Optional.of(numbers), List.of(),
        Optional.empty(), histogram(quantiles.values()));
  }

  private List<Double> histogram(double[] sorted) {
    double least = sorted[0];
    double width = (sorted[sorted.length - 1] / ColumnFigures.BINS - least / ColumnFigures.BINS);
    int[] bins = new int[ColumnFigures.BINS];
    for (double x : sorted) bins[width > 0 ? Math.min(bins.length - 1, (int) ((x - least) / width)) : 0]++;
    List<Double> shares = new ArrayList<>();
    for (int bin : bins) shares.add((double) bin / sorted.length);
    return shares;
  }
}
