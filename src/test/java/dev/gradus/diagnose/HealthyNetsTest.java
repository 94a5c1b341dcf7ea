package dev.gradus.diagnose;

import static dev.gradus.net.Activation.elu;
import static dev.gradus.net.Activation.gelu;
import static dev.gradus.net.Activation.identity;
import static dev.gradus.net.Activation.leakyRelu;
import static dev.gradus.net.Activation.relu;
import static dev.gradus.net.Activation.sigmoid;
import static dev.gradus.net.Activation.silu;
import static dev.gradus.net.Activation.tanh;
import static dev.gradus.net.Head.huber;
import static dev.gradus.net.Head.poisson;
import static dev.gradus.net.Head.sigmoidCrossEntropy;
import static dev.gradus.net.Head.softmaxCrossEntropy;
import static dev.gradus.net.Head.squaredError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.data.LearningTask;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.train.EarlyStopping;
import dev.gradus.train.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nets as they should be, of different tasks, activations and depths: no finding is more than a notice. Other seeds with {@code -Dgradus.seed=1}. */
class HealthyNetsTest {
  private static final long SEED = Long.getLong("gradus.seed", 0);

  private record Healthy(String name, Supplier<Dataset> train, Network network, TrainingPlan.Builder plan) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static TrainingPlan.Builder plan(int epochs) {
    return TrainingPlan.builder().epochs(epochs).batch(32).seed(SEED).threads(1);
  }

  private static Dataset sectors(int n, int classes) {
    double[][] x = Runs.normal(n, 4, SEED);
    return Runs.classes("sectors", x, Runs.sectors(x, classes), classes);
  }

  private static Dataset halves() {
    double[][] x = Runs.normal(800, 4, SEED);
    return Runs.classes("halves", x, Arrays.stream(x).mapToInt(row -> row[0] + row[1] > row[2] ? 1 : 0).toArray(), 2);
  }

  private static Dataset surface(int n) {
    double[][] x = Runs.normal(n, 5, SEED);
    return Runs.values("surface", x, Runs.surface(x, 0.1, SEED));
  }

  private static Dataset digits(int n) {
    return DrawnDigits.dataset(SEED, 0, n);
  }

  /** Classes that overlap, of which nobody could be sure. */
  private static Dataset overlapping() {
    double[][] x = Runs.normal(800, 4, SEED);
    Random random = new Random(SEED);
    int[] y = Arrays.stream(x).mapToInt(row -> random.nextDouble() < 1 / (1 + Math.exp(-1.5 * row[0] + row[1])) ? 1 : 0).toArray();
    return Runs.classes("overlapping", x, y, 2);
  }

