package dev.gradus.score;

import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.store.ModelFileException;
import dev.gradus.store.Safetensors;
import dev.gradus.store.TensorRows;

/**
 * Takes prepared inputs, gives the network's outputs: forward propagation of one example, in double.
 *
 * <p>Batch normalisation predicts with running statistics, and is then an affine map of each unit: γ (Z − μ) / √(σ² + ε) + β with Z = W A⁻ + b is
 * (s ⊙ W) A⁻ + s ⊙ (b − μ) + β with s = γ / √(σ² + ε). So it is folded into W and b when the model is read.
 */
final class Forward {
  /** As many as an array has. */
  private static final int MOST_WEIGHTS = Integer.MAX_VALUE - 8;

  private final Network network;
  private final Affine[] affine;
  private final double[][] gamma;
  private final double[][] beta;

  /** @throws dev.gradus.store.ModelFileException when a value is no finite number */
  Forward(Safetensors file, Network network) {
    int L = network.depth();
    this.network = network;
    affine = new Affine[L + 1];
    gamma = new double[L + 1][];
    beta = new double[L + 1][];
    for (int l = 1; l <= L; l++) affine[l] = affine(file, l);
  }

  private Affine affine(Safetensors file, int l) {
    int units = network.units(l);
    long weights = (long) units * network.units(l - 1);
    if (weights > MOST_WEIGHTS) {
      throw new ModelFileException(file.name(), "its layer " + l + " has " + weights + " weights; the scorer takes at most " + MOST_WEIGHTS + " in a layer");
    }
    double[] columns = new double[(int) weights];
    TensorRows rows = new TensorRows(file, "W" + l);
    for (int j = 0; j < units; j++) {
      double[] row = rows.next();
      for (int k = 0; k < row.length; k++) columns[k * units + j] = row[k];
    }
    double[] offset = vector(file, "b" + l, units);
    if (network.normalized(l)) {
      gamma[l] = vector(file, "gamma" + l, units);
      beta[l] = vector(file, "beta" + l, units);
    }
    if (network.normalization(l) instanceof Normalization.Batch batch) {
      fold(batch, gamma[l], beta[l], vector(file, "mean" + l, units), vector(file, "variance" + l, units), columns, offset);
    }
    return new Affine(columns, offset);
  }

  private static void fold(Normalization.Batch how, double[] gamma, double[] beta, double[] mean, double[] variance, double[] columns, double[] offset) {
    int units = offset.length;
    for (int j = 0; j < units; j++) {
      double scale = gamma[j] / Math.sqrt(variance[j] + how.epsilon());
      for (int at = j; at < columns.length; at += units) columns[at] *= scale;
      offset[j] = scale * (offset[j] - mean[j]) + beta[j];
    }
  }

  private static double[] vector(Safetensors file, String name, int units) {
    double[] values = new double[units];
    TensorRows rows = new TensorRows(file, name);
    for (int j = 0; j < units; j++) values[j] = rows.next()[0];
    return values;
  }

  /** A_L; {@code x} has n_0 values. */
  double[] outputs(double[] x) {
    double[] a = x;
    for (int l = 1; l < network.depth(); l++) {
      a = affine[l].apply(a);
      if (network.normalization(l) instanceof Normalization.Layer layer) normalize(a, layer.epsilon(), gamma[l], beta[l]);
      network.hidden().get(l - 1).activation().apply(a, a, a.length);
    }
    double[] z = affine[network.depth()].apply(a);
    network.head().output(z, z, 0, z.length);
    return z;
  }

  /** Z ← γ (Z − μ) / √(σ² + ε) + β, with mean and variance over the units. */
  private static void normalize(double[] z, double epsilon, double[] gamma, double[] beta) {
    double mean = 0;
    for (double value : z) mean += value;
    mean /= z.length;
    double squares = 0;
    for (double value : z) squares += (value - mean) * (value - mean);
    double scale = 1 / Math.sqrt(squares / z.length + epsilon);
    for (int j = 0; j < z.length; j++) z[j] = gamma[j] * ((z[j] - mean) * scale) + beta[j];
  }
}
