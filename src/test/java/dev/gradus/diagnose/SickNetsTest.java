package dev.gradus.diagnose;

import static dev.gradus.net.Activation.identity;
import static dev.gradus.net.Activation.relu;
import static dev.gradus.net.Activation.sigmoid;
import static dev.gradus.net.Activation.tanh;
import static dev.gradus.net.Head.sigmoidCrossEntropy;
import static dev.gradus.net.Head.softmaxCrossEntropy;
import static dev.gradus.net.Head.squaredError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.data.LearningTask;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Scaling;
import dev.gradus.train.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nets that are made sick in one way each: the diagnosis finds it, and in which layer. Other seeds with {@code -Dgradus.seed=1}. */
class SickNetsTest {
  private static final long SEED = Long.getLong("gradus.seed", 0);
  private static final Dataset DIGITS = DrawnDigits.dataset(SEED, 0, 1500);

  /** A run that has a fault, in a layer if it is of one. */
  private record Sick(String name, Network network, TrainingPlan plan, Dataset train, Optional<Dataset> validation, Optional<Parameters> start, String fault,
      OptionalInt layer) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static TrainingPlan.Builder plan(int epochs) {
    return TrainingPlan.builder().epochs(epochs).batch(32).seed(SEED).threads(1).initializer(Initializer.glorot());
  }

  private static Sick sick(String name, Network network, TrainingPlan.Builder plan, Dataset train, String fault, int layer) {
    return new Sick(name, network, plan.build(), train, Optional.empty(), Optional.empty(), fault, OptionalInt.of(layer));
  }

  private static Sick started(Sick sick, Parameters start) {
    return new Sick(sick.name, sick.network, sick.plan, sick.train, sick.validation, Optional.of(start), sick.fault, sick.layer);
  }

  static Stream<Sick> nets() {
    return Stream.of(saturatedSigmoid(), saturatedTanh(), saturatedOutput(), deadRelu(), deadByItsRate(), smallInputs(), vanishing(), exploding(),
        rateTooHigh(), adamsRateTooHigh(), rateTooLow(), unscaled(), farFromLnK(), oneClass(), rareClass(), overfitted(), underfitted(), heldDown());
  }

  /** Weights from N(0, 1) into units with 784 inputs, as in chapter 3 of Nielsen's book. */
  private static Sick saturatedSigmoid() {
    Network network = Network.inputs(784).hidden(30, sigmoid()).outputs(10, softmaxCrossEntropy());
    return sick("sigmoid with large weights", network, plan(3).initializer(Initializer.normal()).optimizer(Optimizer.sgd(0.1)), DIGITS, Finding.SATURATED, 1);
  }

  private static Sick saturatedTanh() {
    double[][] x = Runs.normal(600, 4, SEED);
    Network network = Network.inputs(4).hidden(16, tanh()).hidden(16, tanh()).hidden(16, tanh()).outputs(3, softmaxCrossEntropy());
    Sick sick = sick("tanh with large weights in layer 2", network, plan(10).optimizer(Optimizer.sgd(0.05)), Runs.classes("sectors", x, Runs.sectors(x, 3), 3),
        Finding.SATURATED, 2);
    return started(sick, Runs.start(network, sick.plan, theta -> {
      theta.W(2).muli(30);
      return theta;
    }));
  }

  /** Outputs near 1 for every class, and the quadratic cost: the slow learner at the beginning of chapter 3. */
  private static Sick saturatedOutput() {
    Network network = Network.inputs(784).hidden(20, sigmoid()).outputs(10, squaredError(sigmoid()));
    Sick sick = sick("sigmoid outputs that are wrong", network, plan(5).optimizer(Optimizer.sgd(0.1)), DIGITS, Finding.SATURATED, 2);
    return started(sick, Runs.start(network, sick.plan, theta -> {
      theta.b(2).addi(12);
      return theta;
    }));
  }

  private static Sick deadRelu() {
    double[][] x = Runs.normal(600, 4, SEED);
    Network network = Network.inputs(4).hidden(16, relu()).hidden(24, relu()).hidden(16, relu()).outputs(3, softmaxCrossEntropy());
    Sick sick = sick("relu with large negative biases in layer 2", network, plan(8).initializer(Initializer.he()),
        Runs.classes("sectors", x, Runs.sectors(x, 3), 3), Finding.DEAD, 2);
    return started(sick, Runs.start(network, sick.plan, theta -> {
      theta.b(2).subi(50);
      return theta;
    }));
  }

  private static Sick deadByItsRate() {
    Network network = Network.inputs(784).hidden(64, relu()).outputs(10, softmaxCrossEntropy());
    return sick("relu that one large step killed", network, plan(5).initializer(Initializer.he()).optimizer(Optimizer.sgd(20)), DIGITS, Finding.DEAD, 1);
  }

  private static Sick smallInputs() {
    double[][] x = Runs.normal(600, 6, SEED);
    int[] y = Runs.sectors(x, 3);
    Network network = Network.inputs(6).hidden(16, tanh()).outputs(3, softmaxCrossEntropy());
    return sick("inputs of a thousandth", network, plan(10).optimizer(Optimizer.sgd(0.1)).scaling(Scaling.NONE),
        Runs.classes("small", Runs.scaled(x, 1e-3), y, 3), Finding.SMALL_INPUTS, 1);
  }

