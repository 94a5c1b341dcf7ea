package dev.gradus.faults;

import dev.gradus.data.CsvSource;
import dev.gradus.data.DataException;
import dev.gradus.data.LearningTask;
import dev.gradus.data.RecordReader;
import dev.gradus.data.Roles;
import dev.gradus.data.Table;
import dev.gradus.data.TableOptions;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;

/** Bytes as a CSV file, packed or not: a table with as many rows as there are records, and examples to learn from, or a {@link DataException}. */
public final class CsvFuzz {
  private static final long MOST_BYTES = 64 << 20;
  private static final Set<Class<? extends Exception>> DECLARED = Set.of(DataException.class);

  private CsvFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    long[] rows = new long[1];
    boolean table = Strangers.read(MOST_BYTES, DECLARED, () -> {
      try (Table read = source(data).table(TableOptions.standard())) {
        rows[0] = read.rows();
      }
    });
    long[] records = new long[1];
    boolean counted = Strangers.read(MOST_BYTES, DECLARED, () -> {
      try (RecordReader reader = source(data).records(TableOptions.standard())) {
        while (reader.next()) {
          records[0]++;
          for (int c = 0; c < reader.names().size(); c++) reader.cell(c);
        }
      }
    });
    if (table && (!counted || records[0] != rows[0])) throw new AssertionError("a table of " + rows[0] + " rows has " + records[0] + " records");
    Strangers.read(MOST_BYTES, DECLARED, () -> source(data).read(new LearningTask(List.of("y"), List.of(), List.of(), LearningTask.Kind.AUTO, Roles.none())));
  }

  private static CsvSource source(byte[] data) {
    return CsvSource.of("t.csv", new ByteArrayInputStream(data)).withThreads(1);
  }
}
