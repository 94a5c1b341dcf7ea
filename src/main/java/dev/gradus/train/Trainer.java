package dev.gradus.train;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Batches;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Team;
import dev.gradus.model.Model;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.optim.LBfgs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
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
  private Optional<Preparation> preparation = Optional.empty();
  private Optional<Schema> schema = Optional.empty();
  private final List<Callback> callbacks = new ArrayList<>();
  private final Map<String, Object> notes = new LinkedHashMap<>();

  /** @throws IllegalArgumentException when the network can predict but not learn, or the plan's optimizer cannot learn it */
  public Trainer(Network network, TrainingPlan plan) {
    network.requireTrainable();
    if (plan.optimizer() instanceof LBfgs && network.hidden().stream().anyMatch(layer -> layer.dropout() > 0)) {
      throw new IllegalArgumentException("the optimizer lbfgs and dropout were asked for; its line search needs the same loss at every look: leave one of them out");
    }
    if (plan.optimizer() instanceof LBfgs && network.needsColumns() > 1) {
      throw new IllegalArgumentException("the optimizer lbfgs and batch normalisation were asked for; every look of its line search would move the running statistics: "
          + "use layer normalisation, or another optimizer");
    }
    this.network = network;
    this.plan = plan;
  }

  /** Evaluates on these examples after every epoch; they influence the result only through the monitor of the plan. */
  public Trainer validation(Dataset examples) {
    validation = Optional.of(examples);
    return this;
  }

  /** Starts from these values instead of the plan's initializer; they are copied when training starts. */
  public Trainer startFrom(Parameters theta) {
    start = Optional.of(theta);
    return this;
  }

  /**
   * Goes on from a model: from its parameters, with its preparation and its classes in their order. The rule starts without state.
   *
   * @param model read, and to stay open until training has started
   */
  public Trainer continueFrom(Model model) {
    schema = Optional.of(model.schema());
    return preparation(model.preparation()).startFrom(model.parameters());
  }

  /** Prepares inputs and values like this, instead of as the plan says. */
  public Trainer preparation(Preparation fitted) {
    preparation = Optional.of(fitted);
    return this;
  }

  /** Tells someone about the run. */
  public Trainer callback(Callback callback) {
    callbacks.add(callback);
    return this;
  }

  /**
   * Notes something of this program's own in the provenance of the model.
   *
   * @param value a text, number, boolean, list or map of them
   */
  public Trainer note(String name, Object value) {
    notes.put(name, value);
    return this;
  }

  /**
   * Trains on examples with raw inputs. The preparation is fitted on them.
   *
   * @return the model and the history; the model is the caller's to close
   * @throws IllegalArgumentException when the data does not fit the network or the plan
   * @throws dev.gradus.data.DataException when a target is none for the loss, or all examples weigh 0
   * @throws DivergedException when a loss or a parameter is not finite any more
   * @throws NotEnoughMemoryException when the machine cannot hold it; before anything is allocated
   */
  public TrainingResult train(Dataset examples) {
    Dataset known = known(examples);
    checkTargets(known);
    validation.ifPresent(this::checkTargets);
    plan.monitor().check(known.schema().target(), validation.isPresent() || !plan.needsMonitor());
    Preparation prepared = fitted(known);
    Dataset train = known.weightedBy(plan.classWeights(), known).preparedBy(prepared);
    checkFit(train);
    Optional<Dataset> valid = validation.map(v -> v.as(known.schema()).weightedBy(plan.classWeights(), known).preparedBy(prepared));
    MemoryBill.of(network, plan, train, valid).require();
    Parameters theta = initial();
    try (Best best = new Best(plan.monitor(), plan.keep() == Keep.BEST)) {
      Listeners listeners = listeners();
      List<EpochRecord> history = new ArrayList<>();
      Ending ending = run(theta, train, valid, history, best, listeners);
      int kept = plan.keep() == Keep.BEST && best.epoch() > 0 ? best.epoch() : history.size();
      if (kept < history.size()) {
        theta.close();
        theta = best.take();
      }
      return new TrainingResult(new Model(theta, known.schema(), prepared, provenance(examples, history, kept, ending)), history, kept, ending,
          listeners.failures());
    } catch (RuntimeException | Error e) {
      theta.close();
      throw e;
    }
  }

  /** Learning from one data set after another, as they come. @throws IllegalArgumentException when the plan takes all examples at once, or picks the best epoch */
  public IncrementalFit incremental() {
    if (plan.optimizer() instanceof LBfgs) {
      throw new IllegalArgumentException("the optimizer lbfgs takes all examples at once; incremental fitting needs another one");
    }
    if (plan.comparesEpochs()) throw new IllegalArgumentException("early stopping and the best epoch need one set of examples; incremental fitting goes without them");
    if (validation.isPresent()) {
      throw new IllegalArgumentException("validation examples are evaluated after epochs, and incremental fitting has none; leave them out, and evaluate its "
          + "models yourself");
    }
    MemoryBill.of(network, plan, plan.batch(), 0).require();
    return new IncrementalFit(this, plan, initial());
  }

  private Parameters initial() {
    if (start.isEmpty()) return Parameters.initial(network, plan.type(), initializer(network, plan), plan.seed());
    Parameters theta = Parameters.zeros(network, plan.type());
    theta.assign(start.get());
    return theta;
  }

  /** That of the plan, or what suits the activation of the first layer. */
  static Initializer initializer(Network network, TrainingPlan plan) {
    return plan.initializer().orElseGet(() -> network.hidden().isEmpty() ? Initializer.glorot() : Initializer.defaultFor(network.hidden().get(0).activation()));
  }

  Listeners listeners() {
    return new Listeners(callbacks);
  }

  /**
   * How many threads a step on so many examples is divided over: the plan's number, or by {@link Team#sizeFor} for this network, its batch and this machine's
   * cores.
   */
  public int threads(int examples) {
    return Run.threads(network, plan, Run.capacity(plan, examples));
  }

  /** Epochs until one of the endings; θ is what the last epoch gives. */
  private Ending run(Parameters theta, Dataset train, Optional<Dataset> valid, List<EpochRecord> history, Best best, Listeners listeners) {
    try (Run run = new Run(theta, plan, Run.capacity(plan, train.size())); Batches batches = run.batches(train)) {
      Ending ending = Ending.LAST_EPOCH;
      while (history.size() < plan.epochs()) {
        EpochRecord record = run.epoch(train, batches, valid, listeners);
        history.add(record);
        if (plan.comparesEpochs()) run.averages().with(() -> best.offer(record, theta, minGain()));
        listeners.epoch(record);
        Optional<Ending> early = early(run, best, listeners);
        if (early.isPresent()) {
          ending = early.get();
          break;
        }
      }
      run.averages().swap();
      return ending;
    }
  }

  private Optional<Ending> early(Run run, Best best, Listeners listeners) {
    if (listeners.wantsEnd()) return Optional.of(Ending.ASKED);
    if (plan.stopping().isPresent() && best.withoutGain() >= plan.stopping().get().patience()) return Optional.of(Ending.NO_GAIN);
    return run.converged() ? Optional.of(Ending.CONVERGED) : Optional.empty();
  }

  private double minGain() {
    return plan.stopping().map(EarlyStopping::minGain).orElse(0.0);
  }

  /** The examples as the model to go on from has them. */
  Dataset known(Dataset examples) {
    if (examples.size() == 0) throw new IllegalArgumentException(examples.source() + " has no examples to train on");
    return schema.map(examples::as).orElse(examples);
  }

  /** The preparation that was given, or what the plan gives on these examples. Values are scaled only where an output can be any number: a sigmoid's could not reach them. */
  Preparation fitted(Dataset examples) {
    Preparation fitted = preparation.orElseGet(() -> examples.fit(plan.preparation()));
    return fitted.targetScaling().isNone() || network.head().output().equals("identity") ? fitted : new Preparation(fitted.encodings(), TargetScaling.none(), fitted.rules());
  }

  void checkFit(Dataset examples) {
    if (Run.capacity(plan, examples.size()) < network.needsColumns()) {
      throw new IllegalArgumentException("batches of 1 example cannot be normalised: batch normalisation needs at least 2 in a batch; use larger batches, "
          + "or layer normalisation");
    }
    if (examples.width() != network.inputs()) {
      throw new IllegalArgumentException("the network has " + network.inputs() + " inputs and " + examples.source() + " has "
          + examples.schema().inputs() + (examples.width() == examples.schema().inputs().count() ? "" : ", which make " + examples.width() + " inputs"));
    }
    if (!examples.schema().target().fits(network.outputs(), network.head().outputsForValue())) {
      throw new IllegalArgumentException("the network has " + network.outputs() + " outputs for " + examples.schema().target());
    }
    start.ifPresent(theta -> {
      if (!theta.network().sameShape(network) || theta.type() != plan.type()) {
        throw new IllegalArgumentException("the parameters to start from are " + theta.type() + " of " + theta.network() + ", needed are "
            + plan.type() + " of " + network);
      }
    });
  }

  /** Refuses targets for which the loss has no meaning, and examples that all weigh nothing. */
  void checkTargets(Dataset data) {
    if (data.weightSum() == 0) throw new DataException(data.source(), "all examples that are to be used weigh 0; at least one must weigh more");
    if (!(data.schema().target() instanceof Target.Value)) return;
    for (int i = 0; i < data.size(); i++) {
      try {
        network.head().checkTarget(data.value(i));
      } catch (IllegalArgumentException e) {
        throw new DataException(data.source(), "example " + (i + 1) + ", column \"" + data.schema().target().name() + "\": " + e.getMessage());
      }
    }
  }

  private Map<String, Object> provenance(Dataset examples, List<EpochRecord> history, int kept, Ending ending) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("data", examples.source());
    facts.put("examples", examples.size());
    facts.put("optimizer", plan.optimizer().toString());
    facts.put("schedule", plan.schedule().toString());
    facts.put("batch", plan.batch());
    facts.put("epochs", plan.epochs());
    facts.put("kept_epoch", kept);
    facts.put("ending", ending.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    facts.put("shuffle", plan.shuffle());
    facts.put("regularization", plan.regularization().toString());
    facts.put("initializer", start.isPresent() ? "given" : initializer(network, plan).name());
    facts.put("seed", Long.toString(plan.seed()));
    facts.put("train_loss", history.get(kept - 1).trainLoss());
    facts.put("type", plan.type().name().toLowerCase(Locale.ROOT));
    facts.put("threads", threads(examples.size()));
    facts.put("java", System.getProperty("java.version"));
    facts.putAll(notes);
    return facts;
  }
}