  private static Sick vanishing() {
    Network.Builder layers = Network.inputs(784);
    for (int l = 0; l < 6; l++) layers.hidden(30, sigmoid());
    return sick("six layers of sigmoids", layers.outputs(10, softmaxCrossEntropy()), plan(5).optimizer(Optimizer.sgd(0.1)), DIGITS,
        Finding.VANISHING_GRADIENT, 1);
  }

  private static Sick exploding() {
    double[][] x = Runs.normal(600, 10, SEED);
    Network.Builder layers = Network.inputs(10);
    for (int l = 0; l < 5; l++) layers.hidden(64, relu());
    return sick("five layers with weights from N(0, 1)", layers.outputs(1, squaredError(identity())),
        plan(5).initializer(Initializer.normal()).optimizer(Optimizer.sgd(1e-12)), Runs.values("surface", x, Runs.surface(x, 0.1, SEED)),
        Finding.EXPLODING_GRADIENT, 1);
  }

  private static Sick rateTooHigh() {
    double[][] x = Runs.normal(600, 4, SEED);
    Network network = Network.inputs(4).hidden(16, relu()).outputs(3, softmaxCrossEntropy());
    return new Sick("gradient descent with a rate of 3", network, plan(12).optimizer(Optimizer.momentum(3, 0.9)).initializer(Initializer.he()).build(),
        Runs.classes("sectors", x, Runs.sectors(x, 3), 3), Optional.empty(), Optional.empty(), Finding.RATE_TOO_HIGH, OptionalInt.empty());
  }

  private static Sick adamsRateTooHigh() {
    Network network = Network.inputs(784).hidden(30, tanh()).outputs(10, softmaxCrossEntropy());
    return new Sick("adam with a rate of 1", network, plan(6).optimizer(Optimizer.adam(1)).build(), DIGITS, Optional.empty(), Optional.empty(),
        Finding.RATE_TOO_HIGH, OptionalInt.empty());
  }

  private static Sick rateTooLow() {
    Network network = Network.inputs(784).hidden(30, relu()).outputs(10, softmaxCrossEntropy());
    return new Sick("adam with a rate of 1e-7", network, plan(8).optimizer(Optimizer.adam(1e-7)).initializer(Initializer.he()).build(), DIGITS,
        Optional.empty(), Optional.empty(), Finding.RATE_TOO_LOW, OptionalInt.empty());
  }

  private static Sick unscaled() {
    double[][] x = Runs.normal(600, 4, SEED);
    int[] y = Runs.sectors(x, 3);
    for (double[] row : x) row[2] = 3500 + 800 * row[2];
    Network network = Network.inputs(4).hidden(16, tanh()).outputs(3, softmaxCrossEntropy());
    return sick("a column in grams", network, plan(10).scaling(Scaling.NONE), Runs.classes("grams", x, y, 3), Finding.UNSCALED_INPUTS, 1);
  }

  private static Sick farFromLnK() {
    Network network = Network.inputs(784).hidden(30, relu()).outputs(10, softmaxCrossEntropy());
    Sick sick = sick("large weights into the outputs", network, plan(4), DIGITS, Finding.FAR_FROM_LN_K, 2);
    return started(sick, Runs.start(network, sick.plan, theta -> {
      theta.W(2).muli(30);
      return theta;
    }));
  }

  private static Sick oneClass() {
    double[][] x = Runs.normal(600, 4, SEED);
    Network network = Network.inputs(4).hidden(8, relu()).outputs(2, softmaxCrossEntropy());
    int[] y = Arrays.stream(x).mapToInt(row -> row[0] + row[1] > -0.5 ? 1 : 0).toArray();
    return sick("a penalty of 1", network, plan(15).optimizer(Optimizer.sgd(0.05)).l2(1), Runs.classes("half plane", x, y, 2), Finding.ONE_CLASS, 2);
  }

  private static Sick rareClass() {
    double[][] x = Runs.normal(1500, 4, SEED);
    Random random = new Random(SEED);
    int[] y = Arrays.stream(x).mapToInt(row -> random.nextDouble() < 0.04 / (1 + Math.exp(-row[0])) ? 1 : 0).toArray();
    Network network = Network.inputs(4).hidden(8, relu()).outputs(1, sigmoidCrossEntropy());
    return sick("a class that is rare", network, plan(20).optimizer(Optimizer.adam(0.005)), Runs.classes("rare", x, y, 2), Finding.ONE_CLASS, 2);
  }

  private static Sick overfitted() {
    double[][] x = Runs.normal(80, 12, SEED);
    double[][] more = Runs.normal(300, 12, SEED + 77);
    Random random = new Random(SEED);
    int[] y = Arrays.stream(Runs.sameSign(x)).map(c -> random.nextDouble() < 0.2 ? 1 - c : c).toArray();
    Network network = Network.inputs(12).hidden(128, relu()).outputs(2, softmaxCrossEntropy());
    return new Sick("few examples, many units, many epochs", network, plan(120).initializer(Initializer.he()).optimizer(Optimizer.adam(0.003)).build(),
        Runs.classes("few", x, y, 2), Optional.of(Runs.classes("others", more, Runs.sameSign(more), 2)), Optional.empty(),
        Finding.OVERFITTING, OptionalInt.empty());
  }

