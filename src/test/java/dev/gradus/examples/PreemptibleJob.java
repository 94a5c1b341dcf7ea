package dev.gradus.examples;

import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.train.Cadence;
import dev.gradus.train.Cancellation;
import dev.gradus.train.CancelledException;
import dev.gradus.train.Checkpoints;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A job that may be told to end at any time, by its cluster say: it is called again until the model is there. */
final class PreemptibleJob {
  private PreemptibleJob() {}

  /** Trains, or goes on. @param end wished by who wants the machine back @return the file of the model, or nothing when it was told to end */
  static Optional<Path> train(Network network, TrainingPlan plan, Dataset examples, Path folder, Cancellation end) throws IOException {
    Trainer trainer = new Trainer(network, plan).cancellation(end)
        .checkpoints(Checkpoints.in(folder).every(new Cadence.Time(Duration.ofMinutes(10))));
    Checkpoints.newest(folder, System.err::println).ifPresent(trainer::resumeFrom);
    try (TrainingResult result = trainer.train(examples)) {
      Path model = folder.resolve("model.safetensors");
      result.model().save(model);
      return Optional.of(model);
    } catch (CancelledException e) {
      return Optional.empty(); // the state is in e.checkpoint()
    }
  }
}
