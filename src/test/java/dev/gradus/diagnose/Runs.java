package dev.gradus.diagnose;

import dev.gradus.RealData;
import dev.gradus.backprop.Parameters;
import dev.gradus.data.CsvSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.LearningTask;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.TableOptions;
import dev.gradus.data.Targets;
import dev.gradus.net.Network;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.train.DivergedException;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Takes networks, plans and data, gives what a diagnosis finds in the run; and tables that are drawn. */
final class Runs {
  private Runs() {}

  /** What is found when the run was watched and is looked at as a whole. */
  static List<Finding> findings(Network network, TrainingPlan plan, Dataset train, Optional<Dataset> validation, Optional<Parameters> start) {
    Trainer trainer = new Trainer(network, plan);
    validation.ifPresent(trainer::validation);
    start.ifPresent(trainer::startFrom);
    try (HealthWatch watch = new HealthWatch(plan)) {
      try (TrainingResult result = trainer.callback(watch).train(train)) {
        if (!result.failures().isEmpty()) throw result.failures().get(0);
        return new Diagnosis(network).plan(plan).health(watch.health()).history(result.history().stream().map(EpochFigures::of).toList()).kept(result.kept())
            .examples(train.preparedBy(result.model().preparation())).table(train).model(result.model().parameters()).findings();
      } catch (DivergedException e) {
        return watch.findings(e);
      }
    }
  }

  /** The initial values of a plan, changed. */
  static Parameters start(Network network, TrainingPlan plan, UnaryOperator<Parameters> change) {
    return change.apply(Parameters.initial(network, DataType.FLOAT, plan.initializer().orElseThrow(), plan.seed()));
  }

  static Dataset classes(String name, double[][] x, int[] y, int classes) {
    List<String> labels = IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
    short[] numbers = new short[y.length];
    for (int i = 0; i < y.length; i++) numbers[i] = (short) y[i];
    return Dataset.of(name, new Schema(columns(x[0].length), new Target.Classes("kind", labels)), features(x), new Targets.OfClasses(numbers, labels));
  }

  static Dataset values(String name, double[][] x, double[] y) {
    return Dataset.of(name, new Schema(columns(x[0].length), new Target.Value("y")), features(x), new Targets.OfValues(y));
  }

  static Dataset labels(String name, double[][] x, byte[] has, int labels) {
    List<String> names = IntStream.range(0, labels).mapToObj(j -> "l" + j).toList();
    return Dataset.of(name, new Schema(columns(x[0].length), new Target.Labels("labels", names)), features(x), new Targets.OfLabels(has, labels));
  }

  private static Inputs columns(int width) {
    return Inputs.Columns.numbers(IntStream.range(0, width).mapToObj(j -> "x" + (j + 1)).toList());
  }

  private static NumberFeatures features(double[][] x) {
    double[] flat = new double[x.length * x[0].length];
    for (int i = 0; i < x.length; i++) System.arraycopy(x[i], 0, flat, i * x[0].length, x[0].length);
    return new NumberFeatures(flat, x[0].length);
  }

  /** n rows from N(0, 1). */
  static double[][] normal(int n, int width, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[n][width];
    for (double[] row : x) {
      for (int j = 0; j < width; j++) row[j] = random.nextGaussian();
    }
    return x;
  }

  /** The number of each row's quarter turn: by the angle of its first two numbers. */
  static int[] sectors(double[][] x, int classes) {
    int[] y = new int[x.length];
    for (int i = 0; i < y.length; i++) y[i] = (int) ((Math.atan2(x[i][1], x[i][0]) / (2 * Math.PI) + 1) * classes) % classes;
    return y;
  }

  /** Whether the first two numbers have the same sign. */
  static int[] sameSign(double[][] x) {
    int[] y = new int[x.length];
    for (int i = 0; i < y.length; i++) y[i] = x[i][0] * x[i][1] > 0 ? 1 : 0;
    return y;
  }

  static double[][] scaled(double[][] x, double factor) {
    for (double[] row : x) {
      for (int j = 0; j < row.length; j++) row[j] *= factor;
    }
    return x;
  }

  /** A waving surface with a little noise. */
  static double[] surface(double[][] x, double noise, long seed) {
    Random random = new Random(seed);
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) y[i] = Math.sin(x[i][0]) + 0.5 * x[i][1] * x[i][2] + noise * random.nextGaussian();
    return y;
  }

  /** The first handwritten digits of that folder. */
  static Dataset mnist(int examples) {
    try {
      return RealData.mnist().train().range(0, examples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table of the folder that GRADUS_DATA names. */
  static Dataset real(String file, LearningTask task) {
    try {
      return CsvSource.of(RealData.folder().resolve(file)).withNotices(told -> {}).read(task, TableOptions.standard(), told -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
