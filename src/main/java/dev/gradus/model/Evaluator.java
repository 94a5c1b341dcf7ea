package dev.gradus.model;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.ConfusionMatrix;
import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.RegressionFigures;
import dev.gradus.net.Network;
import dev.gradus.prepare.Target;

/** Takes a predictor and a prepared data set, gives the evaluation: in large batches, in the order of the data. */
public final class Evaluator {
  private static final int BATCH = 1000;

  private Evaluator() {}

  /** A team for evaluating a network, of a size for its products; the caller closes it. */
  public static Team team(Network network) {
    return new Team(Team.sizeFor(network.largestProduct(BATCH), Runtime.getRuntime().availableProcessors()));
  }

  /**
   * The loss and figures on a data set.
   *
   * @param predictor whose team gathers the batches too
   * @param data with inputs scaled and classes numbered as the network has them
   */
  public static Evaluation evaluate(Predictor predictor, Dataset data) {
    Parameters theta = predictor.theta();
    int outputs = theta.network().outputs();
    int capacity = Math.max(1, Math.min(BATCH, data.size()));
    Tally tally = data.schema().target() instanceof Target.Classes classes ? new OfClasses(classes)
        : data.schema().target() instanceof Target.Labels ? new OfLabels() : new OfValues();
    double cost = 0;
    double weight = 0;
    double[] output = new double[outputs];
    Matrix A = Matrix.zeros(theta.type(), outputs, capacity);
    try (Batches batches = new Batches(data, outputs, capacity, theta.type(), predictor.team())) {
      while (batches.next()) {
        Batch batch = batches.batch();
        cost += predictor.cost(batch.X(), batch.Y(), batch.w(), batch.m(), A);
        for (int i = 0; i < batch.m(); i++) {
          A.get((long) i * outputs, output, 0, outputs);
          tally.add(data, batches.example(i), output, batch.w()[i]);
          weight += batch.w()[i];
        }
      }
    } finally {
      A.close();
    }
    return tally.evaluation(cost / weight, data.size());
  }

  /** The figures of a kind of task, while they are counted. */
  private interface Tally {
    void add(Dataset data, int example, double[] output, double weight);

    Evaluation evaluation(double loss, long examples);
  }

  private static final class OfClasses implements Tally {
    private final ConfusionMatrix confusion;

    OfClasses(Target.Classes classes) {
      confusion = new ConfusionMatrix(classes.labels());
    }

    @Override
    public void add(Dataset data, int example, double[] output, double weight) {
      confusion.add(data.label(example), Model.classOf(output), weight);
    }

    @Override
    public Evaluation evaluation(double loss, long examples) {
      return new Evaluation.OfClasses(loss, examples, confusion);
    }
  }

  /** The loss alone. */
  private static final class OfLabels implements Tally {
    @Override
    public void add(Dataset data, int example, double[] output, double weight) {}

    @Override
    public Evaluation evaluation(double loss, long examples) {
      return new Evaluation.OfValues(loss, examples, new RegressionFigures());
    }
  }

  private static final class OfValues implements Tally {
    private final RegressionFigures errors = new RegressionFigures();

    @Override
    public void add(Dataset data, int example, double[] output, double weight) {
      errors.add(output[0], data.value(example), weight);
    }

    @Override
    public Evaluation evaluation(double loss, long examples) {
      return new Evaluation.OfValues(loss, examples, errors);
    }
  }
}
