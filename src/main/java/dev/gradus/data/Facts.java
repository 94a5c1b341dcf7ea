package dev.gradus.data;

import java.util.Arrays;

/**
 * Takes the number of an example, gives what is known of it beside inputs and target: weight, group and place in time.
 *
 * @param weights the weight of each example, or empty when each weighs 1
 * @param groups the group of each example, or empty when there are none
 * @param order the time of each example, or empty when they have no order
 */
record Facts(double[] weights, int[] groups, double[] order) {
  static final Facts NONE = new Facts(new double[0], new int[0], new double[0]);

  double weight(int example) {
    return weights.length == 0 ? 1 : weights[example];
  }

  /** Other weights for some of the examples; the rest keep theirs. @param count how many examples there are in all */
  Facts withWeights(double[] chosen, int[] examples, int count) {
    double[] all = weights.length == 0 ? new double[count] : weights.clone();
    if (weights.length == 0) Arrays.fill(all, 1);
    for (int i = 0; i < chosen.length; i++) all[examples[i]] = chosen[i];
    return new Facts(all, groups, order);
  }

  /** Groups for some of the examples; nobody sees those of the rest. */
  Facts withGroups(int[] chosen, int[] examples, int count) {
    int[] all = new int[count];
    for (int i = 0; i < chosen.length; i++) all[examples[i]] = chosen[i];
    return new Facts(weights, all, order);
  }

  /** Times for some of the examples; nobody sees those of the rest. */
  Facts withOrder(double[] chosen, int[] examples, int count) {
    double[] all = new double[count];
    for (int i = 0; i < chosen.length; i++) all[examples[i]] = chosen[i];
    return new Facts(weights, groups, all);
  }
}
