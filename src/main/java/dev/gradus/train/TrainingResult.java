package dev.gradus.train;

import dev.gradus.model.Model;
import java.util.List;

/** What a run gave: the model, which the caller closes, and a record for every epoch. */
public record TrainingResult(Model model, List<EpochRecord> history) implements AutoCloseable {
  public TrainingResult {
    history = List.copyOf(history);
  }

  /** Closes the model. */
  @Override
  public void close() {
    model.close();
  }
}
