package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.ByteFeatures;
import dev.gradus.data.Dataset;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.Targets;
import dev.gradus.kernel.Draws;
import dev.gradus.kernel.NativeMemory;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The contributions of integrated gradients sum to the difference of the answers, of nets with much larger weights than they begin with. */
class CompletenessTest {
  private static final int COLUMNS = 8;
  private static final int ROWS = 12;
  private static final Target CLASSES = new Target.Classes("y", List.of("p", "q", "r"));
  private static final Target TWO = new Target.Classes("y", List.of("no", "yes"));
  private static final Target VALUE = new Target.Value("y");

  static Stream<Arguments> nets() {
    return Stream.of(
        arguments("relu", "none", "40,30", "cross-entropy softmax", CLASSES, 1.0),
        arguments("tanh", "none", "20,20", "cross-entropy softmax", CLASSES, 1.0),
        arguments("relu", "batch", "60,30", "cross-entropy softmax", CLASSES, 1.0),
        arguments("silu", "layer", "20,10", "focal:2 softmax", CLASSES, 1.0),
        arguments("sigmoid", "none", "25", "binary-cross-entropy sigmoid", TWO, 1.0),
        arguments("hard-sigmoid", "none", "30", "binary-cross-entropy sigmoid", Target.Labels.of(List.of("u", "v", "w")), 1.0),
        arguments("relu", "none", "50,50", "squared-error identity", VALUE, 0.0013),
        arguments("gelu", "batch", "16,16", "huber:1 identity", VALUE, 250.0),
        arguments("leaky-relu:0.1", "layer", "30", "poisson exponential", VALUE, 1.0),
        arguments("elu", "none", "20,20,20,20", "quantile:0.1:0.5:0.9 identity", VALUE, 0.02));
  }

  private static Model model(String activation, String normalization, String units, String head, Target target, double factor) {
    List<Layer> hidden = new ArrayList<>();
    for (String n : units.split(",")) {
      hidden.add(Layer.of(Integer.parseInt(n), Activation.named(activation)).withNormalization(Normalization.named(normalization)));
    }
    Head loss = Head.of(head.split(" ")[0], head.split(" ")[1]);
    int outputs = target instanceof Target.Value ? loss.outputsForValue() : target == TWO ? 1 : 3;
    Parameters theta = Parameters.initial(new Network(COLUMNS, hidden, outputs, loss), DataType.FLOAT, Initializer.he(), 11);
    for (int l = 1; l <= theta.network().depth(); l++) {
      theta.W(l).muli(1.7);
      int[] i = {100 * l};
      theta.tensors().get("b" + l).fill(() -> 0.5 * Draws.of(2).normal(i[0]++));
      if (theta.network().batchNormalized(l)) theta.tensors().get("mean" + l).fill(() -> Draws.of(2).normal(i[0]++));
    }
    List<Encoding> encodings = new ArrayList<>();
    for (int j = 0; j < COLUMNS; j++) encodings.add(Numeric.scaled(Column.number("x" + j), j, 0.5, j));
    Schema schema = new Schema(new Inputs.Columns(encodings.stream().map(Encoding::column).toList()), target);
    return new Model(theta, schema, new Preparation(encodings, new TargetScaling(7, factor), TextRules.standard()), Map.of());
  }

  private static Dataset data(Schema schema) {
    double[] values = new double[ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) values[i] = i % COLUMNS + 2 * Draws.of(9).normal(i);
    Targets targets = schema.target() instanceof Target.Value ? new Targets.OfValues(new double[ROWS])
        : schema.target() instanceof Target.Classes classes ? new Targets.OfClasses(new short[ROWS], classes.labels())
        : new Targets.OfLabels(new byte[3 * ROWS], 3);
    return Dataset.of("drawn", schema, new NumberFeatures(values, COLUMNS), targets);
  }