  private static Sick underfitted() {
    double[][] x = Runs.normal(600, 2, SEED);
    return new Sick("no hidden layer, and classes in a chequered pattern", Network.inputs(2).outputs(2, softmaxCrossEntropy()),
        plan(20).optimizer(Optimizer.adam(0.01)).build(), Runs.classes("same sign", x, Runs.sameSign(x), 2), Optional.empty(), Optional.empty(),
        Finding.UNDERFITTING, OptionalInt.empty());
  }

  private static Sick heldDown() {
    double[][] x = Runs.normal(600, 5, SEED);
    return new Sick("a regression with a penalty of 3", Network.inputs(5).hidden(20, relu()).outputs(1, squaredError(identity())),
        plan(20).initializer(Initializer.he()).optimizer(Optimizer.sgd(0.05)).l2(3).build(),
        Runs.values("surface", x, Runs.surface(x, 0.1, SEED)), Optional.empty(), Optional.empty(), Finding.UNDERFITTING, OptionalInt.empty());
  }

  @ParameterizedTest
  @MethodSource("nets")
  void isFoundWithItsLayer(Sick net) {
    List<Finding> findings = Runs.findings(net.network, net.plan, net.train, net.validation, net.start);
    net.start.ifPresent(Parameters::close);

    Finding found = findings.stream().filter(finding -> finding.fault().equals(net.fault)).findFirst()
        .orElseThrow(() -> new AssertionError("not found among " + findings));
    assertThat(found.severity()).as(found.toString()).isNotEqualTo(Severity.NOTICE);
    if (net.layer.isPresent()) assertThat(found.layer()).as(findings.toString()).isEqualTo(net.layer);
    assertThat(found.evidence()).containsPattern("\\d");
    assertThat(found.remedy()).contains("--");
  }

  @Test
  void wrongLabelsAreListed() {
    double[][] x = Runs.normal(800, 3, SEED);
    int[] y = Runs.sectors(x, 4);
    Random random = new Random(SEED);
    List<Integer> wrong = random.ints(0, 800).distinct().limit(80).boxed().toList();
    for (int row : wrong) y[row] = (y[row] + 1 + random.nextInt(3)) % 4;
    Network network = Network.inputs(3).hidden(16, relu()).outputs(4, softmaxCrossEntropy());
    TrainingPlan plan = plan(25).initializer(Initializer.he()).optimizer(Optimizer.adam(0.005)).build();

    List<Finding> findings = Runs.findings(network, plan, Runs.classes("wrong", x, y, 4), Optional.empty(), Optional.empty());

    Finding found = findings.stream().filter(finding -> finding.fault().equals(Finding.SUSPICIOUS_LABELS)).findFirst().orElseThrow();
    assertThat(found.severity()).isEqualTo(Severity.WARNING);
    long right = found.rows().stream().filter(row -> wrong.contains(row - 1)).count();
    assertThat(right).as("of the listed rows those that were changed").isGreaterThanOrEqualTo((long) (0.8 * found.rows().size()));
    assertThat(right).as("of the changed rows those that are listed").isGreaterThanOrEqualTo(40);
  }

  @Test
  void aColumnThatGivesTheTargetAwayIsNamed() {
    double[][] x = Runs.normal(400, 4, SEED);
    int[] y = Runs.sectors(x, 3);
    for (int i = 0; i < x.length; i++) x[i][3] = 7 - 2 * y[i];
    Network network = Network.inputs(4).hidden(8, relu()).outputs(3, softmaxCrossEntropy());

    List<Finding> findings = Runs.findings(network, plan(6).optimizer(Optimizer.adam(0.01)).build(), Runs.classes("leak", x, y, 3), Optional.empty(),
        Optional.empty());

    assertThat(findings).filteredOn(finding -> finding.fault().equals(Finding.LEAKING_COLUMN)).singleElement()
        .satisfies(finding -> assertThat(finding.evidence()).contains("\"x4\"")).satisfies(finding -> assertThat(finding.remedy()).contains("--ignore x4"));
  }

  @Test
  void penguinsInGramsAndMillimetres() {
    Dataset penguins = Runs.real("penguins.csv", LearningTask.of("species"));
    TrainingPlan plan = plan(10).scaling(Scaling.NONE).build();
    Network network = Network.inputs(penguins.fit(plan.preparation()).width()).hidden(16, relu()).outputs(3, softmaxCrossEntropy());

    List<Finding> findings = Runs.findings(network, plan, penguins, Optional.empty(), Optional.empty());

    assertThat(findings.get(0).fault()).isEqualTo(Finding.UNSCALED_INPUTS);
    assertThat(findings.get(0).layer()).hasValue(1);
    assertThat(findings.get(0).severity()).isEqualTo(Severity.FAULT);
  }
}
