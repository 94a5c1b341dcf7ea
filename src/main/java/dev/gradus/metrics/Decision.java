package dev.gradus.metrics;

/** Takes the outputs for one example, gives the class that they stand for. */
public final class Decision {
  private Decision() {}

  /**
   * The number of the class: that of the largest output, the first of equal ones; with one output 1 when it is above ½, else 0.
   *
   * @param outputs read
   * @param at where the example's outputs begin
   * @param units how many it has
   */
  public static int classOf(double[] outputs, int at, int units) {
    if (units == 1) return outputs[at] > 0.5 ? 1 : 0;
    int best = at;
    for (int j = at + 1; j < at + units; j++) {
      if (outputs[j] > outputs[best]) best = j;
    }
    return best - at;
  }
}
