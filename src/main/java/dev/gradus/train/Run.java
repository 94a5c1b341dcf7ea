package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.MaxNorm;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.RunningFigures;
import dev.gradus.model.Evaluator;
import dev.gradus.net.Network;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.Position;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Takes θ and a plan, gives epochs: the engine, the rule's state, the averages and the position in the schedule. It writes θ, which stays the caller's. One thread
 * at a time.
 */
final class Run implements AutoCloseable {
  private final TrainingPlan plan;
  private final Parameters theta;
  private final int capacity;
  private final Team team;
  private final Team large;
  private final Backprop backprop;
  private final Step step;
  private final Optional<MaxNorm> maxNorm;
  private final Averages averages;
  private final Predictor predictor;
  private Optional<Position> position = Optional.empty();
  private int epoch;

  /** @param capacity the largest number of columns of a batch */
  Run(Parameters theta, TrainingPlan plan, int capacity) {
    this.plan = plan;
    this.theta = theta;
    this.capacity = capacity;
    Network network = theta.network();
    team = new Team(threads(network, plan, capacity));
    large = plan.threads() > 0 ? new Team(plan.threads()) : Evaluator.team(network);
    backprop = new Backprop(theta, capacity, plan.regularization(), team);
    step = Step.of(backprop, plan.optimizer(), plan.clipping(), team);
    OptionalDouble largest = plan.regularization().maxNorm();
    maxNorm = largest.isPresent() ? Optional.of(new MaxNorm(largest.getAsDouble(), theta.type(), team)) : Optional.empty();
    averages = new Averages(plan.averaging(), theta, team);
    predictor = new Predictor(theta, large);
  }

  /** How many columns the batches of a plan have, for so many examples. */
  static int capacity(TrainingPlan plan, int examples) {
    return plan.optimizer() instanceof LBfgs ? examples : Math.min(plan.batch(), examples);
  }

  /** How many threads a step is divided over. */
  static int threads(Network network, TrainingPlan plan, int capacity) {
    if (plan.threads() > 0) return plan.threads();
    return Team.sizeFor(network.largestProduct(capacity), Runtime.getRuntime().availableProcessors());
  }

  /** Whether a run whose steps are made by so many threads has its batches fetched by one more. */
  static boolean fetchesAhead(TrainingPlan plan, int threads) {
    return plan.threads() == 0 && threads == 1 && Runtime.getRuntime().availableProcessors() > 1;
  }

  /**
   * The batches of some prepared examples. A step too short to be divided leaves other cores free: one of them fetches its examples, unless the plan allows one
   * thread only.
   */
  Batches batches(Dataset train) {
    boolean ahead = fetchesAhead(plan, team.size());
    int outputs = theta.network().outputs();
    return ahead ? Batches.ahead(train, outputs, capacity, plan.type()) : new Batches(train, outputs, capacity, plan.type(), team);
  }

  /** One epoch: every example once, then the evaluation on the validation examples. */
  EpochRecord epoch(Dataset train, Batches batches, Optional<Dataset> validation, Listeners listeners) {
    epoch++;
    long begin = System.nanoTime();
    Pass pass = new Pass(train);
    pass.make(batches, listeners);
    if (pass.weights == 0) {
      throw new IllegalArgumentException("no batch of epoch " + epoch + " could be learned from: each has weight 0" + (theta.network().needsColumns() > 1
          ? ", or a single example, which batch normalisation cannot use" : "") + "; use larger batches");
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    new NumericHealth(backprop).checkParameters(epoch, step.count());
    averages.epoch(epoch);
    Optional<Evaluation> evaluation = validation.map(v -> averages.with(() -> Evaluator.evaluate(predictor, v)));
    EpochRecord record = new EpochRecord(epoch, step.count(), pass.rate, pass.figures(), evaluation, seconds, train.size() / seconds);
    if (plan.schedule().needsMonitor()) position.get().monitor(plan.monitor().cost(record));
    return record;
  }

  private Position position(Batches batches) {
    if (position.isEmpty()) position = Optional.of(new Position(plan.epochs(), Math.max(1L, (long) plan.epochs() * batches.count())));
    return position.get();
  }

  /** True when the method has found that there is nothing left to improve. */
  boolean converged() {
    return step.converged();
  }

  /** The averages of θ, which may be none. */
  Averages averages() {
    return averages;
  }

  @Override
  public void close() {
    predictor.close();
    averages.close();
    step.close();
    backprop.close();
    large.close();
    team.close();
  }

  /** The steps of one epoch, and what they say of the training examples. */
  private final class Pass {
    private final RunningFigures figures;
    private final double[] outputs;
    private final double[] targets;
    private final TargetScaling scaling;
    private double costs;
    private double weights;
    private double rate;

    Pass(Dataset train) {
      int units = theta.network().outputs();
      figures = figuresOf(train.schema().target(), theta.network());
      scaling = train.targetScaling();
      outputs = new double[units * capacity];
      targets = new double[units * capacity];
    }

    void make(Batches batches, Listeners listeners) {
      Position now = position(batches);
      double baseRate = plan.optimizer() instanceof Optimizer rule ? rule.rate() : 1;
      if (plan.shuffle() && !(plan.optimizer() instanceof LBfgs)) {
        batches.shuffle(plan.seed(), epoch);
      } else {
        batches.inOrder();
      }
      for (int number = 1; batches.next(); number++) {
        Batch batch = batches.batch();
        double weight = batch.weight();
        if (weight == 0 || batch.m() < theta.network().needsColumns()) continue;
        backprop.draw(plan.seed(), epoch, number);
        rate = baseRate * plan.schedule().factor(now.at(epoch, step.count() + 1));
        double loss = step.make(batch, rate);
        if (!Double.isFinite(loss)) throw new NumericHealth(backprop).diverged(epoch, step.count() + 1, rate);
        if (maxNorm.isPresent()) maxNorm.get().apply(theta);
        averages.step();
        count(batch, loss, weight);
        listeners.step(epoch, number, batches.count(), loss);
      }
    }

    private void count(Batch batch, double loss, double weight) {
      costs += loss * weight;
      weights += weight;
      int n = batch.m() * theta.network().outputs();
      backprop.outputs().get(0, outputs, 0, n);
      batch.Y().get(0, targets, 0, n);
      scaling.restore(outputs, n);
      scaling.restore(targets, n);
      figures.add(outputs, targets, batch.w(), batch.m());
    }

    Map<String, Double> figures() {
      Map<String, Double> all = new LinkedHashMap<>();
      if (weights > 0) all.put("loss", costs / weights);
      all.putAll(figures.figures());
      return all;
    }

    private static RunningFigures figuresOf(Target target, Network network) {
      int units = network.outputs();
      if (target instanceof Target.Classes) return RunningFigures.ofClasses(units);
      return target instanceof Target.Labels ? RunningFigures.ofLabels(units) : RunningFigures.ofValues(units, network.head().valueOutput());
    }
  }
}
