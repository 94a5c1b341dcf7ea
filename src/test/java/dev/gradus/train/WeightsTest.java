package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.backprop.Regularization;
import dev.gradus.data.ClassWeights;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.metrics.Evaluation;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** An example of weight 2 counts as if it were there twice, one of weight 0 as if it were not there: in training, in validation, in what scales the inputs. */
class WeightsTest {
  private static final int[] TIMES = {2, 0, 1, 3, 1, 0, 2, 1, 4, 1, 0, 0, 2, 1, 1, 3, 0, 1, 2, 1, 0, 1, 5, 1, 1, 2};
  private static final int[] REPEATED = IntStream.range(0, TIMES.length).flatMap(i -> IntStream.generate(() -> i).limit(TIMES[i])).toArray();
  private static final double[] WEIGHTS = IntStream.of(TIMES).asDoubleStream().toArray();

  private static TrainingPlan.Builder plan(String optimizer, DataType type) {
    OptionalDouble rate = optimizer.equals("lbfgs") ? OptionalDouble.empty() : OptionalDouble.of(0.05);
    return TrainingPlan.builder().optimizer(Method.named(optimizer, rate, Map.of())).batch(1000).epochs(10).shuffle(false).type(type).threads(1).seed(3);
  }

  private static Stream<Arguments> runs() {
    Regularization none = Regularization.none();
    Regularization penalties = none.withL1(0.01).withL2(0.1);
    List<Arguments> runs = new ArrayList<>();
    for (String rule : List.of("sgd", "momentum", "nesterov", "adam", "adamw", "amsgrad", "nadam", "adamax",
        "adagrad", "rmsprop", "adadelta", "lion", "lbfgs")) {
      runs.add(arguments(rule, "class", "cross-entropy", "softmax", none));
      runs.add(arguments(rule, "class", "cross-entropy", "softmax", penalties));
    }
    for (List<String> head : List.of(List.of("class", "binary-cross-entropy", "sigmoid"), List.of("two", "binary-cross-entropy", "sigmoid"),
        List.of("f1,f2,f3", "binary-cross-entropy:0.1", "sigmoid"), List.of("class", "focal", "softmax"), List.of("class", "squared-error", "sigmoid"),
        List.of("value", "squared-error", "identity"), List.of("value", "huber", "identity"), List.of("value", "absolute-error", "identity"),
        List.of("value", "log-cosh", "identity"), List.of("value", "quantile:0.9", "identity"), List.of("count", "poisson", "exponential"))) {
      runs.add(arguments("momentum", head.get(0), head.get(1), head.get(2), none));
      runs.add(arguments("adam", head.get(0), head.get(1), head.get(2), penalties));
    }
    return runs.stream();
  }

  private static int outputs(String target) {
    return target.equals("class") || target.startsWith("f1") ? 3 : 1;
  }

