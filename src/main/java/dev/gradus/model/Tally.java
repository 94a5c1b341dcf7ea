package dev.gradus.model;

import dev.gradus.data.Dataset;
import dev.gradus.metrics.ClassFigures;
import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.MultiLabelFigures;
import dev.gradus.metrics.QuantileFigures;
import dev.gradus.metrics.RegressionFigures;
import dev.gradus.net.Head;
import dev.gradus.prepare.Target;
import java.util.List;
import java.util.Optional;

/** Takes the outputs for one example after the other, gives the evaluation of their kind of task. */
interface Tally {
  /** @param outputs read, from {@code at} on */
  void add(Dataset data, int example, double[] outputs, int at, double weight);

  Evaluation evaluation(double loss, long examples);

  /** The tally for a target, empty. @param units how many outputs the network has */
  static Tally of(Target target, Head head, int units) {
    if (target instanceof Target.Classes classes) return new OfClasses(new ClassFigures(classes.labels(), units, head.probabilities()));
    if (target instanceof Target.Labels labels) return new OfLabels(labels.names());
    return OfValues.of(head);
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

  /** Of one value for each example. @param output which output is the value */
  record OfValues(int output, RegressionFigures figures, Optional<QuantileFigures> quantiles) implements Tally {
    static OfValues of(Head head) {
      double[] taus = head.quantiles();
      return new OfValues(head.valueOutput(), new RegressionFigures(), taus.length == 0 ? Optional.empty() : Optional.of(new QuantileFigures(taus)));
    }

    @Override
    public void add(Dataset data, int example, double[] outputs, int at, double weight) {
      double y = data.value(example);
      figures.add(outputs[at + output], y, weight);
      if (quantiles.isPresent()) quantiles.get().add(outputs, at, y, weight);
    }

    @Override
    public Evaluation evaluation(double loss, long examples) {
      return new Evaluation.OfValues(loss, examples, figures, quantiles);
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
