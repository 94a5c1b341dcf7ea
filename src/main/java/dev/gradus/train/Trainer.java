package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.Evaluation;
import dev.gradus.model.Evaluator;
import dev.gradus.model.Model;
import dev.gradus.net.Network;
import dev.gradus.optim.Moment;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a network, a plan and data, gives a trained model: epochs of batches, each a forward pass, a backward pass and a step.
 *
 * <pre>{@code
 * TrainingResult result = new Trainer(network, plan).train(examples);
 * }</pre>
 *
 * <p>The result is a pure function of network, plan, data, build, kind of machine and number of threads: the same again gives the same bits.
 */
public final class Trainer {
  private final Network network;
  private final TrainingPlan plan;
  private Optional<Dataset> validation = Optional.empty();
  private Optional<Parameters> start = Optional.empty();
  private final List<Callback> callbacks = new ArrayList<>();

  /** @throws IllegalArgumentException when the network can predict but not learn */
  public Trainer(Network network, TrainingPlan plan) {
    network.requireTrainable();
    this.network = network;
    this.plan = plan;
  }

  /** Evaluates on these examples after every epoch; they do not influence the result. */
  public Trainer validation(Dataset examples) {
    validation = Optional.of(examples);
    return this;
  }

  /** Starts from these values instead of the plan's initializer; they are copied when training starts. */
  public Trainer startFrom(Parameters theta) {
    start = Optional.of(theta);
    return this;
  }

  /** Tells someone about the run. */
  public Trainer callback(Callback callback) {
    callbacks.add(callback);
    return this;
  }

  /**
   * Trains on examples with raw inputs. The scaling is fitted on them.
   *
   * @return the model and the history; the model is the caller's to close
   * @throws IllegalArgumentException when the data does not fit the network
   * @throws DivergedException when a loss or a parameter is not finite any more
   */
  public TrainingResult train(Dataset examples) {
    checkFit(examples);
    Scaling scaling = examples.fit(plan.scaling());
    Dataset train = examples.scaledBy(scaling);
    Optional<Dataset> valid = validation.map(v -> aligned(v, examples).scaledBy(scaling));
    Parameters theta = start.isPresent() ? start.get().copy() : Parameters.initial(network, plan.type(), plan.initializer(), plan.seed());
    try {
      List<EpochRecord> history = run(theta, train, valid);
      return new TrainingResult(new Model(theta, examples.schema(), scaling, provenance(examples, history)), history);
    } catch (RuntimeException | Error e) {
      theta.close();
      throw e;
    }
  }

  /** How many threads a step on so many examples is divided over: the plan's number, or by {@link Team#sizeFor} for this network, its batch and this machine's cores. */
  public int threads(int examples) {
    if (plan.threads() > 0) return plan.threads();
    return Team.sizeFor(network.largestProduct(Math.min(plan.batch(), examples)), Runtime.getRuntime().availableProcessors());
  }

  /** A step too short to be divided leaves other cores free: one of them fetches its examples, unless the plan allows one thread only. */
  private boolean gathersAhead(Team team) {
    return plan.threads() == 0 && team.size() == 1 && Runtime.getRuntime().availableProcessors() > 1;
  }

  private List<EpochRecord> run(Parameters theta, Dataset train, Optional<Dataset> valid) {
    List<EpochRecord> history = new ArrayList<>();
    int capacity = Math.min(plan.batch(), train.size());
    try (Team team = new Team(threads(train.size()));
        Team large = plan.threads() > 0 ? new Team(plan.threads()) : Evaluator.team(network);
        Backprop backprop = new Backprop(theta, capacity, plan.l2(), team);
        Step step = new Step(backprop, plan.optimizer(), team);
        Batches batches = gathersAhead(team) ? Batches.ahead(train, network.outputs(), capacity, plan.type())
            : new Batches(train, network.outputs(), capacity, plan.type(), team);
        Predictor predictor = new Predictor(theta, large)) {
      Moment at = new Moment(plan.epochs(), (long) plan.epochs() * batches.count());
      for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
        long begin = System.nanoTime();
        double loss = epoch(epoch, backprop, step, batches, at);
        double seconds = (System.nanoTime() - begin) / 1e9;
        new NumericHealth(backprop).checkParameters(epoch, step.count());
        Optional<Evaluation> evaluation = valid.map(v -> Evaluator.evaluate(predictor, v));
        EpochRecord record = new EpochRecord(epoch, step.count(), loss, evaluation, seconds, train.size() / seconds);
        history.add(record);
        for (Callback callback : callbacks) callback.epoch(record);
      }
    }
    return history;
  }

  /** One epoch: every example once. Returns the mean loss. */
  private double epoch(int epoch, Backprop backprop, Step step, Batches batches, Moment at) {
    if (plan.shuffle()) {
      batches.shuffle(plan.seed(), epoch);
    } else {
      batches.inOrder();
    }
    double sum = 0;
    long examples = 0;
    for (int number = 1; batches.next(); number++) {
      Batch batch = batches.batch();
      backprop.draw(plan.seed(), epoch, number);
      double rate = plan.optimizer().rate() * plan.schedule().factor(at.at(epoch, step.count() + 1));
      double loss = step.make(batch, rate);
      if (!Double.isFinite(loss)) throw new NumericHealth(backprop).diverged(epoch, step.count() + 1, rate);
      sum += loss * batch.m();
      examples += batch.m();
      for (int c = 0; c < callbacks.size(); c++) callbacks.get(c).step(epoch, number, batches.count(), loss);
    }
    return sum / examples;
  }

  private void checkFit(Dataset examples) {
    if (examples.size() == 0) throw new IllegalArgumentException(examples.source() + " has no examples to train on");
    if (examples.schema().inputs().count() != network.inputs()) {
      throw new IllegalArgumentException("the network has " + network.inputs() + " inputs and " + examples.source() + " has "
          + examples.schema().inputs());
    }
    int outputs = examples.schema().target().outputs();
    if (network.outputs() != outputs && !(network.outputs() == 1 && outputs == 2)) {
      throw new IllegalArgumentException("the network has " + network.outputs() + " outputs for " + examples.schema().target());
    }
    start.ifPresent(theta -> {
      if (!theta.network().sameShape(network) || theta.type() != plan.type()) {
        throw new IllegalArgumentException("the parameters to start from are " + theta.type() + " of " + theta.network() + ", needed are "
            + plan.type() + " of " + network);
      }
    });
  }

  private static Dataset aligned(Dataset validation, Dataset train) {
    return train.schema().target() instanceof Target.Classes classes ? validation.relabelled(classes) : validation;
  }

  private Map<String, Object> provenance(Dataset examples, List<EpochRecord> history) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("data", examples.source());
    facts.put("examples", examples.size());
    facts.put("optimizer", plan.optimizer().toString());
    facts.put("schedule", plan.schedule().toString());
    facts.put("batch", plan.batch());
    facts.put("epochs", plan.epochs());
    facts.put("shuffle", plan.shuffle());
    facts.put("l2", plan.l2());
    facts.put("initializer", start.isPresent() ? "given" : plan.initializer().name());
    facts.put("seed", Long.toString(plan.seed()));
    facts.put("train_loss", history.get(history.size() - 1).trainLoss());
    facts.put("type", plan.type().name().toLowerCase(Locale.ROOT));
    facts.put("threads", threads(examples.size()));
    facts.put("java", System.getProperty("java.version"));
    return facts;
  }
}
