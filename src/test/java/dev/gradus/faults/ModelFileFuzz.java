package dev.gradus.faults;

import dev.gradus.score.Scorer;
import dev.gradus.store.ModelFileException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Set;

/** Bytes as a model file, as they are and with a checksum that fits: a model, which predicts, or a {@link ModelFileException}. */
public final class ModelFileFuzz {
  private static final long MOST_BYTES = 32 << 20;

  private ModelFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    read(data);
    read(SealedFile.seal(data));
  }

  private static void read(byte[] file) {
    Scorer[] scorer = new Scorer[1];
    boolean read = Strangers.read(MOST_BYTES, Set.of(ModelFileException.class), () -> scorer[0] = Scorer.load("m.safetensors", new ByteArrayInputStream(file)));
    if (!read) return;
    double[] row = new double[scorer[0].columns().size()];
    Arrays.fill(row, Double.NaN);
    scorer[0].outputs(row);
  }
}
