package dev.gradus.net;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Takes an output for each of several quantiles and the target of each, gives C = Σ_k ℓ_k(a_k − y_k) and ∂C/∂z = ℓ′(a − y) ⊙ g′(z), ℓ_k being the pinball
 * loss of τ_k.
 */
record QuantilesHead(List<Deviation.Quantile> each, Activation g) implements Head {
  QuantilesHead {
    each = List.copyOf(each);
    if (each.size() < 2) throw new IllegalArgumentException(each.size() + " quantiles were asked for; there must be at least 2");
    for (int k = 1; k < each.size(); k++) {
      if (!(each.get(k).tau() > each.get(k - 1).tau())) {
        throw new IllegalArgumentException("the quantile " + each.get(k).tau() + " was asked for after " + each.get(k - 1).tau()
            + "; quantiles must be given in ascending order, each once");
      }
    }
  }

  /** This loss with another activation. */
  QuantilesHead with(Activation g) {
    return new QuantilesHead(each, g);
  }

  @Override
  public String loss() {
    return each.stream().map(one -> ":" + one.tau()).collect(Collectors.joining("", "quantile", ""));
  }

  @Override
  public String output() {
    return g.name();
  }

  @Override
  public double[] quantiles() {
    return each.stream().mapToDouble(Deviation.Quantile::tau).toArray();
  }

  @Override
  public int outputsForValue() {
    return each.size();
  }

  @Override
  public int valueOutput() {
    int nearest = 0;
    for (int k = 1; k < each.size(); k++) {
      if (Math.abs(each.get(k).tau() - 0.5) < Math.abs(each.get(nearest).tau() - 0.5)) nearest = k;
    }
    return nearest;
  }

  @Override
  public void checkUnits(int units) {
    if (units != each.size()) {
      throw new IllegalArgumentException("the loss " + loss() + " with " + units + (units == 1 ? " output" : " outputs") + " was asked for; it must have "
          + each.size() + ", one for each quantile");
    }
  }

  @Override
  public void output(double[] z, double[] a, int at, int units) {
    for (int j = at; j < at + units; j++) a[j] = g.value(z[j]);
  }

  @Override
  public double cost(double[] z, double[] a, double[] y, int at, int units) {
    double sum = 0;
    for (int k = 0; k < units; k++) sum += each.get(k).cost(a[at + k] - y[at + k]);
    return sum;
  }

  @Override
  public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
    for (int k = 0; k < units; k++) dz[at + k] = each.get(k).slope(a[at + k] - y[at + k]) * g.derivative(z[at + k], a[at + k]);
  }

  @Override
  public boolean trainable() {
    return g.trainable();
  }

  /** The pieces of one quantile's loss are those of every other. */
  @Override
  public int piece(double z, double y) {
    return new DeviationHead(each.get(0), g).piece(z, y);
  }
}
