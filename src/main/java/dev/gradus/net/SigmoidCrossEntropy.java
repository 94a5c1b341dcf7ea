package dev.gradus.net;

/**
 * Takes labels with targets y from 0 to 1, gives C = −Σ_j (t_j log a_j + (1 − t_j) log(1 − a_j)) with a = sigmoid(z), t = (1 − ε) y + ε/2, and
 * ∂C/∂z = a − t.
 */
record SigmoidCrossEntropy(double smoothing) implements Head {
  SigmoidCrossEntropy {
    Heads.checkSmoothing(smoothing);
  }

  @Override
  public String loss() {
    return Heads.smoothed("binary-cross-entropy", smoothing);
  }

  @Override
  public String output() {
    return "sigmoid";
  }

  @Override
  public void output(double[] z, double[] a, int at, int units) {
    for (int j = at; j < at + units; j++) a[j] = 1 / (1 + Math.exp(-z[j]));
  }

  @Override
  public double cost(double[] z, double[] a, double[] y, int at, int units) {
    double sum = 0;
    for (int j = at; j < at + units; j++) {
      sum += Math.max(z[j], 0) - target(y[j]) * z[j] + Math.log1p(Math.exp(-Math.abs(z[j])));
    }
    return sum;
  }

  @Override
  public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
    for (int j = at; j < at + units; j++) dz[j] = a[j] - target(y[j]);
  }

  private double target(double y) {
    return y * (1 - smoothing) + smoothing / 2;
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
