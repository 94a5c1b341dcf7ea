package dev.gradus.select;

import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.train.TrainingPlan;
import java.util.Objects;
import java.util.function.Function;

/**
 * A way to train.
 *
 * @param network of a training part: inputs and outputs follow from the data
 * @param plan how it is trained; its number of threads is not used, for here each run has one
 */
public record Candidate(Function<Dataset, Network> network, TrainingPlan plan) {
  public Candidate {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(plan, "plan");
  }

  /** This candidate trained for so many epochs, on one thread; schedules over the whole run are over these epochs. */
  Candidate alone(int epochs) {
    return new Candidate(network, new TrainingPlan(plan.optimizer(), plan.schedule(), plan.clipping(), plan.averaging(), plan.regularization(), plan.batch(), epochs,
        plan.shuffle(), plan.classWeights(), plan.monitor(), plan.stopping(), plan.keep(), plan.initializer(), plan.scaling(), plan.seed(), plan.type(), 1));
  }

  /** Whether validation examples decide something in a run: its end, the epoch that is kept, or the rate. */
  public boolean looksAtValidation() {
    return plan.needsMonitor();
  }
}
