package dev.gradus.diagnose;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Matrix;
import dev.gradus.prepare.Preparation;
import dev.gradus.train.Callback;
import dev.gradus.train.Divergence;
import dev.gradus.train.DivergedException;
import dev.gradus.train.EpochRecord;
import dev.gradus.train.TrainingPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes a run while it goes on, gives the health of its layers and what is wrong with it. It changes no bit of the run.
 *
 * <p>It looks before the first step, after each of the first {@value #FIRST} epochs and the plan's last one, and after others so seldom that these cost a
 * fortieth of the training: a look counts as training on {@value #COST} times the examples of the sample, which it was measured to take at most. The sample has so many that those looks that
 * are always taken cost a fortieth too, at most a quarter of the examples, and at least {@value #FEWEST}: a run of some milliseconds is slowed down by more. Before a look it notes W
 * before and after one step of the epoch, the last but one where there are three.
 *
 * <pre>{@code
 * try (HealthWatch watch = new HealthWatch(plan); TrainingResult result = new Trainer(network, plan).callback(watch).train(examples)) {
 *   watch.findings(result.kept()).forEach(System.out::println);
 * }
 * }</pre>
 */
public final class HealthWatch implements Callback, AutoCloseable {
  private static final int FIRST = 3;
  private static final int PART = 4;
  private static final int FEWEST = 64;
  private static final int COST = 6;
  /** A run of more epochs may end early. */
  private static final int SURE_EPOCHS = 10;
  private static final double SHARE = 0.025;

  private final TrainingPlan plan;
  private final List<Health> looks = new ArrayList<>();
  private final List<EpochFigures> history = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private Consumer<Health> toHealth = health -> {};
  private Consumer<Finding> toFinding = finding -> {};
  private Optional<Watched> watched = Optional.empty();
  private Optional<Answers> answers = Optional.empty();
  private Optional<Preparation> preparation = Optional.empty();
  private Optional<Diagnosis> diagnosis = Optional.empty();
  private int noted;
  private boolean resumed;

  /** A watch over one run of a plan. */
  public HealthWatch(TrainingPlan plan) {
    this.plan = plan;
  }

  /** How the columns become inputs, so that findings can name them. */
  public HealthWatch preparation(Preparation fitted) {
    preparation = Optional.of(fitted);
    return this;
  }

  /** Goes on from the looks of an earlier part of the run, in the order of the epochs. */
  public HealthWatch earlier(List<Health> seen) {
    looks.clear();
    looks.addAll(seen);
    return this;
  }

  /** Tells someone of every look. */
  public HealthWatch onHealth(Consumer<Health> listener) {
    toHealth = listener;
    return this;
  }

  /** Tells someone of every finding that is more than a notice, once, as soon as it is one. */
  public HealthWatch onFinding(Consumer<Finding> listener) {
    toFinding = listener;
    return this;
  }

  /** θ of the run, and what is needed to look at it. */
  private record Watched(Parameters theta, Parameters before, HealthProbe probe, Dataset examples, List<OptionalDouble> ratios) implements AutoCloseable {
    void noteWeights() {
      ratios.clear();
      before.assign(theta);
    }

    /** ‖ΔW‖ / ‖W‖ since they were noted. */
    void compareWeights() {
      for (int l = 1; l <= theta.network().depth(); l++) ratios.add(ratio(before.learnt().get("W" + l), theta.learnt().get("W" + l)));
    }

    private static OptionalDouble ratio(Matrix before, Matrix now) {
      double size = Math.sqrt(Sums.of(before).squares());
      double ratio = Math.sqrt(Sums.ofDifference(now, before).squares()) / size;
      return Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty();
    }

    @Override
    public void close() {
      probe.close();
      before.close();
    }
  }

  @Override
  public void resumed(List<EpochRecord> epochs, List<String> others) {
    resumed = true;
    epochs.forEach(record -> history.add(EpochFigures.of(record)));
  }

  @Override
  public void begins(Parameters theta, Dataset prepared) {
    close();
    diagnosis = Optional.of(new Diagnosis(theta.network()).plan(plan));
    preparation.ifPresent(diagnosis.get()::preparation);
    diagnosis.get().examples(prepared);
    Parameters before = Parameters.zeros(theta.network(), theta.type());
    try {
      HealthProbe probe = new HealthProbe(theta, plan.regularization(), prepared, sample(prepared.size()));
      watched = Optional.of(new Watched(theta, before, probe, prepared, new ArrayList<>()));
    } catch (RuntimeException | Error e) {
      before.close();
      throw e;
    }
    if (!resumed && history.isEmpty()) look(0, 0);
    noteForSingle();
  }

  /** The only step of an epoch is compared with the end of the epoch before. */
  private void noteForSingle() {
    if (due(history.size() + 1)) watched.get().noteWeights();
  }

  /** So many that the looks that are always taken cost no more than their share, and neither too few to say anything nor most of a small data set. */
  private int sample(int examples) {
    int epochs = Math.min(SURE_EPOCHS, plan.epochs());
    int looks = 1 + Math.min(FIRST + 1, epochs);
    double affordable = SHARE * epochs * examples / (COST * looks);
    return (int) Math.max(FEWEST, Math.min(examples / PART, affordable));
  }

  private boolean due(int epoch) {
    if (epoch <= FIRST || epoch == plan.epochs()) return true;
    Watched run = watched.orElseThrow();
    return COST * Math.max(1.0, looks.size() - FIRST) * run.probe().examples() <= SHARE * epoch * run.examples().size();
  }

  @Override
  public void step(int epoch, int batch, int batches, double loss) {
    int compared = batches >= 3 ? batches - 1 : batches;
    if (batch != compared && batch != compared - 1 || !due(epoch)) return;
    Watched run = watched.orElseThrow();
    if (batch == compared - 1) {
      run.noteWeights();
      noted = epoch;
    } else if (batches == 1 || noted == epoch) {
      run.compareWeights();
    }
  }

  @Override
  public void epoch(EpochRecord record) {
    history.add(EpochFigures.of(record));
    if (due(record.epoch())) look(record.epoch(), record.steps());
    noteForSingle();
  }

  @Override
  public void diverged(DivergedException what, Divergence reaction) {
    noted = 0;
    watched.orElseThrow().noteWeights();
  }

  private void look(int epoch, long steps) {
    Watched run = watched.orElseThrow();
    Optional<Health> health = run.probe().look(epoch, steps, List.copyOf(run.ratios()));
    if (health.isEmpty()) return;
    looks.add(health.get());
    answers = run.probe().answers();
    toHealth.accept(health.get());
    tell(diagnosis().goingOn(true).findings());
  }

  private void tell(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.severity() != Severity.NOTICE && told.add(finding.fault() + finding.layer())) toFinding.accept(finding);
    }
  }

  private Diagnosis diagnosis() {
    return diagnosis.orElseThrow(() -> new IllegalStateException("no run was watched yet")).health(looks).history(history).answers(answers);
  }

  /** What it saw, in the order of the epochs. */
  public List<Health> health() {
    return List.copyOf(looks);
  }

  /**
   * What is wrong with the run, the worst first; to be asked when it is over.
   *
   * @param kept the epoch whose parameters are the model's
   * @throws IllegalStateException when no run was watched
   */
  public List<Finding> findings(int kept) {
    List<Finding> findings = diagnosis().goingOn(false).kept(kept).findings();
    tell(findings);
    return findings;
  }

  /** What is wrong with a run that ran away. */
  public List<Finding> findings(DivergedException end) {
    List<Finding> findings = diagnosis().goingOn(false).diverged(end.layer()).findings();
    tell(findings);
    return findings;
  }

  /** Frees what it looks with; what it saw stays. A second call does nothing. */
  @Override
  public void close() {
    watched.ifPresent(Watched::close);
  }
}
