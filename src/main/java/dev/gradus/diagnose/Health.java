package dev.gradus.diagnose;

import java.util.List;

/**
 * What the layers of a network were like on a sample at one moment.
 *
 * @param epoch after which it was looked at; 0 before the first step
 * @param steps how many steps were made by then
 * @param examples of the sample
 * @param loss of the sample: the mean cost without penalties, so that it may be compared with ln k and with a validation
 * @param layers 1 to L, in this order
 */
public record Health(int epoch, long steps, int examples, double loss, List<LayerHealth> layers) {
  public Health {
    if (epoch < 0) throw new IllegalArgumentException("an epoch " + epoch + " was given; it must be at least 0");
    if (steps < 0) throw new IllegalArgumentException(steps + " steps were given; it must be at least 0");
    if (examples < 1) throw new IllegalArgumentException("a sample of " + examples + " examples was given; it must be at least 1");
    if (!Double.isFinite(loss)) throw new IllegalArgumentException("a loss of " + loss + " was given; it must be a finite number");
    layers = List.copyOf(layers);
    if (layers.isEmpty()) throw new IllegalArgumentException("0 layers were given; it must be at least 1");
    for (int l = 1; l <= layers.size(); l++) {
      int found = layers.get(l - 1).layer();
      if (found != l) throw new IllegalArgumentException("a layer " + found + " was given at place " + l + "; it must be " + l);
    }
  }

  /** Layer l, from 1 to L. */
  public LayerHealth layer(int l) {
    return layers.get(l - 1);
  }

  /** L. */
  public int depth() {
    return layers.size();
  }
}
