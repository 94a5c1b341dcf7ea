package dev.gradus.net;

/** Takes classes with targets y that sum to one, gives C = −Σ_j t_j log a_j with a = softmax(z), t = (1 − ε) y + ε/K, and ∂C/∂z = a − t. */
record SoftmaxCrossEntropy(double smoothing) implements Head {
  SoftmaxCrossEntropy {
    Heads.checkSmoothing(smoothing);
  }

  @Override
  public String loss() {
    return Heads.smoothed("cross-entropy", smoothing);
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
      double t = target(y[j], units);
      if (t != 0) sum += t * (logSumExp - z[j]);
    }
    return sum;
  }

  @Override
  public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
    double total = 0;
    for (int j = at; j < at + units; j++) total += target(y[j], units);
    for (int j = at; j < at + units; j++) dz[j] = total * a[j] - target(y[j], units);
  }

  private double target(double y, int units) {
    return y * (1 - smoothing) + smoothing / units;
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
