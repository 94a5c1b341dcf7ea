package dev.gradus.backprop;

import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.TileOp;
import dev.gradus.kernel.UnitKernels;
import dev.gradus.net.Normalization;
import java.util.Arrays;

/**
 * Batch normalisation: Ẑ = (Z − μ) / √(σ² + ε), with mean and variance of each unit over the columns of the batch (Ioffe and Szegedy, ICML 2015, algorithm 1).
 *
 * <p>b is not added in training, where μ would take it away again; the running mean contains it. Back, with all means over the columns of a unit:
 * γ / √(σ² + ε) · (dZ − mean dZ − Ẑ mean(dZ Ẑ)).
 */
final class BatchNormalizationStage extends NormalizationStage {
  private final Normalization.Batch how;
  private final Matrix biases;
  private final Matrix means;
  private final Matrix variances;
  private final double[] mean;
  private final double[] variance;
  private final double[] bias;
  private final double[] running;
  private final PerUnit centre;
  private final PerUnit scale;
  private final PerUnit back;

  BatchNormalizationStage(Normalization.Batch how, Parameters theta, int l, UnitKernels kernels, Matrix kept) {
    super(kernels, theta.gammas()[l], kept);
    this.how = how;
    biases = theta.biases()[l];
    means = theta.means()[l];
    variances = theta.variances()[l];
    mean = new double[units];
    variance = new double[units];
    bias = new double[units];
    running = new double[units];
    centre = new PerUnit(units);
    scale = new PerUnit(units);
    back = new PerUnit(units);
  }

  @Override
  void apply(Matrix Z, int m) {
    Arrays.fill(mean, 0);
    kernels.fold(m, addValues, both(Z));
    for (int j = 0; j < units; j++) mean[j] /= m;
    Arrays.fill(variance, 0);
    kernels.fold(m, addSquares, both(Z));
    for (int j = 0; j < units; j++) variance[j] /= m;
    System.arraycopy(mean, 0, centre.wide, 0, units);
    normalize(Z, m, variance);
  }

  @Override
  void predict(Matrix Z, int m) {
    means.get(0, centre.wide, 0, units);
    biases.get(0, bias, 0, units);
    for (int j = 0; j < units; j++) centre.wide[j] -= bias[j];
    variances.get(0, running, 0, units);
    normalize(Z, m, running);
  }

  private void normalize(Matrix Z, int m, double[] variance) {
    for (int j = 0; j < units; j++) scale.wide[j] = 1 / Math.sqrt(variance[j] + how.epsilon());
    centre.round();
    scale.round();
    readGamma();
    normalize(normalize, Z, m);
  }

  @Override
  void pullBackColumns(Matrix dZ, int m) {
    for (int j = 0; j < units; j++) {
      centre.wide[j] = sums.wide[j] / m;
      back.wide[j] = products.wide[j] / m;
      scale.wide[j] *= gamma.wide[j];
    }
    centre.round();
    back.round();
    scale.round();
    kernels.map(m, pullBack, 1, both(dZ));
  }

  /** The running statistics are constants: γ / √(σ² + ε) ⊙ dZ. */
  @Override
  void pullBackPrediction(Matrix dZ, int m) {
    for (int j = 0; j < units; j++) scale.wide[j] *= gamma.wide[j];
    scale.round();
    kernels.map(m, rescale, 1, both(dZ));
  }

  @Override
  void track(int m) {
    double p = how.momentum();
    biases.get(0, bias, 0, units);
    means.get(0, running, 0, units);
    for (int j = 0; j < units; j++) running[j] = (1 - p) * running[j] + p * (mean[j] + bias[j]);
    means.set(0, running, 0, units);
    variances.get(0, running, 0, units);
    for (int j = 0; j < units; j++) running[j] = (1 - p) * running[j] + p * variance[j] * m / (m - 1);
    variances.set(0, running, 0, units);
  }

  @Override
  boolean cancelsBias() {
    return true;
  }

  private final TileOp addValues = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      int row = (int) offset;
      for (int j = 0; j < n; j++) mean[row + j] += t[0][j];
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      int row = (int) offset;
      for (int j = 0; j < n; j++) mean[row + j] += t[0][j];
    }
  };

  private final TileOp addSquares = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      int row = (int) offset;
      for (int j = 0; j < n; j++) variance[row + j] += (t[0][j] - mean[row + j]) * (t[0][j] - mean[row + j]);
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      int row = (int) offset;
      for (int j = 0; j < n; j++) variance[row + j] += (t[0][j] - mean[row + j]) * (t[0][j] - mean[row + j]);
    }
  };

  private final TileOp normalize = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) normalize(t[0], t[1], at, centre.narrow, scale.narrow, gamma.narrow, units);
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) normalize(t[0], t[1], at, centre.wide, scale.wide, gamma.wide, units);
    }
  };

  private final TileOp pullBack = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) pullBack(t[0], t[1], at, centre.narrow, back.narrow, scale.narrow, units);
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) pullBack(t[0], t[1], at, centre.wide, back.wide, scale.wide, units);
    }
  };

  private final TileOp rescale = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) {
        for (int j = 0; j < units; j++) t[0][at + j] *= scale.narrow[j];
      }
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) {
        for (int j = 0; j < units; j++) t[0][at + j] *= scale.wide[j];
      }
    }
  };

  private static void normalize(float[] z, float[] kept, int at, float[] centre, float[] scale, float[] gamma, int units) {
    for (int j = 0; j < units; j++) kept[at + j] = (z[at + j] - centre[j]) * scale[j];
    for (int j = 0; j < units; j++) z[at + j] = gamma[j] * kept[at + j];
  }

  private static void normalize(double[] z, double[] kept, int at, double[] centre, double[] scale, double[] gamma, int units) {
    for (int j = 0; j < units; j++) kept[at + j] = (z[at + j] - centre[j]) * scale[j];
    for (int j = 0; j < units; j++) z[at + j] = gamma[j] * kept[at + j];
  }

  private static void pullBack(float[] d, float[] kept, int at, float[] meanD, float[] meanProduct, float[] scale, int units) {
    for (int j = 0; j < units; j++) d[at + j] = scale[j] * (d[at + j] - meanD[j] - kept[at + j] * meanProduct[j]);
  }

  private static void pullBack(double[] d, double[] kept, int at, double[] meanD, double[] meanProduct, double[] scale, int units) {
    for (int j = 0; j < units; j++) d[at + j] = scale[j] * (d[at + j] - meanD[j] - kept[at + j] * meanProduct[j]);
  }
}
