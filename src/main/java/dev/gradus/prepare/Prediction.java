package dev.gradus.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Takes the outputs of a network for one example, gives what they mean.
 *
 * @param target what is predicted
 * @param outputs of the network, with the scaling of a value taken back: for classes one for each, or one alone for two classes, which is that of the second;
 *     for a value one, or several for a head of quantiles; copied
 */
public record Prediction(Target target, double[] outputs) {
  /** @throws IllegalArgumentException when a target of this kind has not so many outputs */
  public Prediction {
    boolean fits = target instanceof Target.Value ? outputs.length > 0 : target.fits(outputs.length);
    if (!fits) {
      throw new IllegalArgumentException("a prediction of " + target + " was made from " + outputs.length + " outputs; it must have " + target.outputs());
    }
    outputs = outputs.clone();
  }

  /** A copy of the outputs. */
  @Override
  public double[] outputs() {
    return outputs.clone();
  }

  /**
   * The class: that of the largest output, the first of equal ones; with one output the second class when it is above ½, else the first.
   *
   * @throws IllegalStateException when it is not classes that are predicted
   */
  public String label() {
    List<String> labels = classes("class").labels();
    if (outputs.length == 1) return labels.get(outputs[0] > 0.5 ? 1 : 0);
    int best = 0;
    for (int j = 1; j < outputs.length; j++) {
      if (outputs[j] > outputs[best]) best = j;
    }
    return labels.get(best);
  }

  private Target.Classes classes(String what) {
    if (target instanceof Target.Classes classes) return classes;
    throw mismatch(what);
  }

  private IllegalStateException mismatch(String what) {
    return new IllegalStateException("a prediction of " + target + " has no " + what);
  }

  /**
   * The labels that the example has: those with an output above ½; of classes the one of {@link #label()}.
   *
   * @throws IllegalStateException when a value is predicted
   */
  public List<String> labels() {
    if (target instanceof Target.Classes) return List.of(label());
    if (!(target instanceof Target.Labels all)) throw mismatch("labels");
    return IntStream.range(0, outputs.length).filter(j -> outputs[j] > 0.5).mapToObj(all.names()::get).toList();
  }

  /**
   * The probability of a class or label.
   *
   * @throws IllegalArgumentException when there is no such class or label
   * @throws IllegalStateException when a value is predicted
   */
  public double probability(String label) {
    List<String> names = names();
    int j = names.indexOf(label);
    if (j < 0) throw new IllegalArgumentException("the probability of \"" + label + "\" was asked for; it must be one of " + names);
    return probability(j);
  }

  private double probability(int j) {
    if (outputs.length < names().size()) return j == 0 ? 1 - outputs[0] : outputs[0];
    return outputs[j];
  }

  private List<String> names() {
    if (target instanceof Target.Labels labels) return labels.names();
    return classes("probabilities").labels();
  }

  /**
   * The probability of each class or label, in the order of the target.
   *
   * @throws IllegalStateException when a value is predicted
   */
  public Map<String, Double> probabilities() {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (String name : names()) probabilities.put(name, probability(probabilities.size()));
    return probabilities;
  }

  /**
   * The value. Of several outputs, which are quantiles, it is the middle one after sorting, or the mean of the two in the middle; sorting is what is to be done
   * with quantiles that cross (Chernozhukov, Fernández-Val and Galichon, Econometrica 78, 2010).
   *
   * @throws IllegalStateException when it is not a value that is predicted
   */
  public double value() {
    double[] sorted = values("value");
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  private double[] values(String what) {
    if (!(target instanceof Target.Value)) throw mismatch(what);
    double[] sorted = outputs.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Whether there are several quantiles, and so an interval. */
  public boolean hasInterval() {
    return target instanceof Target.Value && outputs.length > 1;
  }

  /** The least of the quantiles. @throws IllegalStateException when there is only one, or none */
  public double low() {
    if (!hasInterval()) throw mismatch("interval");
    return values("interval")[0];
  }

  /** The largest of the quantiles. @throws IllegalStateException when there is only one, or none */
  public double high() {
    if (!hasInterval()) throw mismatch("interval");
    return values("interval")[outputs.length - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Prediction that && target.equals(that.target) && Arrays.equals(outputs, that.outputs);
  }

  @Override
  public int hashCode() {
    return 31 * target.hashCode() + Arrays.hashCode(outputs);
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (target instanceof Target.Value) {
      parts.add(target.name() + "=" + value());
      if (hasInterval()) parts.add("from " + low() + " to " + high());
    } else {
      probabilities().forEach((name, p) -> parts.add(name + "=" + p));
    }
    return "Prediction" + parts;
  }
}
