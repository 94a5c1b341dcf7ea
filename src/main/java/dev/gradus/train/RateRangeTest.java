package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.MaxNorm;
import dev.gradus.backprop.Parameters;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Team;
import dev.gradus.net.Network;
import dev.gradus.optim.LBfgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Takes a network, a plan and examples, gives the loss at rising learning rates: the range test of Smith (WACV 2017, section 3.3). The rate grows by a constant
 * factor after every step; the test ends when the smoothed loss is four times its lowest value. The plan's own rate and schedule are not used.
 */
public final class RateRangeTest {
  /** The loss is smoothed over so many powers of ten of the rate, or over ten steps where these are more. */
  private static final double DECADES = 0.4;
  private static final double STEPS = 10;
  private static final double RUNAWAY = 4;
  private static final int EPOCH = 0;

  private final Network network;
  private final TrainingPlan plan;

  /** @throws IllegalArgumentException when the network cannot be trained, or the plan's optimizer has no learning rate to choose */
  public RateRangeTest(Network network, TrainingPlan plan) {
    network.requireTrainable();
    check(plan);
    this.network = network;
    this.plan = plan;
  }

  /** Refuses a plan without a learning rate to look for. @throws IllegalArgumentException saying why */
  public static void check(TrainingPlan plan) {
    if (plan.optimizer() instanceof LBfgs) {
      throw new IllegalArgumentException("the optimizer lbfgs finds the length of its steps itself; it has no learning rate to look for");
    }
  }

  /** The curve on examples with raw inputs. @throws IllegalArgumentException when the loss is not finite before the first step, or the data does not fit */
  public RateCurve run(Dataset examples, RateRange range) {
    Trainer trainer = new Trainer(network, plan);
    trainer.checkTargets(trainer.known(examples));
    Dataset train = trainer.prepared(examples);
    trainer.checkFit(train);
    MemoryBill.of(network, plan, train, Optional.empty()).require();
    int capacity = Run.capacity(plan, train.size());
    List<RateCurve.Point> points = new ArrayList<>();
    try (Parameters theta = Parameters.initial(network, plan.type(), Trainer.initializer(network, plan), plan.seed());
        Team team = new Team(Run.threads(network, plan, capacity).step());
        Backprop backprop = new Backprop(theta, capacity, plan.regularization(), team);
        Step step = Step.of(backprop, plan.optimizer(), plan.clipping(), team);
        Batches batches = new Batches(train, network.outputs(), capacity, plan.type(), team)) {
      OptionalDouble largest = plan.regularization().maxNorm();
      Optional<MaxNorm> maxNorm = largest.isPresent() ? Optional.of(new MaxNorm(largest.getAsDouble(), plan.type(), team)) : Optional.empty();
      double memory = 1 - 1 / Math.max(STEPS, DECADES * range.stepsPerDecade());
      double average = 0;
      double lowest = Double.POSITIVE_INFINITY;
      for (int s = 0; s < range.steps(); s++) {
        Batch batch = next(batches, s);
        backprop.draw(plan.seed(), EPOCH, s);
        double loss = step.make(batch, range.rate(s));
        if (maxNorm.isPresent()) maxNorm.get().apply(theta);
        average = memory * average + (1 - memory) * loss;
        double smoothed = average / (1 - Math.pow(memory, s + 1));
        if (!Double.isFinite(smoothed) || smoothed > RUNAWAY * lowest) break;
        lowest = Math.min(lowest, smoothed);
        points.add(new RateCurve.Point(range.rate(s), loss, smoothed));
      }
    }
    if (points.isEmpty()) throw new IllegalArgumentException("the loss is not a finite number before the first step; scale the inputs, or choose another --init");
    return new RateCurve(points);
  }

  private void begin(Batches batches, long epoch) {
    if (plan.shuffle()) {
      batches.shuffle(plan.seed(), epoch);
    } else {
      batches.inOrder();
    }
  }

  /** The next batch that can be learned from: of a new epoch when the last one is over. */
  private Batch next(Batches batches, int step) {
    if (step == 0) begin(batches, EPOCH);
    long epoch = step;
    while (true) {
      if (!batches.next()) {
        begin(batches, ++epoch);
      } else if (batches.batch().m() >= network.needsColumns() && batches.batch().weight() > 0) {
        return batches.batch();
      }
    }
  }
}
