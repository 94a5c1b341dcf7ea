package dev.gradus.net;

/** Takes outputs A = g(Z) and targets Y, gives C = ½ Σ_j (a_j − y_j)² and ∂C/∂z = (a − y) ⊙ g′(z). */
record SquaredError(Activation g) implements Head {
  @Override
  public String loss() {
    return "squared-error";
  }

  @Override
  public String output() {
    return g.name();
  }

  @Override
  public void output(double[] z, double[] a, int at, int units) {
    for (int j = at; j < at + units; j++) a[j] = g.value(z[j]);
  }

  @Override
  public double cost(double[] z, double[] a, double[] y, int at, int units) {
    double sum = 0;
    for (int j = at; j < at + units; j++) sum += (a[j] - y[j]) * (a[j] - y[j]);
    return sum / 2;
  }

  @Override
  public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
    for (int j = at; j < at + units; j++) dz[j] = (a[j] - y[j]) * g.derivative(z[j], a[j]);
  }

  @Override
  public boolean trainable() {
    return g.trainable();
  }

  @Override
  public double[] kinks() {
    return g.kinks();
  }
}