  @ParameterizedTest(name = "{0}, normalisation {1}, {2} units, {3}")
  @MethodSource("nets")
  void contributionsSumToTheDifference(String activation, String normalization, String units, String head, Target target, double factor) {
    try (Model model = model(activation, normalization, units, head, target, factor); IntegratedGradients gradients = new IntegratedGradients(model)) {
      Dataset data = data(model.schema());
      double[] means = IntStream.range(0, COLUMNS).mapToDouble(j -> j).toArray();
      double largest = 0;
      for (Answer answer : Answer.all(model)) {
        double ofMeans = answer.of(answers(model, means), 0);
        for (int row = 0; row < ROWS; row++) {
          double[] x = new double[COLUMNS];
          data.inputs(row, x);
          double difference = answer.of(answers(model, x), 0) - ofMeans;
          Attributions attributions = gradients.of(data, row, answer);

          double sum = attributions.columns().stream().mapToDouble(Attribution::contribution).sum();
          assertThat(sum).as("row %d, %s, %d steps", row, answer, attributions.steps()).isCloseTo(difference, within(1e-3 * Math.max(1, Math.abs(difference))));
          assertThat(attributions.gap()).isCloseTo(Math.abs(sum - difference), within(1e-9 * Math.max(1, Math.abs(difference))));
          assertThat(attributions.value() - attributions.baseline()).isCloseTo(difference, within(1e-9 * Math.max(1, Math.abs(difference))));
          largest = Math.max(largest, Math.abs(difference));
        }
      }
      assertThat(largest).as("there is something to explain").isGreaterThan(target instanceof Target.Value ? 0.1 / factor : 0.1);
    }
  }

  /** Outputs as the network has them, in double. */
  private static double[] answers(Model model, double[] row) {
    return Arrays.stream(model.predict(row)).map(model.preparation().targetScaling()::scale).toArray();
  }

  @Test
  void aLooseToleranceTakesFewerStepsAndNeverMoreThanAllowed() {
    try (Model model = model("relu", "none", "40,30", "cross-entropy softmax", CLASSES, 1)) {
      Dataset data = data(model.schema());
      int last = 0;
      for (double tolerance : new double[] {0.1, 1e-3, 1e-6}) {
        try (IntegratedGradients gradients = new IntegratedGradients(model, new double[COLUMNS], tolerance, IntegratedGradients.MOST_STEPS)) {
          Attributions attributions = gradients.of(data, 3, Answer.named(model, "q"));
          assertThat(attributions.gap()).isLessThanOrEqualTo(tolerance);
          assertThat(attributions.steps()).isGreaterThan(last);
          last = attributions.steps();
        }
      }
      try (IntegratedGradients gradients = new IntegratedGradients(model, new double[COLUMNS], 1e-13, 100)) {
        Attributions attributions = gradients.of(data, 3, Answer.named(model, "q"));
        assertThat(attributions.steps()).isBetween(50, 100);
        assertThat(attributions.gap()).isGreaterThan(1e-13);
      }
    }
  }

  /** A linear model: the contribution is W (x − x′), and on average W (mean x − x′). */
  @Test
  void ofALinearModelItIsTheWeightTimesTheDeviation() {
    Network network = new Network(2, List.of(), 1, Head.squaredError(Activation.identity()));
    Parameters theta = Parameters.zeros(network, DataType.DOUBLE);
    theta.W(1).putScalar(0, 0, 3);
    theta.W(1).putScalar(0, 1, -2);
    List<Encoding> encodings = List.of(Numeric.scaled(Column.number("a"), 10, 0.5, 10), Numeric.scaled(Column.bool("b"), 0, 1, 0.25));
    Schema schema = new Schema(new Inputs.Columns(encodings.stream().map(Encoding::column).toList()), VALUE);
    Dataset data = Dataset.of("two", schema, new NumberFeatures(new double[] {14, 1, 10, 0, 9.5, 1}, 2), new Targets.OfValues(new double[3]))
        .withWeights(1, 3, 0);
    try (Model model = new Model(theta, schema, new Preparation(encodings, new TargetScaling(5, 0.1), TextRules.standard()), Map.of());
        IntegratedGradients gradients = new IntegratedGradients(model)) {
      assertThat(IntegratedGradients.baseline(model)).containsExactly(0, 0.25);
      assertThat(IntegratedGradients.mean(model, data)).containsExactly(0.5, 0.25);

      Attributions first = gradients.of(data, 0, gradients.answer(data, 0));
      assertThat(first.answer()).isEqualTo(new Answer("y", 0, 5, 10));
      assertThat(first.value()).isCloseTo(45, within(1e-12));
      assertThat(first.columns()).extracting(Attribution::cell).containsExactly("14", "true");
      assertThat(first.columns().get(0).contribution()).isCloseTo(60, within(1e-12));
      assertThat(first.columns().get(1).contribution()).isCloseTo(-15, within(1e-12));

      MeanAttributions mean = gradients.mean(data, Optional.empty());
      assertThat(mean.rows()).isEqualTo(3);
      assertThat(mean.columns().get(0).mean()).isCloseTo(15, within(1e-12));
      assertThat(mean.columns().get(1).mean()).isCloseTo(0, within(1e-12));
      assertThat(mean.columns().get(1).magnitude()).isCloseTo(0.25 * 15 + 0.75 * 5, within(1e-12));
      assertThat(mean.gap()).isLessThan(1e-12);
    }
  }

