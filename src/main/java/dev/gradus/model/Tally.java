package dev.gradus.model;

import dev.gradus.data.Dataset;
import dev.gradus.metrics.ClassFigures;
import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.MultiLabelFigures;
import dev.gradus.metrics.RegressionFigures;
import dev.gradus.net.Head;
import dev.gradus.prepare.Target;
import java.util.List;
import java.util.OptionalDouble;

/** Takes the outputs for one example after the other, gives the evaluation of their kind of task. */
interface Tally {
  /** @param outputs read, from {@code at} on */
  void add(Dataset data, int example, double[] outputs, int at, double weight);

  Evaluation evaluation(double loss, long examples);

  /** The tally for a target, empty. @param units how many outputs the network has */
  static Tally of(Target target, Head head, int units) {
    if (target instanceof Target.Classes classes) return new OfClasses(new ClassFigures(classes.labels(), units, head.probabilities()));
    if (target instanceof Target.Labels labels) return new OfLabels(labels.names());
    return new OfValues(quantile(head));
  }

  /** The τ of a head with the loss {@code quantile:τ}. */
  private static OptionalDouble quantile(Head head) {
    String name = "quantile:";
    return head.loss().startsWith(name) ? OptionalDouble.of(Double.parseDouble(head.loss().substring(name.length()))) : OptionalDouble.empty();
  }

  /** Of one class for each example. */
  record OfClasses(ClassFigures figures) implements Tally {
    @Override
    public void add(Dataset data, int example, double[] outputs, int at, double weight) {
      figures.add(data.label(example), outputs, at, weight);
    }

    @Override
    public Evaluation evaluation(double loss, long examples) {
      return new Evaluation.OfClasses(loss, examples, figures);
    }
  }

  /** Of one value for each example. */
  record OfValues(OptionalDouble quantile, RegressionFigures figures) implements Tally {
    OfValues(OptionalDouble quantile) {
      this(quantile, new RegressionFigures());
    }

    @Override
    public void add(Dataset data, int example, double[] outputs, int at, double weight) {
      figures.add(data.targetScaling().restore(outputs[at]), data.value(example), weight);
    }

    @Override
    public Evaluation evaluation(double loss, long examples) {
      return new Evaluation.OfValues(loss, examples, figures, quantile);
    }
  }

  /** Of several labels that apply to each example or not. */
  record OfLabels(MultiLabelFigures figures, double[] targets) implements Tally {
    OfLabels(List<String> labels) {
      this(new MultiLabelFigures(labels), new double[labels.size()]);
    }

    @Override
    public void add(Dataset data, int example, double[] outputs, int at, double weight) {
      data.target(example, targets, targets.length);
      figures.add(targets, 0, outputs, at, weight);
    }

    @Override
    public Evaluation evaluation(double loss, long examples) {
      return new Evaluation.OfLabels(loss, examples, figures);
    }
  }
}
