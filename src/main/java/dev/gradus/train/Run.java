package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.MaxNorm;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Ledger;
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
  private final Trace trace = new Trace();
  private Optional<Position> position = Optional.empty();
  private Optional<Pass> open = Optional.empty();
  private double rateShare = 1;
  private double lastLoss = Double.NaN;
  private int epoch;

  /** @param capacity the largest number of columns of a batch */
  Run(Parameters theta, TrainingPlan plan, int capacity) {
    this(theta, plan, capacity, threads(theta.network(), plan, capacity));
  }

  Run(Parameters theta, TrainingPlan plan, int capacity, Threads threads) {
    this.plan = plan;
    this.theta = theta;
    this.capacity = capacity;
    team = new Team(threads.step());
    large = new Team(threads.evaluation());
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

  /** Over how many threads the work is divided. */
  static Threads threads(Network network, TrainingPlan plan, int capacity) {
    if (plan.threads() > 0) return new Threads(plan.threads(), plan.threads());
    return new Threads(Team.sizeFor(network.largestProduct(capacity), Runtime.getRuntime().availableProcessors()), Evaluator.threads(network));
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

  /** Called after each step, when the state of the run is whole. */
  @FunctionalInterface
  interface Pause {
    Pause NONE = (epoch, step) -> false;

    /** @return true when it took time that is not the epoch's, and noted the state */
    boolean after(int epoch, long step);
  }

  /** One epoch, or what is left of it: every example once, then the evaluation on the validation examples. */
  EpochRecord epoch(Dataset train, Batches batches, Optional<Dataset> validation, Listeners listeners, Pause pause) {
    if (open.isEmpty()) epoch++;
    Pass pass = open.orElseGet(() -> new Pass(train));
    open = Optional.of(pass);
    pass.make(batches, listeners, pause);
    double seconds = pass.seconds();
    if (pass.weights == 0) {
      throw new IllegalArgumentException("no batch of epoch " + epoch + " could be learned from: each has weight 0" + (theta.network().needsColumns() > 1
          ? ", or a single example, which batch normalisation cannot use" : "") + "; use larger batches");
    }
    checkParameters(batches);
    averages.epoch(epoch);
    Optional<Evaluation> evaluation = validation.map(v -> averages.with(() -> Evaluator.evaluate(predictor, v)));
    EpochRecord record = new EpochRecord(epoch, step.count(), pass.rate, pass.figures(), evaluation, seconds, train.size() / seconds);
    if (plan.schedule().needsMonitor()) position.get().monitor(plan.monitor().cost(record));
    open = Optional.empty();
    return record;
  }

  /** Refuses parameters that are not finite after a step. @param batches the present one is the step's */
  void checkParameters(Batches batches) {
    Pass pass = open.orElseThrow();
    health().checkParameters(new NumericHealth.Facts(epoch, step.count(), lastLoss, pass.rate, batches.batch()));
  }

  private NumericHealth health() {
    return new NumericHealth(backprop, plan.regularization().l2());
  }

  /** Notes the state between two steps, or brings it back; θ is noted by its owner. */
  void state(Ledger ledger, Dataset train, Batches batches) {
    epoch = (int) ledger.count("epoch", epoch, Integer.MAX_VALUE);
    double[] figures = ledger.figures("rate share and last loss", rateShare, lastLoss);
    rateShare = figures[0];
    lastLoss = figures[1];
    trace.state(ledger.part("trace"));
    step.state(ledger.part("method"));
    averages.state(ledger.part("averages"));
    position(batches).state(ledger.part("schedule"));
    if (!ledger.flag("within an epoch", open.isPresent())) {
      open = Optional.empty();
      return;
    }
    Pass pass = open.orElseGet(() -> new Pass(train));
    pass.state(ledger.part("pass"));
    open = Optional.of(pass);
  }

  /** The rate is half of what it was from now on. */
  void halveRate() {
    rateShare /= 2;
  }

  /** Marks of all steps. */
  Trace trace() {
    return trace;
  }

  /** How many epochs were ended. */
  int epochs() {
    return open.isPresent() ? epoch - 1 : epoch;
  }

  /** How many steps were made. */
  long steps() {
    return step.count();
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
    private double earlier;
    private long begin = System.nanoTime();
    private int made;

    Pass(Dataset train) {
      int units = theta.network().outputs();
      figures = figuresOf(train.schema().target(), theta.network());
      scaling = train.targetScaling();
      outputs = new double[units * capacity];
      targets = new double[units * capacity];
    }

    void state(Ledger ledger) {
      made = (int) ledger.count("batches", made, Integer.MAX_VALUE);
      double[] sums = ledger.figures("costs", costs, weights, rate, seconds());
      costs = sums[0];
      weights = sums[1];
      rate = sums[2];
      earlier = sums[3];
      begin = System.nanoTime();
      figures.resume(ledger.figures("figures", figures.sums()));
    }

    /** From the shuffle until now. */
    double seconds() {
      return earlier + (System.nanoTime() - begin) / 1e9;
    }

    void make(Batches batches, Listeners listeners, Pause pause) {
      begin = System.nanoTime();
      Position now = position(batches);
      double baseRate = rateShare * (plan.optimizer() instanceof Optimizer rule ? rule.rate() : 1);
      if (plan.shuffle() && !(plan.optimizer() instanceof LBfgs)) {
        batches.shuffle(plan.seed(), epoch);
      } else {
        batches.inOrder();
      }
      if (made > 0) batches.skip(made);
      while (batches.next()) {
        int number = ++made;
        Batch batch = batches.batch();
        double weight = batch.weight();
        if (weight == 0 || batch.m() < theta.network().needsColumns()) continue;
        backprop.draw(plan.seed(), epoch, number);
        rate = baseRate * plan.schedule().factor(now.at(epoch, step.count() + 1));
        double loss = step.make(batch, rate);
        if (!Double.isFinite(loss)) throw health().diverged(new NumericHealth.Facts(epoch, step.count() + 1, lastLoss, rate, batch));
        lastLoss = loss;
        trace.add(loss);
        if (maxNorm.isPresent()) maxNorm.get().apply(theta);
        averages.step();
        count(batch, loss, weight);
        listeners.step(epoch, number, batches.count(), loss);
        if (pause.after(epoch, step.count())) begin = System.nanoTime();
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
