package dev.gradus.net;

/** Takes counts y ≥ 0, gives C = Σ_j (a_j − y_j z_j) with a = e^z, the negative log-likelihood without its constant log y!, and ∂C/∂z = a − y. */
final class Poisson implements Head {
  static final Poisson INSTANCE = new Poisson();

  private Poisson() {}

  @Override
  public String loss() {
    return "poisson";
  }

  @Override
  public String output() {
    return "exponential";
  }

  @Override
  public void output(double[] z, double[] a, int at, int units) {
    for (int j = at; j < at + units; j++) a[j] = Math.exp(z[j]);
  }

  @Override
  public double cost(double[] z, double[] a, double[] y, int at, int units) {
    double sum = 0;
    for (int j = at; j < at + units; j++) sum += a[j] - (y[j] == 0 ? 0 : y[j] * z[j]);
    return sum;
  }

  @Override
  public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
    for (int j = at; j < at + units; j++) dz[j] = a[j] - y[j];
  }

  @Override
  public void checkTarget(double y) {
    if (!(y >= 0 && y < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a target of " + y + " was given for the loss poisson; it must be a count, or a rate, of at least 0");
    }
  }
}
