package dev.gradus.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What a model achieved on some examples: the loss, and the figures of its kind of task. */
public sealed interface Evaluation {
  /** Σ w C / Σ w: the head's cost, without penalty. */
  double loss();

  /** How many examples were evaluated. */
  long examples();

  /** The figures by name, without those that are not defined; the loss first. */
  Map<String, Double> figures();

  /** Of a model that predicts classes. */
  record OfClasses(double loss, long examples, ConfusionMatrix confusion) implements Evaluation {
    @Override
    public Map<String, Double> figures() {
      Map<String, Double> figures = new LinkedHashMap<>();
      put(figures, "loss", OptionalDouble.of(loss));
      put(figures, "accuracy", confusion.accuracy());
      return figures;
    }
  }

  /** Of a model that predicts a value. */
  record OfValues(double loss, long examples, RegressionFigures errors) implements Evaluation {
    @Override
    public Map<String, Double> figures() {
      Map<String, Double> figures = new LinkedHashMap<>();
      put(figures, "loss", OptionalDouble.of(loss));
      put(figures, "r2", errors.r2());
      put(figures, "rmse", errors.rootMeanSquaredError());
      put(figures, "mse", errors.meanSquaredError());
      put(figures, "mae", errors.meanAbsoluteError());
      return figures;
    }
  }

  private static void put(Map<String, Double> figures, String name, OptionalDouble figure) {
    if (figure.isPresent() && Double.isFinite(figure.getAsDouble())) figures.put(name, figure.getAsDouble());
  }
}
