package dev.gradus.diagnose;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.prepare.Target;
import java.util.Optional;

/**
 * What a network says about some examples, beside what is true of them.
 *
 * @param rows their numbers in the source, from 0
 * @param actual the class of each, from 0; empty when it predicts no classes
 * @param predicted the class with the largest probability
 * @param ofActual the probability of the actual class
 * @param ofPredicted the probability of the predicted class
 * @param residuals the first output minus its target, of a value; empty otherwise
 */
record Answers(int[] rows, int[] actual, int[] predicted, double[] ofActual, double[] ofPredicted, double[] residuals) {
  private static final int COLUMNS = 1000;

  /** The activation of an output layer, when it is one that is applied to each unit by itself. */
  static Optional<Activation> outputActivation(Head head) {
    String name = head.output();
    String kind = name.substring(0, (name + ":").indexOf(':'));
    return Activation.names().contains(kind) ? Optional.of(Activation.named(name)) : Optional.empty();
  }

  /** Whether classes are predicted. */
  boolean classes() {
    return actual.length > 0;
  }

  /** From the outputs for a batch that holds all the examples. */
  static Answers of(Target target, Batch batch, int[] rows, double[] a, int units) {
    Collected collected = new Collected(target, rows, units);
    collected.add(batch, 0, a);
    return collected.answers();
  }

  /** Of at most {@code most} examples, evenly spread. @param theta read */
  static Answers of(Parameters theta, Dataset prepared, int most) {
    int units = theta.network().outputs();
    Dataset asked = Sampling.evenly(prepared, most);
    int[] rows = Sampling.rows(asked);
    Collected collected = new Collected(prepared.schema().target(), rows, units);
    int columns = Math.min(COLUMNS, rows.length);
    double[] a = new double[units * columns];
    Matrix A = Matrix.zeros(theta.type(), units, columns);
    try (Predictor predictor = new Predictor(theta);
        Batches batches = new Batches(asked, units, columns, theta.type())) {
      for (int at = 0; batches.next(); at += batches.batch().m()) {
        Batch batch = batches.batch();
        predictor.predict(batch.X(), batch.m(), A);
        A.get(0, a, 0, units * batch.m());
        collected.add(batch, at, a);
      }
    } finally {
      A.close();
    }
    return collected.answers();
  }

  /** Answers in the making. */
  private static final class Collected {
    private final int units;
    private final boolean classes;
    private final boolean values;
    private final boolean single;
    private final int[] rows;
    private final int[] actual;
    private final int[] predicted;
    private final double[] ofActual;
    private final double[] ofPredicted;
    private final double[] residuals;
    private double[] y = {};

    Collected(Target target, int[] rows, int units) {
      this.units = units;
      this.rows = rows;
      classes = target instanceof Target.Classes;
      single = classes && units == 1;
      values = target instanceof Target.Value && units == 1;
      int n = classes ? rows.length : 0;
      actual = new int[n];
      predicted = new int[n];
      ofActual = new double[n];
      ofPredicted = new double[n];
      residuals = new double[values ? rows.length : 0];
    }

    void add(Batch batch, int at, double[] a) {
      if (y.length < units * batch.m()) y = new double[units * batch.m()];
      batch.Y().get(0, y, 0, units * batch.m());
      for (int i = 0; i < batch.m(); i++) {
        if (values) residuals[at + i] = a[i] - y[i];
        if (single) {
          set(at + i, y[i] > 0.5 ? 1 : 0, a[i] > 0.5 ? 1 : 0, y[i] > 0.5 ? a[i] : 1 - a[i], Math.max(a[i], 1 - a[i]));
        } else if (classes) {
          int is = largest(y, i * units);
          int said = largest(a, i * units);
          set(at + i, is, said, a[i * units + is], a[i * units + said]);
        }
      }
    }

    private void set(int i, int is, int said, double pIs, double pSaid) {
      actual[i] = is;
      predicted[i] = said;
      ofActual[i] = pIs;
      ofPredicted[i] = pSaid;
    }

    private int largest(double[] values, int at) {
      int best = 0;
      for (int j = 1; j < units; j++) {
        if (values[at + j] > values[at + best]) best = j;
      }
      return best;
    }

    Answers answers() {
      return new Answers(rows, actual, predicted, ofActual, ofPredicted, residuals);
    }
  }
}
