package dev.gradus.explain;

/**
 * Takes a number of nodes n, gives nodes and weights on [0, 1] with ∫ f ≈ Σ_i w_i f(t_i), exact for polynomials up to degree 2n − 1: the roots of the Legendre
 * polynomial P_n by Newton's method, and w = 1 / ((1 − x²) P_n′(x)²), from [−1, 1] brought to [0, 1].
 */
final class GaussLegendre {
  final double[] nodes;
  final double[] weights;

  GaussLegendre(int n) {
    nodes = new double[n];
    weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      double change = 1;
      for (int turn = 0; turn < 100 && Math.abs(change) > 1e-15; turn++) {
        double before = 1;
        double p = x;
        for (int k = 2; k <= n; k++) {
          double next = ((2 * k - 1) * x * p - (k - 1) * before) / k;
          before = p;
          p = next;
        }
        slope = n * (before - x * p) / (1 - x * x);
        change = p / slope;
        x -= change;
      }
      nodes[i] = (1 + x) / 2;
      weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
  }
}
