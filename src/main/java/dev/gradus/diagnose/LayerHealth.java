package dev.gradus.diagnose;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What layer l was like on a sample at one moment.
 *
 * @param layer l, from 1 to L
 * @param activation the name of g in A = g(Z); of the output layer that of its output
 * @param units n_l
 * @param saturated the share of pairs of unit and example whose g′(z) is below 1 % of its largest value, of an activation that is flat on two sides; 0 for
 * others
 * @param dead the share of units with g′(z) = 0 for every example of the sample
 * @param Z the weighted inputs, after a normalisation
 * @param A the activations, before dropout
 * @param normW ‖W‖, the square root of the sum of squares
 * @param normDW ‖dW‖ of the mean loss of the sample, penalties included
 * @param normDZ the root mean square over units and examples of m dZ, that is of ∂C/∂z of an example's own cost
 * @param updateRatio ‖ΔW‖ / ‖W‖ of one step; empty where no step was looked at, or W is 0
 */
public record LayerHealth(int layer, String activation, int units, double saturated, double dead, Distribution Z, Distribution A, double normW, double normDW,
    double normDZ, OptionalDouble updateRatio) {
  public LayerHealth {
    if (layer < 1) throw new IllegalArgumentException("a layer " + layer + " was given; it must be at least 1");
    if (units < 1) throw new IllegalArgumentException("a layer of " + units + " units was given; it must be at least 1");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(Z, "Z");
    Objects.requireNonNull(A, "A");
    checkShare("saturated", saturated);
    checkShare("dead", dead);
    checkSize("norm of W", normW);
    checkSize("norm of dW", normDW);
    checkSize("norm of dZ", normDZ);
    updateRatio.ifPresent(ratio -> checkSize("ratio of update to weight", ratio));
  }

  private static void checkShare(String what, double share) {
    if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("a share of " + share + " " + what + " was given; it must be from 0 to 1");
  }

  private static void checkSize(String what, double size) {
    if (!(size >= 0 && size < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a " + what + " of " + size + " was given; it must be a finite number of at least 0");
    }
  }
}
