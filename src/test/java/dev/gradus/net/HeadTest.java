package dev.gradus.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a head says of itself, and its values at the ends of the range. */
class HeadTest {
  static List<Head> heads() {
    return List.of(Head.softmaxCrossEntropy(), Head.softmaxCrossEntropy(0.1), Head.sigmoidCrossEntropy(), Head.sigmoidCrossEntropy(0.2),
        Head.softmaxFocal(2), Head.softmaxFocal(0.5), Head.softmaxFocal(0), Head.sigmoidFocal(2), Head.sigmoidFocal(0.5), Head.sigmoidFocal(0),
        Head.poisson(), Head.squaredError(Activation.identity()), Head.squaredError(Activation.leakyRelu(0.2)), Head.huber(1, Activation.identity()),
        Head.huber(0.25, Activation.tanh()), Head.absoluteError(Activation.identity()), Head.logCosh(Activation.softplus()),
        Head.quantile(0.9, Activation.identity()), Head.quantiles(Activation.identity(), 0.05, 0.5, 0.95));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void namesParseBackToAnEqualHead(Head head) {
    assertThat(Head.of(head.loss(), head.output())).isEqualTo(head).hasSameHashCodeAs(head);
  }

  @ParameterizedTest
  @CsvSource({"cross-entropy, softmax, cross-entropy", "cross-entropy:0, softmax, cross-entropy", "cross-entropy:0.1, softmax, cross-entropy:0.1",
      "binary-cross-entropy:0.25, sigmoid, binary-cross-entropy:0.25", "focal, softmax, focal:2.0", "focal:1, softmax, focal:1.0",
      "poisson, exponential, poisson", "squared-error, identity, squared-error", "huber, identity, huber:1.0", "huber:2.5, identity, huber:2.5",
      "quantile:0.05:0.5:0.95, identity, quantile:0.05:0.5:0.95", "absolute-error, identity, absolute-error",
      "log-cosh, identity, log-cosh", "quantile:0.9, identity, quantile:0.9"})
  void aLossHasADefaultOutputAndPrintsBack(String loss, String output, String printed) {
    assertThat(Head.defaultOutput(loss)).isEqualTo(output);
    assertThat(Head.of(loss, output).loss()).isEqualTo(printed);
    assertThat(Head.losses()).contains(loss.split(":")[0]);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "huber:0|identity|a delta of 0.0 was asked for; it must be above 0 and finite",
      "huber:Infinity|identity|a delta of Infinity",
      "huber:x|identity|\"huber:x\" was asked for; it must be of the form huber[:DELTA] with a number after the colon, such as huber:1.0",
      "huber:1:2|identity|huber[:DELTA]",
      "quantile|identity|quantile:TAU[:TAU…] with a number after the colon, such as quantile:0.9",
      "quantile:1|identity|a quantile of 1.0 was asked for; it must be above 0 and below 1",
      "quantile:0.1:1.5|identity|a quantile of 1.5 was asked for; it must be above 0 and below 1",
      "quantile:0.5:0.1|identity|the quantile 0.1 was asked for after 0.5; quantiles must be given in ascending order, each once",
      "quantile:0.5:0.5|identity|ascending order",
      "quantile:0.5:x|identity|must be of the form quantile:TAU[:TAU…]",
      "quantile:NaN|identity|a quantile of NaN",
      "focal:-1|softmax|a gamma of -1.0 was asked for; it must be at least 0",
      "cross-entropy:1|softmax|a label smoothing of 1.0 was asked for; it must be at least 0 and below 1",
      "binary-cross-entropy:-0.1|sigmoid|a label smoothing of -0.1",
      "log-cosh:1|identity|has a number, and log-cosh takes none",
      "hubert|identity|there is no loss \"hubert\"; known are absolute-error, binary-cross-entropy[:SMOOTHING], cross-entropy[:SMOOTHING], focal[:GAMMA]",
      "focal|tanh|the loss \"focal\" does not go with the output \"tanh\"; it goes with softmax or sigmoid",
      "poisson|identity|it goes with exponential",
      "huber|softmax|the loss \"huber\" does not go with the output \"softmax\"; it goes with any activation",
      "huber|elu:0|an alpha of 0.0",
      "squared-error|soft|the output \"soft\""})
  void whatIsWrongIsRefusedWithAReason(String loss, String output, String reason) {
    assertThatThrownBy(() -> Head.of(loss, output)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(reason);
  }

  @Test
  void eachHeadSaysWhatItIsFor() {
    for (Head head : heads()) {
      boolean classes = List.of("softmax", "sigmoid").contains(head.output());
      assertThat(head.probabilities()).as("%s", head).isEqualTo(classes);
      assertThat(head.labels()).as("%s", head).isEqualTo(head.output().equals("sigmoid"));
      assertThat(head.trainable()).as("%s", head).isTrue();
    }
    assertThat(Head.huber(1, Activation.step()).trainable()).isFalse();
    assertThatThrownBy(() -> Head.softmaxFocal(2).checkUnits(1)).hasMessageContaining("at least 2 outputs");
  }

  @ParameterizedTest
  @CsvSource({"quantile:0.05:0.5:0.95, 3, 1", "quantile:0.5:0.9, 2, 0", "quantile:0.1:0.9, 2, 0", "quantile:0.1:0.2:0.6, 3, 2", "quantile:0.9, 1, 0",
      "huber, 1, 0"})
  void aLossOfSeveralQuantilesHasAnOutputForEach(String loss, int outputs, int value) {
    Head head = Head.of(loss, "identity");
    assertThat(head.outputsForValue()).isEqualTo(outputs);
    assertThat(head.valueOutput()).isEqualTo(value);
    assertThat(head.quantiles()).hasSize(loss.startsWith("quantile") ? outputs : 0);
    if (outputs > 1) {
      assertThatThrownBy(() -> head.checkUnits(outputs + 1)).hasMessageContaining("the loss " + head.loss() + " with " + (outputs + 1)
          + " outputs was asked for; it must have " + outputs);
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void targetsWithoutMeaningAreRefused(Head head) {
    head.checkTarget(0);
    head.checkTarget(1);
    for (double y : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> head.checkTarget(y)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a target of " + y)
          .hasMessageContaining(head.loss());
    }
    if (head.probabilities()) assertThatThrownBy(() -> head.checkTarget(1.5)).hasMessageContaining("from 0 to 1");
    else head.checkTarget(1.5);
    if (head.equals(Head.poisson())) assertThatThrownBy(() -> head.checkTarget(-2)).hasMessageContaining("a target of -2.0").hasMessageContaining("at least 0");
  }

  /** The gradient against the central difference of fourth order, of one output at a time. */
  @ParameterizedTest
  @MethodSource("heads")
  void gradientEqualsFiniteDifferences(Head head) {
    double h = 1e-3;
    double[] y = {1, 0, 0};
    int compared = 0;
    for (double scale : new double[] {0.3, 1, 4}) {
      double[] z = {0.7 * scale, -1.1 * scale, 0.45 * scale};
      double[] dz = new double[3];
      head.output(z, dz, 0, 3);
      head.gradient(z, dz.clone(), y, dz, 0, 3);
      for (int j = 0; j < 3; j++) {
        if (head.piece(z[j] - 2 * h, y[j]) != head.piece(z[j] + 2 * h, y[j])) continue;
        double numeric = (cost(head, z, y, j, -2 * h) - 8 * cost(head, z, y, j, -h) + 8 * cost(head, z, y, j, h) - cost(head, z, y, j, 2 * h)) / (12 * h);
        assertThat(dz[j]).as("%s at z_%d of %s", head, j, z[j]).isCloseTo(numeric, within(1e-9 * Math.max(1, Math.abs(numeric))));
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(8);
  }

  private static double cost(Head head, double[] z, double[] y, int j, double step) {
    double[] moved = z.clone();
    moved[j] += step;
    double[] a = new double[z.length];
    head.output(moved, a, 0, z.length);
    return head.cost(moved, a, y, 0, z.length);
  }

  @ParameterizedTest
  @CsvSource({"identity, 0.3, 0.29, 0.31", "identity, 0, -1, 1", "leaky-relu, 2, -1, 1"})
  void aKinkLiesBetweenTwoPieces(String output, double y, double before, double after) {
    Activation g = Activation.named(output);
    assertThat(Head.absoluteError(g).piece(before, y)).isNotEqualTo(Head.absoluteError(g).piece(after, y));
    assertThat(Head.quantile(0.5, g).piece(before, y)).isNotEqualTo(Head.quantile(0.5, g).piece(after, y));
    assertThat(Head.huber(10, Activation.identity()).piece(before, y)).isEqualTo(Head.huber(10, Activation.identity()).piece(after, y));
  }

  @Test
  void huberHasTwoKinksAndTheOthersAsManyAsTheirParts() {
    Head huber = Head.huber(0.5, Activation.hardSigmoid());
    assertThat(java.util.stream.DoubleStream.of(-3.1, -2.9, -1.6, 1.6, 2.9, 3.1).mapToInt(z -> huber.piece(z, 0.75)).distinct().count()).isEqualTo(4);
    assertThat(Head.softmaxFocal(2).piece(-5, 1)).isEqualTo(Head.softmaxFocal(2).piece(5, 1)).isZero();
  }

  /** At z = ±1e4 the probabilities are 0 and 1 to the last bit: a loss is linear in z or 0, a gradient 1 or 0, and nothing is NaN. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 0.5, 1, 2, 5})
  void focalLossesOfHugeLogitsAreFinite(double gamma) {
    double[] z = {1e4, -1e4, 0};
    double[] a = new double[3];
    double[] dz = new double[3];
    double[] wrong = {0, 1, 0};
    double[] right = {1, 0, 0};
    Head softmax = Head.softmaxFocal(gamma);
    softmax.output(z, a, 0, 3);
    assertThat(softmax.cost(z, a, wrong, 0, 3)).isEqualTo(2e4);
    softmax.gradient(z, a, wrong, dz, 0, 3);
    assertThat(dz).containsExactly(1, -1, 0);
    assertThat(softmax.cost(z, a, right, 0, 3)).isZero();
    softmax.gradient(z, a, right, dz, 0, 3);
    for (double one : dz) assertThat(one).isZero();

    Head sigmoid = Head.sigmoidFocal(gamma);
    sigmoid.output(z, a, 0, 3);
    assertThat(sigmoid.cost(z, a, wrong, 0, 3)).isCloseTo(2e4 + Math.pow(0.5, gamma) * Math.log(2), within(1e-9));
    sigmoid.gradient(z, a, wrong, dz, 0, 3);
    assertThat(dz[0]).isEqualTo(1);
    assertThat(dz[1]).isEqualTo(-1);
    sigmoid.gradient(z, a, right, dz, 0, 3);
    assertThat(Math.abs(dz[0]) + Math.abs(dz[1])).isZero();
  }

  /** Near a probability of 1 the focal loss is about (1 − a)^(γ+1), far below what 1 − a in floating point would leave. */
  @Test
  void focalLossOfAWellClassifiedExampleKeepsItsPrecision() {
    double[] z = {25, -5, -5};
    double[] a = new double[3];
    double[] y = {1, 0, 0};
    Head head = Head.softmaxFocal(2);
    head.output(z, a, 0, 3);
    double q = 2 * Math.exp(-30) / (1 + 2 * Math.exp(-30));
    assertThat(head.cost(z, a, y, 0, 3) / (q * q * -Math.log1p(-q))).isCloseTo(1, within(1e-12));
  }

  @Test
  void lossesOfHugeAndTinyDeviationsAreExact() {
    Head logCosh = Head.logCosh(Activation.identity());
    double[] a = {1e300, 1e-9, -800};
    double[] y = new double[3];
    assertThat(logCosh.cost(a, a, y, 0, 1)).isEqualTo(1e300);
    assertThat(logCosh.cost(a, a, y, 1, 1)).isCloseTo(0.5e-18, within(1e-32));
    assertThat(logCosh.cost(a, a, y, 2, 1)).isCloseTo(800 - Math.log(2), within(1e-12));
    Head huber = Head.huber(2, Activation.identity());
    assertThat(huber.cost(a, a, y, 0, 1)).isEqualTo(2e300);
    assertThat(huber.cost(a, a, y, 1, 1)).isCloseTo(0.5e-18, within(1e-32));
    double[] dz = {9, 9, 9};
    Head.absoluteError(Activation.identity()).gradient(y, y, y, dz, 0, 3);
    assertThat(dz).containsOnly(0);
    Head.quantile(0.9, Activation.identity()).gradient(y, y, y, dz, 0, 3);
    assertThat(dz).containsOnly(0);
  }

  /** 0 · −∞ does not make a NaN of the loss. */
  @Test
  void poissonOfAVanishedRateIsFiniteForNoCount() {
    double[] z = {Double.NEGATIVE_INFINITY};
    double[] a = new double[1];
    Head.poisson().output(z, a, 0, 1);
    assertThat(Head.poisson().cost(z, a, new double[] {0}, 0, 1)).isZero();
  }

  @Test
  void aRegisteredHeadIsFoundAndDoesNotReplaceAnother() {
    Head own = new Own("own-loss", "own-output");
    Head.register(own);
    Head.register(own);
    assertThat(Head.of("own-loss", "own-output")).isSameAs(own);
    assertThat(Head.defaultOutput("own-loss")).isEqualTo("own-output");
    assertThatThrownBy(() -> Head.of("own-loss", "softmax")).hasMessageContaining("it goes with own-output");
    assertThatThrownBy(() -> Head.register(new Own("cross-entropy", "softmax"))).hasMessageContaining("already stands for another head");
    assertThatThrownBy(() -> Head.register(new Own("huber:1.0", "identity"))).hasMessageContaining("already stands for another head");
    Head.register(new Own("huber:3.0", "own-output"));
    assertThat(Head.of("huber:3.0", "own-output")).isEqualTo(new Own("huber:3.0", "own-output"));
    assertThat(Head.of("huber:3.0", "identity")).isEqualTo(Head.huber(3, Activation.identity()));
  }

  private record Own(String loss, String output) implements Head {
    @Override
    public void output(double[] z, double[] a, int at, int units) {}

    @Override
    public double cost(double[] z, double[] a, double[] y, int at, int units) {
      return 0;
    }

    @Override
    public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {}
  }
}
