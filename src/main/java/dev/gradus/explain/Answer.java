package dev.gradus.explain;

import dev.gradus.model.Model;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of a model's answer that is explained, y = shift + factor · a_k: the probability of a class or label, or the value in its own unit.
 *
 * @param name the class or label, or the target that a value is predicted of
 * @param output k, from 0
 * @param shift added to what the output gives
 * @param factor what the output is multiplied by; −1 for the first of two classes that share an output
 */
public record Answer(String name, int output, double shift, double factor) {
  /**
   * All that a model answers: a number for each class or label in the order of the target, or the value, which of several quantiles is the one nearest to the
   * median.
   */
  public static List<Answer> all(Model model) {
    Target target = model.schema().target();
    if (target instanceof Target.Value) {
      TargetScaling scaling = model.preparation().targetScaling();
      return List.of(new Answer(target.name(), model.network().head().valueOutput(), scaling.shift(), 1 / scaling.factor()));
    }
    List<String> names = target instanceof Target.Classes classes ? classes.labels() : ((Target.Labels) target).names();
    if (target instanceof Target.Classes && model.network().outputs() == 1) {
      return List.of(new Answer(names.get(0), 0, 1, -1), new Answer(names.get(1), 0, 0, 1));
    }
    List<Answer> all = new ArrayList<>();
    for (String name : names) all.add(new Answer(name, all.size(), 0, 1));
    return List.copyOf(all);
  }

  /** That of a class or label, or of the value by the target's name. @throws IllegalArgumentException when there is none of this name */
  public static Answer named(Model model, String name) {
    List<Answer> all = all(model);
    for (Answer answer : all) {
      if (answer.name.equals(name)) return answer;
    }
    throw new IllegalArgumentException("an explanation of \"" + name + "\" was asked for; it must be one of " + all.stream().map(Answer::name).toList());
  }

  /** Of the class that is predicted, of the likeliest label, or of the value. @param outputs of the network for an example, read */
  static Answer given(Model model, double[] outputs) {
    List<Answer> all = all(model);
    if (model.schema().target() instanceof Target.Value) return all.get(0);
    if (outputs.length < all.size()) return all.get(Model.classOf(outputs));
    int best = 0;
    for (int j = 1; j < outputs.length; j++) best = outputs[j] > outputs[best] ? j : best;
    return all.get(best);
  }

  /** y for the outputs of the network from {@code at} on. */
  double of(double[] outputs, int at) {
    return shift + factor * outputs[at + output];
  }
}
