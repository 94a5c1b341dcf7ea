package dev.gradus.diagnose;

import dev.gradus.data.Table;
import dev.gradus.prepare.Sample;
import java.util.PriorityQueue;
import java.util.Collections;
import java.util.stream.IntStream;

/**
 * Some rows of a table, column by column: all of them up to 20,000, beyond that those whose numbers have the smallest hashes; fewer of a table with more than
 * 1000 columns, so that there are at most 20 million values.
 */
final class SampledRows {
  private static final int MOST = 20_000;
  private static final long VALUES = 20_000_000;

  private final double[][] columns;
  private final boolean[] second;

  private SampledRows(double[][] columns, boolean[] second) {
    this.columns = columns;
    this.second = second;
  }

  static SampledRows of(Table table) {
    int width = table.columns().size();
    int most = (int) Math.max(100, Math.min(MOST, VALUES / width));
    int[] rows = chosen(table.rows(), most);
    double[][] columns = new double[width][rows.length];
    boolean[] second = new boolean[rows.length];
    Table.Reader reader = table.reader(IntStream.range(0, width).toArray());
    double[] row = new double[width];
    for (int i = 0; i < rows.length; i++) {
      reader.read(rows[i], row);
      for (int j = 0; j < width; j++) columns[j][i] = row[j];
      second[i] = (Sample.key(rows[i]) & 1) == 1;
    }
    return new SampledRows(columns, second);
  }

  /** In the order of the table. */
  private static int[] chosen(int rows, int most) {
    if (rows <= most) return IntStream.range(0, rows).toArray();
    PriorityQueue<Long> smallest = new PriorityQueue<>(most + 1, Collections.reverseOrder());
    for (int row = 0; row < rows; row++) {
      long key = Sample.key(row);
      if (smallest.size() == most && key >= smallest.peek()) continue;
      smallest.add(key);
      if (smallest.size() > most) smallest.poll();
    }
    long last = smallest.peek();
    return IntStream.range(0, rows).filter(row -> Sample.key(row) <= last).toArray();
  }

  int rows() {
    return second.length;
  }

  /** The raw values of a column. */
  double[] column(int j) {
    return columns[j];
  }

  /** Which rows are in the second of two halves, drawn at random. */
  boolean[] second() {
    return second;
  }
}
