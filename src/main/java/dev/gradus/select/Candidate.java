package dev.gradus.select;

import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.train.TrainingPlan;
import java.util.Objects;
import java.util.function.Function;

/**
 * A way to train.
 *
 * @param network of a training part that is prepared: inputs and outputs follow from the data
 * @param plan how it is trained; its number of threads is not used, for here each run has one
 */
public record Candidate(Function<Dataset, Network> network, TrainingPlan plan) {
  public Candidate {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(plan, "plan");
  }

  /** This candidate trained for so many epochs, on one thread; schedules over the whole run are over these epochs. */
  Candidate alone(int epochs) {
    TrainingPlan alone = new TrainingPlan(plan.optimizer(), plan.schedule(), plan.clipping(), plan.averaging(), plan.regularization(), plan.batch(), epochs,
        plan.shuffle(), plan.classWeights(), plan.monitor(), plan.stopping(), plan.keep(), plan.divergence(), plan.initializer(), plan.preparation(), plan.seed(),
        plan.type(), 1);
    return new Candidate(network, alone);
  }
}