  private static Dataset labels() {
    double[][] x = Runs.normal(800, 5, SEED);
    byte[] has = new byte[3 * x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < 3; j++) has[3 * i + j] = (byte) (x[i][j] + x[i][j + 1] > 0.3 * j ? 1 : 0);
    }
    return Runs.labels("labels", x, has, 3);
  }

  private static Dataset counts(double logarithm) {
    double[][] x = Runs.normal(800, 3, SEED);
    Random random = new Random(SEED);
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      double left = Math.exp(-Math.exp(logarithm + 0.6 * x[i][0] - 0.4 * x[i][1]));
      for (double p = random.nextDouble(); p > left; p *= random.nextDouble()) y[i]++;
    }
    return Runs.values("counts", x, y);
  }

  private static Network.Builder deep(int inputs, int layers, Layer layer) {
    Network.Builder network = Network.inputs(inputs);
    for (int l = 0; l < layers; l++) network.hidden(layer);
    return network;
  }

  static Stream<Healthy> nets() {
    Layer normalized = Layer.of(48, relu()).withNormalization(Normalization.named("batch"));
    return Stream.of(
        new Healthy("digits, relu", () -> digits(3000), Network.inputs(784).hidden(30, relu()).outputs(10, softmaxCrossEntropy()), plan(8)),
        new Healthy("digits, sigmoid and squared error", () -> digits(3000), Network.inputs(784).hidden(30, sigmoid()).outputs(10, squaredError(sigmoid())),
            plan(15).batch(10).optimizer(Optimizer.sgd(1))),
        new Healthy("digits, two layers with dropout", () -> digits(3000),
            deep(784, 2, Layer.of(64, relu()).withDropout(0.2)).outputs(10, softmaxCrossEntropy()), plan(8)),
        new Healthy("digits, four layers with batch normalisation", () -> digits(2000), deep(784, 4, normalized).outputs(10, softmaxCrossEntropy()), plan(6)),
        new Healthy("classes, six layers of gelu", () -> sectors(800, 5), deep(4, 5, Layer.of(24, gelu())).outputs(5, softmaxCrossEntropy()),
            plan(20).optimizer(Optimizer.adam(0.003))),
        new Healthy("classes, three layers of tanh", () -> sectors(800, 3), deep(4, 3, Layer.of(16, tanh())).outputs(3, softmaxCrossEntropy()),
            plan(20).optimizer(Optimizer.momentum(0.05, 0.9))),
        new Healthy("classes, no hidden layer", HealthyNetsTest::halves, Network.inputs(4).outputs(2, softmaxCrossEntropy()),
            plan(10).optimizer(Optimizer.sgd(0.1))),
        new Healthy("classes that overlap", HealthyNetsTest::overlapping, Network.inputs(4).hidden(8, tanh()).outputs(1, sigmoidCrossEntropy()), plan(15)),
        new Healthy("classes, leaky relu and a decaying weight", () -> sectors(800, 4),
            deep(4, 2, Layer.of(24, leakyRelu(0.01))).outputs(4, softmaxCrossEntropy()), plan(20).optimizer(Optimizer.adamW(0.003))),
        new Healthy("several labels", HealthyNetsTest::labels, Network.inputs(5).hidden(16, silu()).outputs(3, sigmoidCrossEntropy()),
            plan(15).optimizer(Optimizer.adam(0.005))),
        new Healthy("a value, elu", () -> surface(800), deep(5, 2, Layer.of(24, elu(1))).outputs(1, squaredError(identity())),
            plan(30).optimizer(Optimizer.adam(0.003))),
        new Healthy("a value, Huber's loss, layer normalisation", () -> surface(800),
            deep(5, 2, Layer.of(24, relu()).withNormalization(Normalization.named("layer"))).outputs(1, huber(1, identity())), plan(30)),
        new Healthy("a value, L-BFGS", () -> surface(500), Network.inputs(5).hidden(12, tanh()).outputs(1, squaredError(identity())),
            plan(40).optimizer(Method.named("lbfgs", OptionalDouble.empty(), Map.of()))),
        new Healthy("counts", () -> counts(0.5), Network.inputs(3).hidden(12, tanh()).outputs(1, poisson()), plan(20)),
        new Healthy("larger counts, whose loss is below 0", () -> counts(3), Network.inputs(3).hidden(12, tanh()).outputs(1, poisson()),
            plan(40).optimizer(Optimizer.adam(0.01))));
  }

  static Stream<Healthy> real() {
    TrainingPlan.Builder scaled = plan(60).optimizer(Optimizer.adam(0.003)).stopping(EarlyStopping.after(10));
    return Stream.of(
        new Healthy("penguins", () -> Runs.real("penguins.csv", LearningTask.of("species")),
            Network.inputs(14).hidden(16, relu()).outputs(3, softmaxCrossEntropy()), plan(40)),
        new Healthy("the cars' consumption", () -> Runs.real("mpg.csv", LearningTask.of("mpg")),
            Network.inputs(10).hidden(32, relu()).hidden(16, relu()).outputs(1, squaredError(identity())), scaled),
        new Healthy("MNIST", () -> Runs.mnist(4000), Network.inputs(784).hidden(30, relu()).outputs(10, softmaxCrossEntropy()), plan(6)));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void isFoundHealthy(Healthy net) {
    check(net);
  }

  @ParameterizedTest
  @MethodSource("real")
  void isFoundHealthyOnRealData(Healthy net) {
    check(net);
  }

  private static void check(Healthy net) {
    List<Dataset> parts = net.train.get().split(0.2, SEED);
    TrainingPlan plan = net.plan.build();
    if (net.network.head().output().equals("identity")) plan = net.plan.preparation(plan.preparation().withTarget(TargetScaling.Kind.STANDARD)).build();
    int width = parts.get(0).preparedBy(parts.get(0).fit(plan.preparation())).width();
    Network network = new Network(width, net.network.hidden(), net.network.outputs(), net.network.head());

    List<Finding> findings = Runs.findings(network, plan, parts.get(0), Optional.of(parts.get(1)), Optional.empty());

    assertThat(findings).allMatch(finding -> finding.severity() == Severity.NOTICE);
  }
}
