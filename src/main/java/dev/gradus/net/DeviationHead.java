package dev.gradus.net;

/** Takes outputs A = g(Z) and targets Y, gives C = Σ_j ℓ(a_j − y_j) and ∂C/∂z = ℓ′(a − y) ⊙ g′(z). */
record DeviationHead(Deviation deviation, Activation g) implements Head {
  /** This loss with another activation. */
  DeviationHead with(Activation g) {
    return new DeviationHead(deviation, g);
  }

  @Override
  public String loss() {
    return deviation.loss();
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
    for (int j = at; j < at + units; j++) sum += deviation.cost(a[j] - y[j]);
    return sum;
  }

  @Override
  public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
    for (int j = at; j < at + units; j++) dz[j] = deviation.slope(a[j] - y[j]) * g.derivative(z[j], a[j]);
  }

  @Override
  public double[] quantiles() {
    return deviation instanceof Deviation.Quantile quantile ? new double[] {quantile.tau()} : Head.super.quantiles();
  }

  @Override
  public boolean trainable() {
    return g.trainable();
  }

  @Override
  public int piece(double z, double y) {
    int piece = 0;
    for (double kink : g.kinks()) piece += z > kink ? 1 : 0;
    piece *= deviation.kinks().length + 1;
    for (double kink : deviation.kinks()) piece += g.value(z) - y > kink ? 1 : 0;
    return piece;
  }
}
