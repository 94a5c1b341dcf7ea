package dev.gradus.faults;

import dev.gradus.data.DataException;
import dev.gradus.data.NpySource;
import dev.gradus.data.RecordTable;
import dev.gradus.data.Table;
import dev.gradus.data.TableOptions;
import java.util.Set;

/** Bytes as a {@code .npy} file, and those of a zip file as {@code .npz}: a table, or a {@link DataException}. */
public final class NpyFuzz {
  private static final long MOST_BYTES = 64 << 20;

  private NpyFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    boolean zip = data.length > 1 && data[0] == 'P' && data[1] == 'K';
    NpySource source = NpySource.of(FuzzedFile.of(zip ? "t.npz" : "t.npy", data));
    Strangers.read(MOST_BYTES, Set.of(DataException.class), () -> {
      try (Table table = RecordTable.of(source).table(TableOptions.standard())) {
        if (table.rows() < 0) throw new AssertionError(table.rows());
      }
    });
  }
}
