package dev.gradus.train;

import dev.gradus.store.ModelFile;
import dev.gradus.store.ModelFileWriter;
import dev.gradus.store.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Takes a session between two steps, gives its checkpoint, when one is due. */
final class CheckpointWriter {
  /** Checkpoints that nobody asked for by number or time take at most one part in so many of the time. */
  private static final long SHARE = 20;
  private static final long MINUTE = 60_000_000_000L;

  private final Checkpoints where;
  private final ModelFile model;
  private final LongSupplier clock;
  private long written;
  private long cost;

  /** @param model what the files say besides their tensors */
  CheckpointWriter(Checkpoints where, ModelFile model) {
    this(where, model, System::nanoTime);
  }

  /** @param clock nanoseconds since some moment */
  CheckpointWriter(Checkpoints where, ModelFile model, LongSupplier clock) {
    this.where = where;
    this.model = model;
    this.clock = clock;
    written = clock.getAsLong();
  }

  /** Whether it is time for one. @param steps that were made, at least 1 @param epochEnd whether the last of them ended an epoch */
  boolean isDue(long steps, boolean epochEnd) {
    if (where.cadence() instanceof Cadence.Epochs) return epochEnd;
    if (where.cadence() instanceof Cadence.Steps every) return !epochEnd && steps % every.steps() == 0;
    if (where.cadence() instanceof Cadence.Time every) return clock.getAsLong() - written >= every.time().toNanos();
    if (where.cadence() instanceof Cadence.None) return false;
    return clock.getAsLong() - written >= Math.max(epochEnd ? 0 : MINUTE, SHARE * cost);
  }

  /** Whether the checkpoint of the best epoch is to stay. */
  boolean keepsBest() {
    return where.best();
  }

  /** Writes one. @return where @throws CheckpointException when it cannot */
  Path write(Session session) {
    long begin = clock.getAsLong();
    Path path = where.file(session.steps());
    List<Tensor> tensors = CheckpointFile.tensors(session.theta(), session::state, session.history());
    try {
      if (Files.notExists(where.folder())) throw new NoSuchFileException(where.folder().toString(), null, "the folder is not there any more");
      CheckpointFile.write(path, model, tensors);
      where.prune(session.steps(), where.best() ? session.stepsOfBest().map(where::file) : Optional.empty());
    } catch (IOException e) {
      throw new CheckpointException(path, ModelFileWriter.bytes(model, tensors), e);
    }
    written = clock.getAsLong();
    cost = written - begin;
    return path;
  }
}
