package dev.gradus.data;

import dev.gradus.kernel.Draws;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Takes records one after the other, gives some of them, every choice of so many equally likely: those whose numbers have the smallest draws. A pure function
 * of seed and number of the records; memory is that of the rows which are kept.
 */
public final class RowSample {
  private static final long SAMPLE = 23;
  private static final int MOST_STRATA = 10_000;

  private final int size;
  private final Draws draws;
  private final Map<String, Stratum> strata = new LinkedHashMap<>();
  private long rows;

  private record Kept(long row, long draw, List<String> cells) {}

  /** The rows of one text. */
  private static final class Stratum {
    private static final Comparator<Kept> FIRST = Comparator.comparingLong(Kept::draw).thenComparingLong(Kept::row);

    private final PriorityQueue<Kept> smallest = new PriorityQueue<>(FIRST.reversed());
    private long rows;

    void add(Kept row, int most) {
      rows++;
      smallest.add(row);
      if (smallest.size() > most) smallest.poll();
    }

    List<Kept> first(int count) {
      return smallest.stream().sorted(FIRST).limit(count).toList();
    }
  }

  /** @param size how many rows are wanted, at least 1 */
  public RowSample(int size, long seed) {
    if (size < 1) throw new IllegalArgumentException("a sample of " + size + " rows was asked for; it must be at least 1");
    this.size = size;
    draws = Draws.of(seed, SAMPLE);
  }

  /**
   * Takes in all records of a reader. At most {@code size} rows of each stratum are kept.
   *
   * @param source what messages call the data
   * @param stratum takes the present record, gives the text whose records are to have the same share in the sample; one text for all when nothing decides
   * @throws DataException when there are more than 10,000 such texts
   */
  public void addAll(String source, RecordReader records, Function<RecordReader, String> stratum) throws IOException {
    while (records.next()) {
      long draw = draws.bits(rows);
      Stratum of = strata.computeIfAbsent(stratum.apply(records), text -> new Stratum());
      if (strata.size() > MOST_STRATA) {
        throw new DataException(source, "the column that is to have the same shares has more than " + Shown.count(MOST_STRATA)
            + " different texts; choose another column.");
      }
      if (of.smallest.size() == size && draw > of.smallest.peek().draw) of.rows++;
      else of.add(new Kept(rows, draw, RowWriter.cells(records)), size);
      rows++;
    }
  }

  /** How many records there were. */
  public long rows() {
    return rows;
  }

  /** The rows of the sample in the order of the source; all of them when there are fewer. Of each stratum n_c · size / n, rounded by the largest remainder. */
  public List<List<String>> sample() {
    List<Stratum> all = new ArrayList<>(strata.values());
    long wanted = Math.min(size, rows);
    long[] quotas = all.stream().mapToLong(stratum -> stratum.rows * wanted / rows).toArray();
    long left = wanted;
    for (long quota : quotas) left -= quota;
    List<Integer> byRemainder = new ArrayList<>();
    for (int s = 0; s < quotas.length; s++) byRemainder.add(s);
    byRemainder.sort(Comparator.comparingLong(s -> -(all.get(s).rows * wanted % rows)));
    for (int s : byRemainder.subList(0, (int) left)) quotas[s]++;
    List<Kept> chosen = new ArrayList<>();
    for (int s = 0; s < quotas.length; s++) chosen.addAll(all.get(s).first((int) quotas[s]));
    chosen.sort(Comparator.comparingLong(Kept::row));
    return chosen.stream().map(Kept::cells).toList();
  }
}
