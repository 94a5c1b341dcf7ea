package dev.gradus.train;

import dev.gradus.model.Model;
import java.util.List;

/**
 * What a run gave.
 *
 * @param model the caller's to close
 * @param history a record for every epoch
 * @param kept the number of the epoch whose parameters the model has
 * @param ending why the run ended
 * @param failures what callbacks threw; each was not called again
 */
public record TrainingResult(Model model, List<EpochRecord> history, int kept, Ending ending, List<RuntimeException> failures) implements AutoCloseable {
  public TrainingResult {
    history = List.copyOf(history);
    failures = List.copyOf(failures);
  }

  /** The record of the epoch whose parameters the model has. */
  public EpochRecord keptEpoch() {
    return history.get(kept - 1);
  }

  /** Closes the model. */
  @Override
  public void close() {
    model.close();
  }
}
