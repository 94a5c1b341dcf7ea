package dev.gradus.faults;

import dev.gradus.data.DataException;
import dev.gradus.data.Idx;
import java.nio.file.Path;
import java.util.Set;

/** Bytes as an IDX file of images or labels, packed where they begin as gzip does: its values, or a {@link DataException}. */
public final class IdxFuzz {
  private static final long MOST_BYTES = 32 << 20;

  private IdxFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    boolean gzip = data.length > 1 && data[0] == 0x1F && (data[1] & 255) == 0x8B;
    Path file = FuzzedFile.of(gzip ? "t-ubyte.gz" : "t-ubyte", data);
    Strangers.read(MOST_BYTES, Set.of(DataException.class), () -> check(Idx.images(file)));
    Strangers.read(MOST_BYTES, Set.of(DataException.class), () -> check(Idx.labels(file)));
  }

  private static void check(Idx idx) {
    long product = 1;
    for (int size : idx.shape()) product *= size;
    if (product != idx.values().length) throw new AssertionError(product + " values are claimed, and " + idx.values().length + " are there");
  }
}
