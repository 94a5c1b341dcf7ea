package dev.gradus.optim;

import dev.gradus.kernel.Matrix;

/** Takes θ, gives the loss and the gradient g: always of the same examples, so that equal θ have equal losses. */
@FunctionalInterface
public interface Objective {
  /**
   * Loss and gradient.
   *
   * @param theta flat θ, read
   * @param gradient flat g, as long as θ, written
   * @return the loss; it need not be finite
   */
  double lossAndGradient(Matrix theta, Matrix gradient);
}
