package dev.gradus.diagnose;

import static dev.gradus.net.Activation.relu;
import static dev.gradus.net.Activation.sigmoid;
import static dev.gradus.net.Head.poisson;
import static dev.gradus.net.Head.softmaxCrossEntropy;
import static dev.gradus.net.Head.squaredError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule at both sides of its threshold, on figures that are made up. */
class DiagnosisTest {
  private static final Network RELU = Network.inputs(4).hidden(10, relu()).hidden(10, relu()).outputs(2, softmaxCrossEntropy());
  private static final Network SIGMOID = Network.inputs(4).hidden(10, sigmoid()).hidden(10, sigmoid()).outputs(2, squaredError(sigmoid()));
  private static final Network COUNTS = Network.inputs(4).hidden(10, relu()).hidden(10, relu()).outputs(1, poisson());
  private static final Distribution SOME = Distribution.of(new double[] {-1, 1}, 2);
  private static final double[][] X = Runs.normal(200, 4, 1);
  private static final Dataset DATA = Runs.classes("halves", X, IntStream.range(0, 200).map(i -> X[i][0] + X[i][1] > 0 ? 1 : 0).toArray(), 2);

  private static LayerHealth layer(Network network, int l, double saturated, double dead, double delta, double ratio) {
    String activation = l < network.depth() ? network.hidden().get(l - 1).activation().name() : network.head().output();
    return new LayerHealth(l, activation, network.units(l), saturated, dead, SOME, SOME, 1, 0.1, delta / Math.sqrt(network.units(l)),
        ratio > 0 ? OptionalDouble.of(ratio) : OptionalDouble.empty());
  }

