package dev.gradus.net;

/**
 * Takes classes with targets y that sum to one, gives C = −Σ_j y_j (1 − a_j)^γ log a_j with a = softmax(z).
 *
 * <p>With u_j = a_j ∂C/∂a_j = −y_j ((1 − a_j)^γ − γ a_j (1 − a_j)^(γ−1) log a_j) it is ∂C/∂z_k = u_k − a_k Σ_j u_j, computed as
 * u_k (1 − a_k) − a_k Σ_(j≠k) u_j.
 */
record SoftmaxFocal(double gamma) implements Head {
  SoftmaxFocal {
    Heads.checkGamma(gamma);
  }

  @Override
  public String loss() {
    return "focal:" + gamma;
  }

  @Override
  public String output() {
    return "softmax";
  }

  @Override
  public void output(double[] z, double[] a, int at, int units) {
    Softmax.output(z, a, at, units);
  }

  @Override
  public double cost(double[] z, double[] a, double[] y, int at, int units) {
    double logSumExp = Softmax.logSumExp(z, a, at, units);
    double sum = 0;
    for (int j = at; j < at + units; j++) {
      if (y[j] == 0) continue;
      double q = Softmax.rest(a, j, at, units);
      sum -= y[j] * Math.pow(q, gamma) * log(z[j], a[j], q, logSumExp);
    }
    return sum;
  }

  @Override
  public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
    double logSumExp = Softmax.logSumExp(z, a, at, units);
    double total = 0;
    for (int j = at; j < at + units; j++) {
      dz[j] = 0;
      if (y[j] == 0) continue;
      double q = Softmax.rest(a, j, at, units);
      double power = Math.pow(q, gamma);
      // (1 − a)^(γ−1) log a tends to 0 with 1 − a, as −(1 − a)^γ, though its first factor may tend to infinity.
      double bend = q == 0 ? 0 : gamma * a[j] * (power / q) * log(z[j], a[j], q, logSumExp);
      total += dz[j] = -y[j] * (power - bend);
    }
    for (int k = at; k < at + units; k++) dz[k] = dz[k] * Softmax.rest(a, k, at, units) - a[k] * (total - dz[k]);
  }

  /** log a, from 1 − a where a is near 1, and from z where it may be 0. */
  private static double log(double z, double a, double q, double logSumExp) {
    return a > 0.5 ? Math.log1p(-q) : z - logSumExp;
  }

  @Override
  public boolean probabilities() {
    return true;
  }

  @Override
  public void checkUnits(int units) {
    Softmax.checkUnits(units);
  }

  @Override
  public void checkTarget(double y) {
    Heads.checkProbability(this, y);
  }
}
