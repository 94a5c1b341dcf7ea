package dev.gradus.model;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.Evaluation;
import dev.gradus.net.Network;

/** Takes a predictor and a prepared data set, gives the evaluation: in large batches, in the order of the data, with the weights of the examples. */
public final class Evaluator {
  /** The most examples that are evaluated at once. */
  public static final int BATCH = 1000;

  private Evaluator() {}

  /** How many threads the evaluation of a network is divided over. */
  public static int threads(Network network) {
    return Team.sizeFor(network.largestProduct(BATCH), Runtime.getRuntime().availableProcessors());
  }

  /** A team for evaluating a network, of a size for its products; the caller closes it. */
  public static Team team(Network network) {
    return new Team(threads(network));
  }

  /** How many columns the batches for so many examples have. */
  public static int capacity(int examples) {
    return Math.max(1, Math.min(BATCH, examples));
  }

  /**
   * The loss and figures on a data set. Nothing is kept of single examples, so that a run may keep the evaluation of every epoch.
   *
   * @param predictor whose team gathers the batches too
   * @param data with inputs scaled and classes numbered as the network has them
   */
  public static Evaluation evaluate(Predictor predictor, Dataset data) {
    Evaluation evaluation = evaluateInFull(predictor, data);
    evaluation.forgetExamples();
    return evaluation;
  }

  /** The loss and figures on a data set, with what curves and thresholds need: the scores of all examples. Arguments as of {@link #evaluate}. */
  public static Evaluation evaluateInFull(Predictor predictor, Dataset data) {
    Parameters theta = predictor.theta();
    int outputs = theta.network().outputs();
    int capacity = capacity(data.size());
    Tally tally = Tally.of(data.schema().target(), theta.network().head(), outputs);
    double cost = 0;
    double weight = 0;
    double[] block = new double[outputs * capacity];
    Matrix A = Matrix.zeros(theta.type(), outputs, capacity);
    try (Batches batches = new Batches(data, outputs, capacity, theta.type(), predictor.team())) {
      while (batches.next()) {
        Batch batch = batches.batch();
        double[] w = batch.w();
        cost += predictor.cost(batch.X(), batch.Y(), w, batch.m(), A);
        A.get(0, block, 0, outputs * batch.m());
        data.targetScaling().restore(block, outputs * batch.m());
        for (int i = 0; i < batch.m(); i++) {
          tally.add(data, batches.example(i), block, i * outputs, w[i]);
          weight += w[i];
        }
      }
    } finally {
      A.close();
    }
    return tally.evaluation(cost / weight, data.size());
  }
}
