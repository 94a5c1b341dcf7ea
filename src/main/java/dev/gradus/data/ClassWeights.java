package dev.gradus.data;

import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.Target;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Takes a data set with classes, gives the weight of each class: {@link Dataset#weightedBy} multiplies the weights of the examples by them.
 *
 * <pre>{@code
 * Dataset even = examples.weightedBy(ClassWeights.balanced().of(examples));
 * }</pre>
 */
public sealed interface ClassWeights {
  /** The weight of each class, in the order of the labels. @throws IllegalArgumentException when the target is not classes, or lacks one that is weighted */
  double[] of(Dataset data);

  /** Every class weighs 1. */
  static ClassWeights none() {
    return new None();
  }

  /**
   * Class c weighs n / (K n_c), so that all classes weigh the same together: n = Σ w over all examples, n_c over those of class c, and K is the number of
   * classes with n_c > 0. A class without weight has nothing to balance and weighs 1.
   */
  static ClassWeights balanced() {
    return new Balanced();
  }

  /** Weights by label; a class that is not named weighs 1. @throws IllegalArgumentException when there is none, or one is negative or not finite */
  static ClassWeights given(Map<String, Double> weights) {
    return new Given(weights);
  }

  /**
   * The weights that a text stands for, as {@link #toString} writes it: {@code none}, {@code balanced}, or labels with weights such as {@code yes=2,no=1}. A
   * label may have {@code =} in it, but no comma.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static ClassWeights parse(String text) {
    if (text.equals("none")) return none();
    if (text.equals("balanced")) return balanced();
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int at = pair.lastIndexOf('=');
      double weight = Numbers.parse(pair.substring(at + 1).strip());
      if (at < 0 || Double.isNaN(weight)) {
        throw new IllegalArgumentException("class weights have " + Shown.quoted(pair) + "; they must be balanced, none, or a label and a number for each "
            + "class, such as yes=2,no=1");
      }
      String label = pair.substring(0, at).strip();
      if (weights.put(label, weight) != null) {
        throw new IllegalArgumentException("class weights name the class " + Shown.quoted(label) + " twice; name it once");
      }
    }
    return given(weights);
  }

  /** Refuses what is no weight of a class. */
  static void check(String label, double weight) {
    if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a weight of " + weight + " was asked for the class " + Shown.quoted(label) + "; it must be a number of at least 0");
    }
  }

  private static List<String> labels(Dataset data) {
    if (data.schema().target() instanceof Target.Classes classes) return classes.labels();
    throw new IllegalArgumentException("class weights are for classes, and " + data.source() + " predicts " + data.schema().target());
  }

  /** {@link #none()}. */
  record None() implements ClassWeights {
    @Override
    public double[] of(Dataset data) {
      double[] ones = new double[labels(data).size()];
      Arrays.fill(ones, 1);
      return ones;
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /** {@link #balanced()}. */
  record Balanced() implements ClassWeights {
    @Override
    public double[] of(Dataset data) {
      double[] weights = new double[labels(data).size()];
      double all = 0;
      for (int i = 0; i < data.size(); i++) {
        weights[data.label(i)] += data.weight(i);
        all += data.weight(i);
      }
      long present = Arrays.stream(weights).filter(w -> w > 0).count();
      for (int c = 0; c < weights.length; c++) weights[c] = weights[c] > 0 ? all / (present * weights[c]) : 1;
      return weights;
    }

    @Override
    public String toString() {
      return "balanced";
    }
  }

  /** {@link #given}. */
  record Given(Map<String, Double> weights) implements ClassWeights {
    public Given {
      weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
      if (weights.isEmpty()) throw new IllegalArgumentException("class weights for no class were asked for; name at least one");
      weights.forEach(ClassWeights::check);
    }

    @Override
    public double[] of(Dataset data) {
      List<String> labels = labels(data);
      double[] all = new None().of(data);
      weights.forEach((label, weight) -> {
        int c = labels.indexOf(label);
        if (c < 0) throw unknown(label, labels, data.source());
        all[c] = weight;
      });
      return all;
    }

    private static IllegalArgumentException unknown(String label, List<String> labels, String source) {
      String near = NearMiss.of(label, labels).map(n -> " Did you mean " + Shown.quoted(n) + "?").orElse("");
      return new IllegalArgumentException("class weights name the class " + Shown.quoted(label) + ", and " + source + " has no such class." + near
          + " The classes are " + Shown.list(labels) + ".");
    }

    @Override
    public String toString() {
      return weights.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
    }
  }
}
