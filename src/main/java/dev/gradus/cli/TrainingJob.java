package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.prepare.Preparation;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import java.util.Optional;

/** All that a run needs, read and checked. @param start the values to start from, which are closed with it; empty for drawn ones */
record TrainingJob(TrainingPlan plan, Split split, Optional<Dataset> test, Preparation preparation, Network network, Trainer trainer,
    Optional<Parameters> start) implements AutoCloseable {
  /** As the trainer does: values are scaled where an output can be any number. */
  boolean scalesTarget() {
    return !preparation.targetScaling().isNone() && network.head().output().equals("identity");
  }

  @Override
  public void close() {
    start.ifPresent(Parameters::close);
  }
}
