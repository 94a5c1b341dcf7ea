package dev.gradus.faults;

import dev.gradus.data.DataException;
import dev.gradus.store.ModelFileException;
import dev.gradus.train.DivergedException;
import dev.gradus.train.SmallRun;
import java.nio.file.Path;
import java.util.Set;

/** Bytes as a checkpoint with a checksum that fits: the run goes on, or it is refused by a declared exception. */
public final class CheckpointFuzz {
  private static final long MOST_BYTES = 32 << 20;

  private CheckpointFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Path file = FuzzedFile.of("checkpoint-000000007.safetensors", SealedFile.seal(data));
    Strangers.read(MOST_BYTES, Set.of(ModelFileException.class, IllegalArgumentException.class, DataException.class, DivergedException.class),
        () -> SmallRun.resume(file));
  }
}