  private static Health look(Network network, int epoch, double loss, double[] saturated, double[] dead, double[] delta, double ratio) {
    List<LayerHealth> layers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) layers.add(layer(network, l, saturated[l - 1], dead[l - 1], delta[l - 1], ratio));
    return new Health(epoch, 100L * epoch, 64, loss, layers);
  }

  private static Health sound(Network network, int epoch, double loss, double ratio) {
    return look(network, epoch, loss, new double[3], new double[3], new double[] {1, 1, 1}, ratio);
  }

  private static List<EpochFigures> history(double... losses) {
    return IntStream.range(0, losses.length).mapToObj(e -> new EpochFigures(e + 1, 100L * (e + 1), losses[e], OptionalDouble.empty())).toList();
  }

  private static String said(Diagnosis diagnosis) {
    return String.join("; ", diagnosis.findings().stream()
        .map(f -> f.severity() + " " + f.fault() + (f.layer().isPresent() ? " " + f.layer().getAsInt() : "")).toList());
  }

  @Test
  void nothingIsKnownAndNothingIsFound() {
    assertThat(new Diagnosis(RELU).findings()).isEmpty();
    List<Health> sound = List.of(sound(RELU, 0, 0.7, 0), sound(RELU, 1, 0.4, 0.001));
    assertThat(new Diagnosis(RELU).health(sound).history(history(0.5)).examples(DATA).findings()).isEmpty();
    assertThatThrownBy(() -> new Diagnosis(Network.inputs(4).outputs(2, softmaxCrossEntropy())).health(List.of(sound(RELU, 0, 0.7, 0))))
        .hasMessageContaining("the health of 3 layers was given; the network has 1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0.29 | 0.00 | ''
      0.31 | 0.00 | WARNING saturated 1
      0.91 | 0.00 | FAULT saturated 1
      0.00 | 0.39 | ''
      0.00 | 0.41 | WARNING dead 1
      0.00 | 0.91 | FAULT dead 1
      """)
  void saturatedAndDead(double saturated, double dead, String expected) {
    Network network = saturated > 0 ? SIGMOID : RELU;
    List<Health> looks = IntStream.rangeClosed(0, 3)
        .mapToObj(e -> look(network, e, 0.5, new double[] {saturated, 0, 0}, new double[] {dead, 0, 0}, new double[] {1, 1, 1}, 0.001)).toList();
    assertThat(said(new Diagnosis(network).health(looks))).isEqualTo(expected == null ? "" : expected);
  }

  /** What saturates as it learns is no more than a notice. */
  @Test
  void saturatedAtTheEndOnly() {
    List<Health> looks = new ArrayList<>();
    for (int e = 0; e < 4; e++) looks.add(look(SIGMOID, e, 0.5, new double[] {e < 2 ? 0.1 : 0.5, 0, 0}, new double[3], new double[] {1, 1, 1}, 0.001));
    assertThat(said(new Diagnosis(SIGMOID).health(looks))).isEqualTo("NOTICE saturated 1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0.011  | 0.1    | ''
      0.009  | 0.1    | WARNING vanishing gradient 1
      0.009  | 0.9    | WARNING vanishing gradient 1
      0.009  | 0.011  | WARNING vanishing gradient 2
      0.00009 | 0.01  | FAULT vanishing gradient 1
      99     | 10     | ''
      101    | 10     | WARNING exploding gradient 1
      10001  | 9000   | FAULT exploding gradient 2
      """)
  void gradientsFromLayerToLayer(double first, double second, String expected) {
    Health look = look(RELU, 1, 0.5, new double[3], new double[3], new double[] {first, second, 1}, 0.001);
    assertThat(said(new Diagnosis(RELU).health(List.of(look)))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void rates() {
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.sgd(0.3)).build();
    assertThat(said(new Diagnosis(RELU).plan(plan).diverged(2))).isEqualTo("FAULT rate too high 2");
    assertThat(new Diagnosis(RELU).plan(plan).diverged(2).findings().get(0).remedy()).contains("--lr 0.1;");
    Diagnosis jumping = new Diagnosis(RELU).plan(plan).examples(DATA).history(history(0.6, 0.4, 0.55, 0.3, 0.5, 0.3));
    assertThat(said(jumping)).isEqualTo("WARNING rate too high");
    assertThat(said(new Diagnosis(RELU).examples(DATA).history(history(0.6, 0.4, 0.42, 0.3, 0.31, 0.3)))).isEmpty();
    Health large = sound(RELU, 1, 0.5, 0.2);
    assertThat(said(new Diagnosis(RELU).plan(plan).health(List.of(large)))).isEqualTo("NOTICE rate too high 1");
    List<Health> slow = List.of(sound(RELU, 0, 0.7, 0), sound(RELU, 4, 0.69, 1e-5));
    assertThat(said(new Diagnosis(RELU).plan(plan).examples(DATA).health(slow).history(history(0.7, 0.699, 0.698, 0.697)))).isEqualTo("FAULT rate too low 1");
    List<Health> sampled = List.of(sound(RELU, 0, 0.78, 0), sound(RELU, 4, 0.78, 1e-5));
    assertThat(said(new Diagnosis(RELU).plan(plan).examples(DATA).health(sampled).history(history(0.8, 0.799, 0.798, 0.797))))
        .as("a sample has a loss of its own").isEqualTo("FAULT rate too low 1");
    assertThat(said(new Diagnosis(RELU).plan(plan).examples(DATA).health(slow).history(history(0.7, 0.699, 0.698, 0.697)).goingOn(true)))
        .as("it may still learn").isEmpty();
    assertThat(said(new Diagnosis(RELU).examples(DATA).history(history(0.7, 0.699, 0.698, 0.697))))
        .as("from the history alone").isEqualTo("WARNING rate too low");
  }

  @Test
  void theBeginning() {
    assertThat(said(new Diagnosis(RELU).health(List.of(sound(RELU, 0, Math.log(2) + 1.99, 0))))).isEmpty();
    assertThat(said(new Diagnosis(RELU).health(List.of(sound(RELU, 0, Math.log(2) + 2.01, 0))))).isEqualTo("WARNING far from ln k 3");
    assertThat(said(new Diagnosis(RELU).health(List.of(sound(RELU, 0, Math.log(2) + 10.01, 0))))).isEqualTo("FAULT far from ln k 3");
    assertThat(said(new Diagnosis(SIGMOID).health(List.of(sound(SIGMOID, 0, 100, 0))))).as("squared error has no ln k").isEmpty();
  }

  @Test
  void tooMuchAndTooLittle() {
    double[] train = {0.6, 0.5, 0.3, 0.2, 0.1, 0.05};
    double[] validation = {0.6, 0.5, 0.45, 0.5, 0.58, 0.6};
    List<EpochFigures> epochs = IntStream.range(0, 6).mapToObj(e -> new EpochFigures(e + 1, e + 1, train[e], OptionalDouble.of(validation[e]))).toList();
    assertThat(said(new Diagnosis(RELU).examples(DATA).history(epochs).kept(6))).isEqualTo("WARNING overfitting");
    assertThat(said(new Diagnosis(RELU).examples(DATA).history(epochs).kept(3))).as("the best epoch is the model's").isEqualTo("NOTICE overfitting");
    assertThat(said(new Diagnosis(RELU).examples(DATA).history(epochs.subList(0, 4)))).isEmpty();
    List<EpochFigures> useless = IntStream.range(0, 6).mapToObj(e -> new EpochFigures(e + 1, e + 1, 0.66 - 0.05 * e, OptionalDouble.of(0.71))).toList();
    assertThat(said(new Diagnosis(RELU).examples(DATA).history(useless))).as("no better than a constant answer").isEqualTo("WARNING overfitting");
    assertThat(said(new Diagnosis(RELU).examples(DATA).history(useless.subList(0, 4)))).as("too early to say").isEmpty();
    assertThat(said(new Diagnosis(RELU).examples(DATA).history(history(0.71, 0.68, 0.69, 0.68, 0.69)))).isEqualTo("WARNING underfitting");
    assertThat(said(new Diagnosis(RELU).examples(DATA).history(history(0.71, 0.68, 0.65, 0.63, 0.61)))).isEmpty();
  }

  /** As those of Poisson: what grows is smaller in magnitude. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -5 -5.1 -5.2 -5.3 -5.4 -5.5   | -5 -6 -6 -5.9 -5.8 -5.6 | ''
      -5 -3 -5 -3 -5 -3             | -5 -5 -5 -5 -5 -5       | WARNING rate too high
      -0.2 -0.1 0.1 0 0.1 -0.3      | 0 0 0 0 0 0             | WARNING rate too high
      -5 -5.1 -5.2 -5.3 -5.4 -5.5   | -5 -6 -6 -5 -5 -4.7     | ''
      -5 -5.1 -5.2 -5.3 -5.4 -5.5   | -5 -6 -6 -5 -4 -4.7     | WARNING overfitting
      """)
  void negativeLosses(String train, String validation, String expected) {
    double[] seen = Arrays.stream(train.split(" +")).mapToDouble(Double::parseDouble).toArray();
    double[] others = Arrays.stream(validation.split(" +")).mapToDouble(Double::parseDouble).toArray();
    List<EpochFigures> epochs = IntStream.range(0, 6).mapToObj(e -> new EpochFigures(e + 1, e + 1, seen[e], OptionalDouble.of(others[e]))).toList();
    assertThat(said(new Diagnosis(COUNTS).history(epochs).kept(6))).isEqualTo(expected == null ? "" : expected);
  }

  /** L-BFGS ends with tiny steps where nothing is left to improve, and of Poisson's loss no constant answer's is known. */
  @Test
  void smallStepsAreNotAlwaysARateTooLow() {
    List<EpochFigures> epochs = history(0.7, 0.699, 0.698, 0.697);
    TrainingPlan lbfgs = TrainingPlan.builder().optimizer(Method.named("lbfgs", OptionalDouble.empty(), Map.of())).build();
    List<Health> slow = List.of(sound(RELU, 0, 0.7, 0), sound(RELU, 4, 0.69, 1e-5));
    assertThat(said(new Diagnosis(RELU).plan(lbfgs).examples(DATA).health(slow).history(epochs))).isEmpty();
    assertThat(said(new Diagnosis(RELU).health(slow).history(epochs))).as("without examples").isEmpty();
    List<Health> counted = List.of(sound(COUNTS, 0, 0.7, 0), sound(COUNTS, 4, 0.69, 1e-5));
    Dataset counts = Runs.values("counts", X, new double[200]);
    assertThat(said(new Diagnosis(COUNTS).examples(counts).health(counted).history(epochs))).as("no constant answer").isEmpty();
  }

  /** One of 20 examples is of the first class, and half of the 64 that are looked at. */
  @ParameterizedTest
  @CsvSource({"0.30, ''", "0.65, WARNING underfitting"})
  void aSampleIsComparedWithItself(double loss, String expected) {
    double[][] x = Runs.normal(640, 4, 1);
    Dataset rare = Runs.classes("rare", x, IntStream.range(0, 640).map(i -> i % 20 == 5 ? 0 : 1).toArray(), 2);
    List<Health> looks = List.of(sound(RELU, 0, 0.7, 0), sound(RELU, 5, loss, 0.001));
    assertThat(said(new Diagnosis(RELU).examples(rare).health(looks).history(history(0.3, 0.2, 0.15, 0.12, 0.1)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0.009 | FAULT small inputs 1
      0.08  | WARNING small inputs 1
      1     | ''
      8     | ''
      20    | WARNING unscaled inputs 1
      200   | FAULT unscaled inputs 1
      """)
  void inputs(double factor, String expected) {
    double[][] x = Runs.scaled(Runs.normal(200, 4, 1), factor);
    assertThat(said(new Diagnosis(RELU).examples(Runs.classes("x", x, Runs.sectors(x, 2), 2)))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void theWorstStandsFirst() {
    double[][] x = Runs.scaled(Runs.normal(200, 4, 1), 20);
    Health look = look(RELU, 1, 0.5, new double[3], new double[] {0, 0.95, 0}, new double[] {0.001, 1, 1}, 0.2);
    Diagnosis diagnosis = new Diagnosis(RELU).health(List.of(look)).examples(Runs.classes("x", x, Runs.sectors(x, 2), 2));
    assertThat(said(diagnosis)).as("what vanishes below a dead layer, and the rate for large inputs, are left out")
        .isEqualTo("FAULT dead 2; WARNING unscaled inputs 1");
  }
}