  @Test
  void ofImagesEveryPixelIsAColumnAndBlackContributesNothing() {
    Network network = Network.inputs(6).hidden(5, Activation.relu()).outputs(3, Head.softmaxCrossEntropy());
    Schema schema = new Schema(new Inputs.Pixels(2, 3), CLASSES);
    Dataset data = Dataset.of("pictures", schema, new ByteFeatures(new byte[] {0, 100, -1, 0, 7, 0, 9, 0, 0, 0, 0, 0}, 6),
        new Targets.OfClasses(new short[] {0, 1}, ((Target.Classes) CLASSES).labels()));
    try (Model model = new Model(Parameters.initial(network, DataType.FLOAT, Initializer.he(), 2), schema, Preparation.none(schema.inputs()), Map.of());
        IntegratedGradients gradients = new IntegratedGradients(model)) {
      Answer answer = gradients.answer(data, 0);
      Attributions attributions = gradients.of(data, 0, answer);

      assertThat(answer.output()).isEqualTo(Model.classOf(model.predict(0, 100 / 255.0, 1, 0, 7 / 255.0, 0)));
      assertThat(attributions.columns()).hasSize(6).element(4).extracting(Attribution::column).isEqualTo("pixel 1,1");
      assertThat(attributions.columns()).filteredOn(one -> one.contribution() != 0).extracting(Attribution::column)
          .containsExactly("pixel 0,1", "pixel 0,2", "pixel 1,1");
    }
  }

  /** The copy of the parameters, which was made before a layer failed, is freed. */
  @Test
  void nothingIsLeftOfOneThatCannotBeMade() {
    boolean[] broken = new boolean[1];
    Activation relu = Activation.relu();
    Activation failing = (Activation) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Activation.class}, (proxy, method, arguments) -> {
      if (broken[0] && method.getName().equals("derivativeNeedsZ")) throw new IllegalStateException("no more");
      return method.invoke(relu, arguments);
    });
    Network network = new Network(1, List.of(Layer.of(10_000, failing)), 1, Head.squaredError(Activation.identity()));
    Schema schema = new Schema(new Inputs.Columns(List.of(Column.number("a"))), VALUE);
    try (Model model = new Model(Parameters.zeros(network, DataType.FLOAT), schema, Preparation.none(schema.inputs()), Map.of())) {
      broken[0] = true;
      long before = NativeMemory.bytes();
      assertThatThrownBy(() -> new IntegratedGradients(model)).hasMessageContaining("no more");
      assertThat(NativeMemory.bytes()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void refusesWhatHasNoMeaning() {
    try (Model model = model("relu", "none", "4", "cross-entropy softmax", CLASSES, 1)) {
      assertThatThrownBy(() -> new IntegratedGradients(model, new double[7], 1e-3, 1000)).hasMessageContaining("7 inputs").hasMessageContaining("8");
      assertThatThrownBy(() -> new IntegratedGradients(model, new double[8], 0, 1000)).hasMessageContaining("tolerance of 0.0");
      assertThatThrownBy(() -> new IntegratedGradients(model, new double[8], 1e-3, 26)).hasMessageContaining("26 steps").hasMessageContaining("27");
      assertThatThrownBy(() -> Answer.named(model, "s")).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"s\"").hasMessageContaining("[p, q, r]");
    }
    try (Model model = model("step", "none", "4", "cross-entropy softmax", CLASSES, 1)) {
      assertThatThrownBy(() -> new IntegratedGradients(model)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("step");
    }
  }
}
