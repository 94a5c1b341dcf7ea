package dev.gradus.diagnose;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.prepare.Preparation;
import dev.gradus.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes what is known of a run, gives what is wrong with it.
 *
 * <pre>{@code
 * List<Finding> findings = new Diagnosis(network).plan(plan).health(looks).history(epochs).examples(prepared).model(theta).findings();
 * }</pre>
 *
 * <p>All but the network may be left out; rules that need it then say nothing. A symptom is left out where its cause is among the findings.
 */
public final class Diagnosis {
  /** The most examples that a model is asked about. */
  private static final int MOST = 100_000;

  private static final List<Rule> RULES = List.of(new SaturatedRule(), new DeadRule(), InputRules::small, GradientRules::vanishing, GradientRules::exploding,
      RateRules::tooHigh, RateRules::tooLow, InputRules::unscaled, new StartRule(), AnswerRules::oneClass, FitRules::over, FitRules::under, AnswerRules::labels,
      new LeakRule());

  private final Network network;
  private Optional<TrainingPlan> plan = Optional.empty();
  private List<Health> health = List.of();
  private List<EpochFigures> history = List.of();
  private Optional<InputFigures> inputs = Optional.empty();
  private Optional<Preparation> preparation = Optional.empty();
  private OptionalDouble baseline = OptionalDouble.empty();
  private Optional<Answers> answers = Optional.empty();
  private boolean whole;
  private Optional<Dataset> prepared = Optional.empty();
  private Optional<Dataset> table = Optional.empty();
  private OptionalInt kept = OptionalInt.empty();
  private OptionalInt diverged = OptionalInt.empty();
  private boolean ended = true;

  /** Of a run of this network, of which nothing else is known yet. */
  public Diagnosis(Network network) {
    this.network = network;
  }

  /** How it was trained. */
  public Diagnosis plan(TrainingPlan plan) {
    this.plan = Optional.of(plan);
    return this;
  }

  /** What its layers were like, in the order of the epochs. @throws IllegalArgumentException when they are those of another network */
  public Diagnosis health(List<Health> looks) {
    for (Health look : looks) {
      if (look.depth() != network.depth()) {
        throw new IllegalArgumentException("the health of " + look.depth() + " layers was given; the network has " + network.depth());
      }
    }
    health = List.copyOf(looks);
    return this;
  }

  /** Its epochs, in their order. */
  public Diagnosis history(List<EpochFigures> epochs) {
    history = List.copyOf(epochs);
    return this;
  }

  /** How the columns became inputs, for their names; to be told before {@link #examples}. */
  public Diagnosis preparation(Preparation fitted) {
    preparation = Optional.of(fitted);
    return this;
  }

  /** The training examples as the network is given them. */
  public Diagnosis examples(Dataset prepared) {
    if (prepared.width() != network.inputs()) {
      throw new IllegalArgumentException("examples of " + prepared.width() + " inputs were given; the network has " + network.inputs());
    }
    this.prepared = Optional.of(prepared);
    inputs = Optional.of(InputFigures.of(prepared, preparation));
    baseline = Baseline.of(network.head(), network.outputs(), prepared);
    return this;
  }

  /** The training examples as they are in the table, before their preparation. */
  public Diagnosis table(Dataset raw) {
    table = Optional.of(raw);
    return this;
  }

  /**
   * The trained parameters, which are asked about the examples now, at most 100,000 of them; they are read and not kept.
   *
   * @throws IllegalStateException before {@link #examples}
   */
  public Diagnosis model(Parameters theta) {
    Dataset examples = prepared.orElseThrow(() -> new IllegalStateException("no examples were given to ask the model about: call examples first"));
    answers = Optional.of(Answers.of(theta, examples, MOST));
    whole = true;
    return this;
  }

  /** What the network said of a sample. */
  Diagnosis answers(Optional<Answers> ofSample) {
    answers = ofSample;
    return this;
  }

  /** The epoch whose parameters are the model's. */
  public Diagnosis kept(int epoch) {
    kept = OptionalInt.of(epoch);
    return this;
  }

  /** That numbers were not finite any more. @param layer the first one with such a number */
  public Diagnosis diverged(int layer) {
    diverged = OptionalInt.of(layer);
    return this;
  }

  /** Whether the run goes on; what can only be judged at the end is not then. */
  public Diagnosis goingOn(boolean yes) {
    ended = !yes;
    return this;
  }

  /** That of the examples of the last look, which a probe takes evenly spread. */
  private OptionalDouble sampleBaseline() {
    if (prepared.isEmpty() || health.isEmpty()) return OptionalDouble.empty();
    int examples = health.get(health.size() - 1).examples();
    if (examples >= prepared.get().size()) return baseline;
    return Baseline.of(network.head(), network.outputs(), Sampling.evenly(prepared.get(), examples));
  }

  /** What is wrong, the worst first. */
  public List<Finding> findings() {
    Known run = new Known(network, plan, health, history, inputs, baseline, sampleBaseline(), answers, whole, table, kept, diverged, ended);
    List<Finding> all = new ArrayList<>();
    for (Rule rule : RULES) all.addAll(rule.findings(run));
    Set<String> causes = all.stream().filter(finding -> finding.severity() != Severity.NOTICE).map(Finding::fault).collect(Collectors.toSet());
    boolean heldDown = run.heldDown();
    List<Finding> found = List.copyOf(all);
    all.removeIf(finding -> Causes.explain(finding, found, causes, heldDown));
    all.sort(Comparator.comparing(Finding::severity).reversed().thenComparing(finding -> Finding.FAULTS.indexOf(finding.fault())));
    return List.copyOf(all);
  }
}
