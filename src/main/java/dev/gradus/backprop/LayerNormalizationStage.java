package dev.gradus.backprop;

import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.TileOp;
import dev.gradus.kernel.UnitKernels;
import dev.gradus.net.Normalization;

/**
 * Layer normalisation: Ẑ = (Z − μ) / √(σ² + ε), with mean and variance of each column over its units (Ba, Kiros and Hinton, 2016, section 3).
 *
 * <p>Back, with dẐ = γ dZ and all means over the units of a column: (dẐ − mean dẐ − Ẑ mean(dẐ Ẑ)) / √(σ² + ε).
 */
final class LayerNormalizationStage extends NormalizationStage {
  private final double epsilon;
  private final Matrix biases;
  private final PerUnit bias;
  private final double[] scale;

  LayerNormalizationStage(Normalization.Layer how, Parameters theta, int l, int capacity, UnitKernels kernels, Matrix kept) {
    super(kernels, theta.gammas()[l], kept);
    epsilon = how.epsilon();
    biases = theta.biases()[l];
    bias = new PerUnit(units);
    scale = new double[capacity];
  }

  @Override
  void apply(Matrix Z, int m) {
    bias.read(biases);
    readGamma();
    normalize(normalize, Z, m);
  }

  @Override
  void predict(Matrix Z, int m) {
    apply(Z, m);
  }

  @Override
  void pullBackColumns(Matrix dZ, int m) {
    kernels.map(m, pullBack, 1, both(dZ));
  }

  @Override
  void pullBackPrediction(Matrix dZ, int m) {
    pullBackColumns(dZ, m);
  }

  @Override
  boolean cancelsBias() {
    return false;
  }

  private final TileOp normalize = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) {
        scale[(int) ((offset + at) / units)] = normalize(t[0], t[1], at);
      }
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) {
        scale[(int) ((offset + at) / units)] = normalize(t[0], t[1], at);
      }
    }
  };

  private final TileOp pullBack = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) pullBack(t[0], t[1], at, scale[(int) ((offset + at) / units)]);
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) pullBack(t[0], t[1], at, scale[(int) ((offset + at) / units)]);
    }
  };

  /** Normalises a column and returns its 1 / √(σ² + ε). */
  private double normalize(float[] z, float[] kept, int at) {
    float[] b = bias.narrow;
    float[] g = gamma.narrow;
    for (int j = 0; j < units; j++) z[at + j] += b[j];
    double mean = 0;
    for (int j = at; j < at + units; j++) mean += z[j];
    mean /= units;
    double squares = 0;
    for (int j = at; j < at + units; j++) squares += (z[j] - mean) * (z[j] - mean);
    double scale = 1 / Math.sqrt(squares / units + epsilon);
    float centre = (float) mean;
    float factor = (float) scale;
    for (int j = at; j < at + units; j++) kept[j] = (z[j] - centre) * factor;
    for (int j = 0; j < units; j++) z[at + j] = g[j] * kept[at + j];
    return scale;
  }

  private double normalize(double[] z, double[] kept, int at) {
    double[] b = bias.wide;
    double[] g = gamma.wide;
    for (int j = 0; j < units; j++) z[at + j] += b[j];
    double mean = 0;
    for (int j = at; j < at + units; j++) mean += z[j];
    mean /= units;
    double squares = 0;
    for (int j = at; j < at + units; j++) squares += (z[j] - mean) * (z[j] - mean);
    double scale = 1 / Math.sqrt(squares / units + epsilon);
    for (int j = at; j < at + units; j++) kept[j] = (z[j] - mean) * scale;
    for (int j = 0; j < units; j++) z[at + j] = g[j] * kept[at + j];
    return scale;
  }

  private void pullBack(float[] d, float[] kept, int at, double scale) {
    float[] g = gamma.narrow;
    for (int j = 0; j < units; j++) d[at + j] *= g[j];
    double sum = 0;
    double product = 0;
    for (int j = at; j < at + units; j++) sum += d[j];
    for (int j = at; j < at + units; j++) product += (double) d[j] * kept[j];
    float mean = (float) (sum / units);
    float meanProduct = (float) (product / units);
    float factor = (float) scale;
    for (int j = at; j < at + units; j++) d[j] = factor * (d[j] - mean - kept[j] * meanProduct);
  }

  private void pullBack(double[] d, double[] kept, int at, double scale) {
    double[] g = gamma.wide;
    for (int j = 0; j < units; j++) d[at + j] *= g[j];
    double sum = 0;
    double product = 0;
    for (int j = at; j < at + units; j++) sum += d[j];
    for (int j = at; j < at + units; j++) product += d[j] * kept[j];
    double mean = sum / units;
    double meanProduct = product / units;
    for (int j = at; j < at + units; j++) d[j] = scale * (d[j] - mean - kept[j] * meanProduct);
  }
}
