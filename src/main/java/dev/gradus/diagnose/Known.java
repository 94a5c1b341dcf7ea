package dev.gradus.diagnose;

import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.train.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * What is known of a run; any of it but the network may be missing.
 *
 * @param health in the order of the epochs
 * @param history in the order of the epochs
 * @param baseline the loss of the best constant answer for all training examples
 * @param sampleBaseline the same for the examples of the last look
 * @param answers of the model on training examples
 * @param whole whether they are those on all of the examples, or on very many
 * @param table the training examples before their preparation
 * @param kept the epoch whose parameters are the model's
 * @param diverged the layer in which a number was not finite any more
 * @param ended whether the run is over
 */
record Known(Network network, Optional<TrainingPlan> plan, List<Health> health, List<EpochFigures> history, Optional<InputFigures> inputs,
    OptionalDouble baseline, OptionalDouble sampleBaseline, Optional<Answers> answers, boolean whole, Optional<Dataset> table, OptionalInt kept, OptionalInt diverged, boolean ended) {
  private static final double HELD_DOWN = 0.1;

  Optional<Health> lastLook() {
    return health.isEmpty() ? Optional.empty() : Optional.of(health.get(health.size() - 1));
  }

  /** Looks after an epoch; when there is none, the one before the first step. */
  List<Health> looksAtWork() {
    List<Health> later = health.stream().filter(look -> look.epoch() > 0).toList();
    return later.isEmpty() ? health : later;
  }

  /** The last look, when it was taken at the end. */
  private Optional<Health> endLook() {
    int epochs = history.isEmpty() ? 0 : history.get(history.size() - 1).epoch();
    return lastLook().filter(last -> last.epoch() > 0 && last.epoch() >= epochs);
  }

  /** The loss now: of the examples of a look and without penalties, when one was taken at the end, and else that of the last epoch. */
  OptionalDouble trainLoss() {
    if (endLook().isPresent()) return OptionalDouble.of(endLook().get().loss());
    return history.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(history.get(history.size() - 1).trainLoss());
  }

  /** The loss of the best constant answer for the examples that {@link #trainLoss} is of. */
  OptionalDouble constantLoss() {
    return endLook().isPresent() ? sampleBaseline : baseline;
  }

  /** The share of the constant answer's loss that is left, of the same examples; empty when one of them is not known. */
  OptionalDouble unexplained() {
    OptionalDouble loss = trainLoss();
    OptionalDouble constant = constantLoss();
    return loss.isPresent() && constant.isPresent() ? OptionalDouble.of(loss.getAsDouble() / constant.getAsDouble()) : OptionalDouble.empty();
  }

  /** Whether L-BFGS made the steps: it has no rate, finds their lengths itself, and ends when there is nothing left to improve. */
  boolean findsItsSteps() {
    return plan.isPresent() && plan.get().optimizer() instanceof LBfgs;
  }

  /** Whether the inputs are pixels. */
  boolean images() {
    return table.isPresent() && table.get().schema().inputs() instanceof Inputs.Pixels;
  }

  /** Whether columns of numbers were to be brought to mean 0 and variance 1. */
  boolean standardised() {
    return plan.isPresent() && table.isPresent() && plan.get().preparation().numbers().scaling() == Scaling.STANDARD;
  }

  /** η before any schedule. */
  OptionalDouble rate() {
    return plan.isPresent() && plan.get().optimizer() instanceof Optimizer rule ? OptionalDouble.of(rule.rate()) : OptionalDouble.empty();
  }

  /** The option for a rate of so many times the present one, and without a number when that is not known. */
  String rateOption(double times) {
    return rate().isPresent() ? "--lr " + Words.number(rate().getAsDouble() * times) : "--lr";
  }

  /** The median of a figure of layer l over some looks, of two in the middle the larger. */
  static double median(List<Health> looks, ToDoubleFunction<Health> figure) {
    double[] values = looks.stream().mapToDouble(figure).toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** The median ratio of update to weight of a layer over the looks that have one. */
  OptionalDouble updateRatio(int l) {
    List<Health> looks = health.stream().filter(look -> look.layer(l).updateRatio().isPresent()).toList();
    return looks.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(looks, look -> look.layer(l).updateRatio().getAsDouble()));
  }

  /** The layer with the largest median ratio of update to weight. */
  OptionalInt fastestLayer() {
    int fastest = 0;
    for (int l = 1; l <= network.depth(); l++) {
      if (updateRatio(l).isPresent() && (fastest == 0 || updateRatio(l).getAsDouble() > updateRatio(fastest).getAsDouble())) fastest = l;
    }
    return fastest == 0 ? OptionalInt.empty() : OptionalInt.of(fastest);
  }

  /** Whether a penalty has drawn the weights of a layer to less than a tenth of what they were at the start. */
  boolean heldDown() {
    boolean penalty = plan.isPresent() && (plan.get().regularization().l1() > 0 || plan.get().regularization().l2() > 0);
    if (!penalty || health.size() < 2 || health.get(0).epoch() > 0) return false;
    Health first = health.get(0);
    Health last = health.get(health.size() - 1);
    return last.layers().stream().anyMatch(layer -> layer.normW() < HELD_DOWN * first.layer(layer.layer()).normW());
  }
}
