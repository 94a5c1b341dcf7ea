package dev.gradus.diagnose;

import dev.gradus.net.Activation;

/**
 * What the derivative of an activation is like, by looking at it from z = −{@value #FAR} to {@value #FAR}.
 *
 * @param largest the largest |g′(z)|
 * @param flatOnBothSides whether |g′(z)| is below {@value #FLAT} of that at both ends, as of sigmoid and tanh
 */
record Slope(double largest, boolean flatOnBothSides) {
  /** A unit whose derivative is below this share of its largest is saturated. */
  static final double FLAT = 0.01;

  private static final int FAR = 60;
  private static final int STEPS = 100;

  static Slope of(Activation g) {
    double largest = 0;
    for (int i = -FAR * STEPS; i <= FAR * STEPS; i++) largest = Math.max(largest, at(g, (double) i / STEPS));
    boolean flat = at(g, -FAR) < FLAT * largest && at(g, FAR) < FLAT * largest;
    return new Slope(largest, flat);
  }

  private static double at(Activation g, double z) {
    return Math.abs(g.derivative(z, g.value(z)));
  }
}
