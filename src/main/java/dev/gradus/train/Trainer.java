package dev.gradus.train;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Natives;
import dev.gradus.kernel.Team;
import dev.gradus.model.Model;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.optim.LBfgs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.store.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
  private Cancellation cancellation = new Cancellation();
  private Optional<Checkpoints> checkpoints = Optional.empty();
  private Optional<Path> checkpoint = Optional.empty();
  private Set<Change> allowed = Set.of();

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

  /** Writes checkpoints. */
  public Trainer checkpoints(Checkpoints where) {
    checkpoints = Optional.of(where);
    return this;
  }

  /**
   * Goes on from a checkpoint of the same network, plan and data, to the bits of a run that was never stopped, with its preparation and over as many threads.
   *
   * @param file one that {@link #checkpoints} wrote, read when training starts
   * @param changes what may be another than it was
   */
  public Trainer resumeFrom(Path file, Change... changes) {
    checkpoint = Optional.of(file);
    allowed = Set.of(changes);
    return this;
  }

  /** Ends with a {@link CancelledException} after the step in which this is wished, or in which the thread that trains is interrupted. */
  public Trainer cancellation(Cancellation wish) {
    cancellation = wish;
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

  /** What was noted so far. */
  public Map<String, Object> notes() {
    return Collections.unmodifiableMap(notes);
  }

  /**
   * Trains on examples with raw inputs. The preparation is fitted on them.
   *
   * @return the model and the history; the model is the caller's to close
   * @throws IllegalArgumentException when the data does not fit the network or the plan
   * @throws dev.gradus.data.DataException when a target is none for the loss, or all examples weigh 0
   * @throws DivergedException when a loss or a parameter is not finite any more
   * @throws NotEnoughMemoryException when the machine cannot hold it; before anything is allocated
   * @throws CancelledException when the end was wished, after a checkpoint if there are any
   * @throws CheckpointException when a checkpoint cannot be written
   * @throws dev.gradus.store.ModelFileException when the checkpoint to go on from is none
   * @throws UncheckedIOException when it cannot be read
   */
  public TrainingResult train(Dataset examples) {
    if (checkpoint.isEmpty()) return train(examples, Optional.empty());
    try (CheckpointFile from = CheckpointFile.open(checkpoint.get())) {
      return train(examples, Optional.of(from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TrainingResult train(Dataset examples, Optional<CheckpointFile> from) {
    from.ifPresent(file -> Resumption.checkNetwork(file, network));
    from.ifPresent(file -> schema = Optional.of(file.model().schema()));
    Dataset known = known(examples);
    checkTargets(known);
    validation.ifPresent(this::checkTargets);
    plan.monitor().check(known.schema().target(), validation.isPresent() || !plan.needsMonitor());
    Preparation fitted = fitted(known);
    Preparation prepared = from.map(file -> file.model().preparation()).orElse(fitted);
    Dataset weighted = known.weightedBy(plan.classWeights(), known);
    Dataset train = weighted.preparedBy(prepared);
    checkFit(train);
    Optional<Dataset> valid = validation.map(v -> v.as(known.schema()).weightedBy(plan.classWeights(), known));
    Threads threads = from.map(Resumption::threads).orElseGet(() -> Run.threads(network, plan, Run.capacity(plan, train.size())));
    MemoryBill.of(network, plan, train, valid).require();
    Listeners listeners = listeners();
    Parameters theta = from.isPresent() ? Parameters.zeros(network, plan.type()) : initial();
    try (Session session = new Session(plan, theta, train, valid.map(v -> v.preparedBy(prepared)), listeners, cancellation, threads)) {
      if (from.isPresent() || checkpoints.isPresent()) {
        Map<String, Object> note = Resumption.note(plan, threads, weighted, valid);
        from.ifPresent(file -> resume(session, file, fitted, note));
        ModelFile model = new ModelFile(network, known.schema(), prepared, facts(examples, threads, note));
        checkpoints.ifPresent(where -> session.checkpoints(new CheckpointWriter(where, model)));
      }
      Ending ending = session.run();
      List<EpochRecord> history = session.history();
      int kept = plan.keep() == Keep.BEST && session.best().epoch() > 0 ? session.best().epoch() : history.size();
      if (kept < history.size()) {
        theta.close();
        theta = session.best().take();
      }
      return new TrainingResult(new Model(theta, known.schema(), prepared, provenance(examples, threads, session, kept, ending)), history, kept, ending,
          listeners.failures());
    } catch (RuntimeException | Error e) {
      theta.close();
      throw e;
    }
  }

  private void resume(Session session, CheckpointFile file, Preparation fitted, Map<String, Object> note) {
    Resumption.check(file, fitted, note, allowed);
    session.resume(file);
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

  /** θ as it is before the first step, in float or double as the plan says; the caller's to close. */
  public Parameters initial() {
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
    return Run.threads(network, plan, Run.capacity(plan, examples)).step();
  }

  /** The examples as the model to go on from has them. */
  Dataset known(Dataset examples) {
    if (examples.size() == 0) throw new IllegalArgumentException(examples.source() + " has no examples to train on");
    return schema.map(examples::as).orElse(examples);
  }

  /**
   * The preparation that was given, or what the plan gives on these examples. Values are scaled only where an output can be any number: a sigmoid's could not reach
   * them.
   */
  Preparation fitted(Dataset examples) {
    Preparation fitted = preparation.orElseGet(() -> examples.fit(plan.preparation()));
    boolean stays = fitted.targetScaling().isNone() || network.head().output().equals("identity");
    return stays ? fitted : new Preparation(fitted.encodings(), TargetScaling.none(), fitted.rules());
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

  /**
   * The examples as the network is given them in training: in the order of the classes of the model to go on from, weighted as the plan says, and prepared.
   *
   * @param examples with raw inputs; the preparation is fitted on them, when none was given
   * @throws dev.gradus.data.DataException when they do not fit the model to go on from
   */
  public Dataset prepared(Dataset examples) {
    Dataset known = known(examples);
    return known.weightedBy(plan.classWeights(), known).preparedBy(fitted(known));
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

  private Map<String, Object> provenance(Dataset examples, Threads threads, Session session, int kept, Ending ending) {
    Map<String, Object> facts = facts(examples, threads, Map.of());
    EpochRecord epoch = session.history().get(kept - 1);
    facts.put("kept_epoch", kept);
    facts.put("ending", ending.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    facts.put("train_loss", epoch.trainLoss());
    epoch.validation().ifPresent(evaluation -> facts.put("validation", new TreeMap<>(evaluation.figures())));
    facts.put("trace", session.trace().toString());
    return facts;
  }

  private Map<String, Object> facts(Dataset examples, Threads threads, Map<String, Object> note) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("data", examples.source());
    facts.put("examples", examples.size());
    facts.put("optimizer", plan.optimizer().toString());
    facts.put("schedule", plan.schedule().toString());
    facts.put("batch", plan.batch());
    facts.put("epochs", plan.epochs());
    facts.put("shuffle", plan.shuffle());
    facts.put("regularization", plan.regularization().toString());
    facts.put("initializer", start.isPresent() ? "given" : initializer(network, plan).name());
    facts.put("seed", Long.toString(plan.seed()));
    facts.put("type", plan.type().name().toLowerCase(Locale.ROOT));
    facts.put("threads", threads.step());
    facts.put("java", System.getProperty("java.version"));
    facts.put("kernels", Natives.load().kernels());
    facts.put("processor", System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " cores");
    facts.putAll(notes);
    if (!note.isEmpty()) facts.put(Resumption.KEY, note);
    return facts;
  }
}