  @ParameterizedTest(name = "{0}, {2} of {1}, {4}")
  @MethodSource("runs")
  void aWeightIsHowOftenAnExampleIsThere(String rule, String target, String loss, String output, Regularization regularization) {
    Dataset data = Examples.of(target);
    Network network = Examples.network(outputs(target), Head.of(loss, output));
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      TrainingPlan plan = plan(rule, type).regularization(regularization).build();
      double[] weighted = Examples.trained(new Trainer(network, plan), data.withWeights(WEIGHTS));
      double[] repeated = Examples.trained(new Trainer(network, plan), data.subset(REPEATED));
      assertThat(Examples.distance(weighted, repeated)).as("%s", type).isLessThan(type == DataType.FLOAT ? 1e-4 : 1e-9);
      double[] plain = Examples.trained(new Trainer(network, plan), data);
      assertThat(Examples.distance(weighted, plain)).as("weights matter").isGreaterThan(0.001);
    }
  }

  @Test
  void soItIsWithLayerNormalisation() {
    Dataset data = Examples.of("class");
    Network network = Network.inputs(3).hidden(new Layer(4, Activation.tanh(), Normalization.named("layer"), 0)).outputs(3, Head.softmaxCrossEntropy());
    TrainingPlan plan = plan("adam", DataType.DOUBLE).build();
    assertThat(Examples.distance(Examples.trained(new Trainer(network, plan), data.withWeights(WEIGHTS)),
        Examples.trained(new Trainer(network, plan), data.subset(REPEATED)))).isLessThan(1e-9);
  }

  /** With unscaled inputs: a scaling sees the weights of the examples, not those that the plan gives to classes. */
  @Test
  void aWeightOfAClassIsThatOfItsExamples() {
    Dataset data = Examples.of("class");
    double[] perClass = {1, 3, 0.5};
    Network network = Examples.network(3, Head.softmaxCrossEntropy());
    for (int batch : new int[] {5, 1000}) {
      TrainingPlan.Builder plan = plan("adam", DataType.DOUBLE).batch(batch).scaling(Scaling.NONE);
      double[] byClass = Examples.trained(new Trainer(network, plan.classWeights(ClassWeights.parse("bee=3,cat=0.5")).build()), data.withWeights(WEIGHTS));
      double[] products = IntStream.range(0, data.size()).mapToDouble(i -> WEIGHTS[i] * perClass[data.label(i)]).toArray();
      double[] byExample = Examples.trained(new Trainer(network, plan.classWeights(ClassWeights.none()).build()), data.withWeights(products));
      assertThat(Examples.distance(byClass, byExample)).as("batches of %d", batch).isLessThan(1e-12);
    }
  }

  @Test
  void balancedIsTheFormula() {
    Dataset data = Examples.of("class");
    double[] sums = new double[3];
    for (int i = 0; i < data.size(); i++) sums[data.label(i)] += WEIGHTS[i];
    double all = sums[0] + sums[1] + sums[2];
    double[] weights = IntStream.range(0, data.size()).mapToDouble(i -> WEIGHTS[i] * all / (3 * sums[data.label(i)])).toArray();
    Network network = Examples.network(3, Head.softmaxCrossEntropy());
    TrainingPlan.Builder plan = plan("momentum", DataType.DOUBLE).scaling(Scaling.NONE);
    double[] expected = Examples.trained(new Trainer(network, plan.build()), data.withWeights(weights));
    double[] balanced = Examples.trained(new Trainer(network, plan.classWeights(ClassWeights.balanced()).build()), data.withWeights(WEIGHTS));
    assertThat(Examples.distance(balanced, expected)).isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void figuresOfTheValidationCountTheWeights(String target, Head head) {
    Dataset data = Examples.of(target);
    Network network = Examples.network(target.equals("value") ? head.outputsForValue() : outputs(target), head);
    TrainingPlan plan = plan("adam", DataType.DOUBLE).build();
    try (TrainingResult weighted = new Trainer(network, plan).validation(data.withWeights(WEIGHTS)).train(data);
        TrainingResult repeated = new Trainer(network, plan).validation(data.subset(REPEATED)).train(data)) {
      for (int e = 0; e < plan.epochs(); e++) {
        same(weighted.history().get(e).validation().orElseThrow(), repeated.history().get(e).validation().orElseThrow());
        assertThat(weighted.history().get(e).train()).isEqualTo(repeated.history().get(e).train());
      }
    }
    try (TrainingResult weighted = new Trainer(network, plan).train(data.withWeights(WEIGHTS));
        TrainingResult repeated = new Trainer(network, plan).train(data.subset(REPEATED))) {
      for (int e = 0; e < plan.epochs(); e++) same(weighted.history().get(e).train(), repeated.history().get(e).train());
    }
  }

  private static Stream<Arguments> targets() {
    return Stream.of(arguments("class", Head.softmaxCrossEntropy()), arguments("two", Head.of("binary-cross-entropy", "sigmoid")),
        arguments("f1,f2,f3", Head.of("binary-cross-entropy", "sigmoid")), arguments("value", Head.of("huber", "identity")),
        arguments("value", Head.of("quantile:0.9", "identity")), arguments("value", Head.of("quantile:0.1:0.5:0.9", "identity")));
  }

  private static void same(Evaluation weighted, Evaluation repeated) {
    assertThat(repeated.figures()).containsKeys("loss").hasSizeGreaterThan(4);
    same(weighted.figures(), repeated.figures());
  }

  private static void same(Map<String, Double> weighted, Map<String, Double> repeated) {
    assertThat(weighted.keySet()).isEqualTo(repeated.keySet());
    repeated.forEach((name, figure) -> assertThat(weighted.get(name)).as(name).isCloseTo(figure, within(1e-9 * Math.max(1, Math.abs(figure)))));
  }

  @Test
  void examplesThatAllWeighNothingAreRefused() {
    double[] weights = IntStream.range(0, 26).mapToDouble(i -> i < 10 ? 0 : 1).toArray();
    Dataset data = Examples.of("class").withWeights(weights);
    Network network = Examples.network(3, Head.softmaxCrossEntropy());
    TrainingPlan plan = plan("adam", DataType.FLOAT).build();
    assertThatExceptionOfType(DataException.class).isThrownBy(() -> new Trainer(network, plan).train(data.range(0, 10))).withMessageContaining("weigh 0");
    assertThatExceptionOfType(DataException.class).isThrownBy(() -> new Trainer(network, plan).validation(data.range(0, 10)).train(data)).withMessageContaining("weigh 0");
  }

  /** The third of six batches weighs nothing: the rule's state, the averages and the count of steps stay as they are. */
  @Test
  void aBatchWithoutWeightIsSkipped() {
    Dataset data = Examples.of("class");
    double[] weights = IntStream.range(0, data.size()).mapToDouble(i -> i >= 10 && i < 15 ? 0 : 1 + i % 3).toArray();
    int[] others = IntStream.range(0, data.size()).filter(i -> weights[i] > 0).toArray();
    Normalization batch = Normalization.named("batch");
    Network network = Network.inputs(3).hidden(new Layer(4, Activation.tanh(), batch, 0)).outputs(3, Head.softmaxCrossEntropy());
    Dataset all = data.withWeights(weights);
    for (Optimizer rule : List.of(Optimizer.sgd(0.1), Optimizer.momentum(0.1, 0.9), Optimizer.adam(0.1))) {
      TrainingPlan plan = TrainingPlan.builder().optimizer(rule).batch(5).epochs(4).shuffle(false).threads(1).build();
      List<Integer> batches = new ArrayList<>();
      Callback counts = new Callback() {
        @Override
        public void step(int epoch, int number, int of, double loss) {
          if (epoch == 1) batches.add(number);
        }
      };
      try (TrainingResult skipped = new Trainer(network, plan).callback(counts).train(all);
          TrainingResult absent = new Trainer(network, plan).train(all.subset(others))) {
        assertThat(batches).as("the sixth batch has one example, which cannot be normalised").containsExactly(1, 2, 4, 5);
        assertThat(skipped.history().get(3).steps()).isEqualTo(16);
        assertThat(skipped.model().parameters().flat()).as("%s", rule).isEqualTo(absent.model().parameters().flat());
        assertThat(skipped.model().parameters().statistics()).isEqualTo(absent.model().parameters().statistics());
        same(skipped.history().get(3).train(), absent.history().get(3).train());
      }
    }
  }
}
