package dev.gradus.net;

/**
 * Takes labels with targets y from 0 to 1, gives C = −Σ_j (y_j (1 − a_j)^γ log a_j + (1 − y_j) a_j^γ log(1 − a_j)) with a = sigmoid(z).
 *
 * <p>With q = 1 − a = sigmoid(−z), −log a = softplus(−z) and −log q = softplus(z) it is
 * ∂C/∂z = −y q^γ (γ a softplus(−z) + q) + (1 − y) a^γ (γ q softplus(z) + a), in which nothing cancels for y = 0 and y = 1.
 */
record SigmoidFocal(double gamma) implements Head {
  SigmoidFocal {
    Heads.checkGamma(gamma);
  }

  @Override
  public String loss() {
    return "focal:" + gamma;
  }

  @Override
  public String output() {
    return "sigmoid";
  }

  @Override
  public void output(double[] z, double[] a, int at, int units) {
    for (int j = at; j < at + units; j++) a[j] = sigmoid(z[j]);
  }

  @Override
  public double cost(double[] z, double[] a, double[] y, int at, int units) {
    double sum = 0;
    for (int j = at; j < at + units; j++) {
      sum += y[j] * Math.pow(sigmoid(-z[j]), gamma) * softplus(-z[j]) + (1 - y[j]) * Math.pow(a[j], gamma) * softplus(z[j]);
    }
    return sum;
  }

  @Override
  public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
    for (int j = at; j < at + units; j++) {
      double q = sigmoid(-z[j]);
      dz[j] = (1 - y[j]) * Math.pow(a[j], gamma) * (gamma * q * softplus(z[j]) + a[j])
          - y[j] * Math.pow(q, gamma) * (gamma * a[j] * softplus(-z[j]) + q);
    }
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double softplus(double z) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }

  @Override
  public boolean probabilities() {
    return true;
  }

  @Override
  public boolean labels() {
    return true;
  }

  @Override
  public void checkTarget(double y) {
    Heads.checkProbability(this, y);
  }
}
