package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.RealData;
import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.Targets;
import dev.gradus.diagnose.GradientCheck;
import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.metrics.Evaluation;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The table of nets in the notes: each one runs, and does what the notes say. */
class NetsOfTheNotesTest {
  private static final Head QUADRATIC = Head.squaredError(Activation.sigmoid());

  /** Row 1: sigmoid everywhere, N(0, 1), quadratic cost, MNIST, 30 epochs, batches of 10, η = 3. */
  @ParameterizedTest
  @CsvSource({"30, 0.95", "15, 0.92"})
  void sigmoidNetsReadMnist(int hidden, double atLeast) throws Exception {
    var mnist = RealData.mnist();
    Network network = Network.inputs(784).hidden(hidden, Activation.sigmoid()).outputs(10, QUADRATIC);
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.sgd(3)).batch(10).epochs(30).initializer(Initializer.normal()).seed(1).build();
    try (TrainingResult result = new Trainer(network, plan).train(mnist.train())) {
      assertThat(accuracy(result.model().evaluate(mnist.test()))).isGreaterThanOrEqualTo(atLeast);
    }
  }

  /** Beyond the notes: relu, softmax with cross-entropy, Adam. */
  @Test
  void reluNetReadsMnistInTenEpochs() throws Exception {
    var mnist = RealData.mnist();
    Network network = Network.inputs(784).hidden(100, Activation.relu()).outputs(10, Head.softmaxCrossEntropy());
    TrainingPlan plan = TrainingPlan.builder().batch(64).epochs(10).seed(1).build();
    try (TrainingResult result = new Trainer(network, plan).train(mnist.train())) {
      assertThat(accuracy(result.model().evaluate(mnist.test()))).isGreaterThanOrEqualTo(0.975);
    }
  }

  /** Row 2: a sigmoid layer and a linear output learn a curve. */
  @Test
  void sigmoidAndLinearOutputDoRegression() {
    int n = 600;
    Draws draws = Draws.of(5);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = draws.uniform(i, -3, 3);
      y[i] = Math.sin(x[i]) + 0.3 * x[i];
    }
    Dataset curve = Dataset.of("curve", new Schema(Inputs.Columns.numbers(List.of("x")), new Target.Value("y")),
        new NumberFeatures(x, Scaling.none(1)), new Targets.OfValues(y));
    Network network = Network.inputs(1).hidden(20, Activation.sigmoid()).outputs(1, Head.squaredError(Activation.identity()));
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.adam(0.02)).batch(20).epochs(60).initializer(Initializer.glorot()).build();
    Dataset held = curve.range(500, n);
    try (TrainingResult result = new Trainer(network, plan).train(curve.range(0, 500))) {
      var figures = ((Evaluation.OfValues) result.model().evaluate(held)).errors();
      assertThat(figures.r2().orElseThrow()).isGreaterThan(0.99);
    }
  }

  /** Row 3: one sigmoid output, binary cross-entropy: dZ_L = (A − Y)/m, and two classes that no line divides are learned. */
  @Test
  void oneOutputSeparatesTwoClasses() {
    int n = 800;
    Draws draws = Draws.of(6);
    double[] x = new double[2 * n];
    short[] inside = new short[n];
    for (int i = 0; i < n; i++) {
      x[2 * i] = draws.uniform(2L * i, -1, 1);
      x[2 * i + 1] = draws.uniform(2L * i + 1, -1, 1);
      inside[i] = (short) (x[2 * i] * x[2 * i + 1] > 0 ? 1 : 0);
    }
    Dataset quadrants = Dataset.of("quadrants", new Schema(Inputs.Columns.numbers(List.of("x", "y")), new Target.Classes("same sign", List.of("no", "yes"))),
        new NumberFeatures(x, Scaling.none(2)), new Targets.OfClasses(inside, List.of("no", "yes")));
    Network network = Network.inputs(2).hidden(16, Activation.tanh()).outputs(1, Head.sigmoidCrossEntropy());
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.adam(0.02)).batch(20).epochs(40).initializer(Initializer.glorot()).build();
    try (TrainingResult result = new Trainer(network, plan).train(quadrants.range(0, 600))) {
      assertThat(accuracy(result.model().evaluate(quadrants.range(600, n)))).isGreaterThan(0.95);
    }

    try (Parameters theta = Parameters.initial(network, DataType.DOUBLE, Initializer.normal(), 1); Backprop backprop = new Backprop(theta, 4, Regularization.none())) {
      INDArray X = Nd4j.create(DataType.DOUBLE, new long[] {2, 4}, 'f');
      X.assign(Nd4j.createFromArray(new double[][] {{0.1, -0.5, 1, 0.3}, {0.7, 0.2, -0.4, -0.9}}));
      INDArray Y = Nd4j.create(DataType.DOUBLE, new long[] {1, 4}, 'f');
      Y.putScalar(0, 1, 1);
      backprop.lossAndGradient(X, Y);
      for (int i = 0; i < 4; i++) {
        assertThat(backprop.dZ(2).getDouble(0, i)).isCloseTo((backprop.A(2).getDouble(0, i) - Y.getDouble(0, i)) / 4, within(1e-16));
      }
    }
  }

  /** Row 4: deep and wide nets train; a million parameters here, a hundred million in the long tests. */
  @Test
  void aMillionParametersTrain() {
    trains(Network.inputs(784).hidden(1000, Activation.relu()).hidden(250, Activation.relu()).hidden(50, Activation.relu())
        .outputs(10, Head.softmaxCrossEntropy()), 1_000_000, 4);
  }

  @Test
  void twelveLayersTrain() {
    Network.Builder builder = Network.inputs(784);
    for (int l = 1; l < 12; l++) builder = builder.hidden(48, Activation.tanh());
    Network network = builder.outputs(10, Head.softmaxCrossEntropy());
    TrainingPlan plan = TrainingPlan.builder().batch(50).epochs(4).initializer(Initializer.glorot()).build();
    try (TrainingResult result = new Trainer(network, plan).train(DrawnDigits.dataset(1, 0, 4000))) {
      assertThat(result.history().get(3).trainLoss()).isLessThan(0.6 * result.history().get(0).trainLoss());
    }
  }

  @Test
  @Tag("long")
  void aHundredMillionParametersTrain() {
    trains(Network.inputs(784).hidden(9200, Activation.relu()).hidden(9200, Activation.relu()).hidden(800, Activation.relu())
        .outputs(10, Head.softmaxCrossEntropy()), 99_000_000, 1);
  }

  private static void trains(Network network, long atLeast, int epochs) {
    assertThat(network.parameters()).isGreaterThanOrEqualTo(atLeast);
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.momentum(0.02, 0.9)).batch(100).epochs(epochs).build();
    Dataset digits = DrawnDigits.dataset(1, 0, 2000);
    double[] first = {Double.NaN};
    Trainer trainer = new Trainer(network, plan).callback(new Callback() {
      @Override
      public void step(int epoch, int batch, int batches, double loss) {
        if (epoch == 1 && batch == 1) first[0] = loss;
      }
    });
    try (TrainingResult result = trainer.train(digits)) {
      double last = ((Evaluation.OfClasses) result.model().evaluate(digits)).loss();
      assertThat(last).as("from %s", first[0]).isLessThan(0.8 * first[0]);
    }
  }

  /** Row 5: a perceptron predicts (here NAND, with the weights of the notes); training it is refused with a reason. */
  @Test
  void perceptronPredictsButIsNotTrained() {
    Network nand = Network.inputs(2).outputs(1, Head.squaredError(Activation.step()));
    try (Parameters theta = Parameters.zeros(nand, DataType.FLOAT); Predictor predictor = new Predictor(theta)) {
      Matrix.over(theta.flat()).set(0, new double[] {-2, -2, 3}, 0, 3);
      double[] answers = new double[4];
      for (int i = 0; i < 4; i++) answers[i] = predictor.predict(i & 1, i >> 1)[0];
      assertThat(answers).containsExactly(1, 1, 1, 0);
      assertThat(predictor.predict(1.5, 0)[0]).as("step(0) is 0").isZero();
      assertThatThrownBy(() -> new Backprop(theta, 4, Regularization.none())).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("layer 1").hasMessageContaining("derivative is zero wherever it exists");
    }
    Network hidden = Network.inputs(2).hidden(3, Activation.step()).outputs(1, Head.squaredError(Activation.identity()));
    assertThatThrownBy(() -> new Trainer(hidden, TrainingPlan.builder().build())).hasMessageContaining("\"step\"").hasMessageContaining("can predict");
  }

  /** Row 6: the gradient of each of them is right, on drawn digits. */
  @Test
  void gradientsOfTheNetsAreRight() {
    Dataset digits = DrawnDigits.dataset(3, 0, 10);
    for (Network network : new Network[] {
        Network.inputs(784).hidden(30, Activation.sigmoid()).outputs(10, QUADRATIC),
        Network.inputs(784).hidden(15, Activation.sigmoid()).outputs(10, QUADRATIC),
        Network.inputs(784).hidden(20, Activation.sigmoid()).outputs(10, Head.squaredError(Activation.identity())),
        Network.inputs(784).hidden(12, Activation.sigmoid()).outputs(10, Head.sigmoidCrossEntropy()),
        Network.inputs(784).hidden(40, Activation.relu()).hidden(20, Activation.relu()).outputs(10, Head.softmaxCrossEntropy())}) {
      try (Parameters theta = Parameters.initial(network, DataType.DOUBLE, Initializer.glorot(), 2);
          Backprop backprop = new Backprop(theta, 10, Regularization.none());
          var batches = new dev.gradus.data.Batches(digits, 10, 10, DataType.DOUBLE)) {
        batches.next();
        var batch = batches.batch();
        for (var tensor : GradientCheck.run(backprop, batch.X(), batch.Y(), batch.w(), 10, 100, 1)) {
          assertThat(tensor.passed()).as("%s: %s", network, tensor).isTrue();
        }
      }
    }
  }

  private static double accuracy(Evaluation evaluation) {
    return ((Evaluation.OfClasses) evaluation).confusion().accuracy().orElseThrow();
  }
}
