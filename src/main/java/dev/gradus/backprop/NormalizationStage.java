package dev.gradus.backprop;

import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.TileOp;
import dev.gradus.kernel.UnitKernels;
import dev.gradus.net.Normalization;
import java.util.Arrays;

/**
 * Takes W A⁻ of a layer, gives γ ⊙ Ẑ, where Ẑ is W A⁻ + b with mean 0 and variance 1; β is added where else b is. And back: from ∂J/∂(γ Ẑ) to ∂J/∂(W A⁻ +
 * b), dγ and dβ.
 *
 * <p>Sums are in double, maps in the type of the matrices. Ẑ is kept for the way back in a buffer of its own; a stage that only predicts has none.
 */
abstract class NormalizationStage {
  final UnitKernels kernels;
  final int units;
  final PerUnit gamma;
  /** Σ_i dZ and Σ_i dZ Ẑ of each unit: dβ and dγ. */
  final PerUnit sums;
  final PerUnit products;
  private final Matrix gammas;
  private final Matrix kept;
  private final double[] old;
  private final Matrix[] two = new Matrix[2];

  /** @param kept Ẑ, or null when there is no way back */
  NormalizationStage(UnitKernels kernels, Matrix gammas, Matrix kept) {
    this.kernels = kernels;
    this.gammas = gammas;
    this.kept = kept;
    units = gammas.rows();
    gamma = new PerUnit(units);
    sums = new PerUnit(units);
    products = new PerUnit(units);
    old = new double[units];
  }

  /** The stage of a layer that trains, for batches of a capacity, or null when the layer has no normalisation. */
  static NormalizationStage training(Parameters theta, int l, int capacity, UnitKernels kernels) {
    return theta.network().normalized(l) ? of(theta, l, capacity, kernels, Matrix.zeros(theta.type(), theta.network().units(l), capacity)) : null;
  }

  /** The stage of a layer that only predicts, or null when the layer has no normalisation. */
  static NormalizationStage predicting(Parameters theta, int l, int capacity, UnitKernels kernels) {
    return theta.network().normalized(l) ? of(theta, l, capacity, kernels, null) : null;
  }

  private static NormalizationStage of(Parameters theta, int l, int capacity, UnitKernels kernels, Matrix kept) {
    return theta.network().normalization(l) instanceof Normalization.Batch batch ? new BatchNormalizationStage(batch, theta, l, kernels, kept)
        : new LayerNormalizationStage((Normalization.Layer) theta.network().normalization(l), theta, l, capacity, kernels, kept);
  }

  /** Z ← γ ⊙ Ẑ, on the first {@code m} columns, as in training. */
  abstract void apply(Matrix Z, int m);

  /** Z ← γ ⊙ Ẑ, on the first {@code m} columns, as in prediction. */
  abstract void predict(Matrix Z, int m);

  /**
   * From dZ = ∂J/∂(γ Ẑ) to ∂J/∂(W A⁻ + b), in place; and dγ ← β dγ + α Σ dZ ⊙ Ẑ, dβ ← β dβ + α Σ dZ. dγ and dβ are read only if β is not 0, and may be γ and
   * β.
   */
  final void pullBack(Matrix dZ, int m, double alpha, Matrix dGamma, double beta, Matrix dBeta) {
    Arrays.fill(sums.wide, 0);
    Arrays.fill(products.wide, 0);
    kernels.fold(m, addProducts, both(dZ));
    pullBackColumns(dZ, m);
    add(alpha, products, beta, dGamma);
    add(alpha, sums, beta, dBeta);
  }

  /** From ∂y/∂(γ Ẑ) to ∂y/∂(W A⁻ + b) after {@link #predict}, in place, for any y that is a function of each column by itself. */
  abstract void pullBackPrediction(Matrix dZ, int m);

  /** The part of {@link #pullBack} on dZ, with {@link #sums} and {@link #products} made. */
  abstract void pullBackColumns(Matrix dZ, int m);

  /** Moves the running statistics, if there are any, towards those of the last {@link #apply}. */
  void track(int m) {}

  /** True when ∂J/∂b is 0, whatever comes back. */
  abstract boolean cancelsBias();

  /** γ as it is now. */
  final void readGamma() {
    gamma.read(gammas);
  }

  /** Applies a map whose tile 0 is Z and tile 1 takes Ẑ. */
  final void normalize(TileOp op, Matrix Z, int m) {
    kernels.map(m, op, kept == null ? 1 : 2, both(Z));
  }

  /** Z and Ẑ, or without a way back Z twice, of which the second is read in vain. */
  final Matrix[] both(Matrix Z) {
    two[0] = Z;
    two[1] = kept == null ? Z : kept;
    return two;
  }

  private void add(double alpha, PerUnit values, double beta, Matrix to) {
    Arrays.fill(old, 0);
    if (beta != 0) to.get(0, old, 0, units);
    for (int j = 0; j < units; j++) old[j] = beta * old[j] + alpha * values.wide[j];
    to.set(0, old, 0, units);
  }

  final void close() {
    if (kept != null) kept.close();
  }

  private final TileOp addProducts = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      int row = (int) offset;
      for (int j = 0; j < n; j++) sums.wide[row + j] += t[0][j];
      for (int j = 0; j < n; j++) products.wide[row + j] += (double) t[0][j] * t[1][j];
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      int row = (int) offset;
      for (int j = 0; j < n; j++) sums.wide[row + j] += t[0][j];
      for (int j = 0; j < n; j++) products.wide[row + j] += t[0][j] * t[1][j];
    }
  };
}
