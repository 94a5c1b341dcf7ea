package dev.gradus.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a model achieved on some examples: the loss, and the figures of its kind of task. Their names and meanings are in {@link Metric}. */
public sealed interface Evaluation {
  /** Σ w C / Σ w: the head's cost, without penalty. */
  double loss();

  /** How many examples were evaluated. */
  long examples();

  /** The figures by name, without those that are not defined; the loss first. */
  Map<String, Double> figures();

  /** Frees what is kept of every example: {@link #figures} stay as they are, curves and thresholds are not to be had any more. */
  void forgetExamples();

  /** Of a model that predicts classes. */
  record OfClasses(double loss, long examples, ClassFigures classes) implements Evaluation {
    /** The counts of actual and predicted classes. */
    public ConfusionMatrix confusion() {
      return classes.confusion();
    }

    @Override
    public void forgetExamples() {
      classes.forgetExamples();
    }

    @Override
    public Map<String, Double> figures() {
      Map<String, Double> figures = new LinkedHashMap<>();
      ConfusionMatrix confusion = confusion();
      put(figures, "loss", OptionalDouble.of(loss));
      put(figures, "accuracy", confusion.accuracy());
      put(figures, "balanced_accuracy", confusion.balancedAccuracy());
      if (confusion.labels().size() == 2) {
        put(figures, "precision", confusion.precision(1));
        put(figures, "recall", confusion.recall(1));
        put(figures, "f1", confusion.f1(1));
        put(figures, "specificity", confusion.specificity(1));
      }
      put(figures, "precision_macro", confusion.precision(Average.MACRO));
      put(figures, "recall_macro", confusion.recall(Average.MACRO));
      put(figures, "f1_macro", confusion.f1(Average.MACRO));
      put(figures, "f1_micro", confusion.f1(Average.MICRO));
      put(figures, "precision_weighted", confusion.precision(Average.WEIGHTED));
      put(figures, "recall_weighted", confusion.recall(Average.WEIGHTED));
      put(figures, "f1_weighted", confusion.f1(Average.WEIGHTED));
      put(figures, "mcc", confusion.matthewsCorrelation());
      put(figures, "kappa", confusion.kappa());
      put(figures, "log_loss", classes.logLoss());
      put(figures, "brier", classes.brier());
      put(figures, "ece", classes.expectedCalibrationError());
      put(figures, "top_2_accuracy", classes.topAccuracy(2));
      put(figures, "top_3_accuracy", classes.topAccuracy(3));
      put(figures, "top_5_accuracy", classes.topAccuracy(5));
      put(figures, "roc_auc", classes.rocAuc());
      put(figures, "roc_auc_weighted", classes.weightedRocAuc());
      put(figures, "pr_auc", classes.prAuc());
      return figures;
    }
  }

  /** Of a model that predicts a value. @param quantiles of the outputs that the model's loss makes quantiles, if it does */
  record OfValues(double loss, long examples, RegressionFigures errors, Optional<QuantileFigures> quantiles) implements Evaluation {
    /** Of a model whose loss aims at no quantile. */
    public OfValues(double loss, long examples, RegressionFigures errors) {
      this(loss, examples, errors, Optional.empty());
    }

    @Override
    public void forgetExamples() {
      errors.forgetExamples();
    }

    @Override
    public Map<String, Double> figures() {
      Map<String, Double> figures = new LinkedHashMap<>();
      put(figures, "loss", OptionalDouble.of(loss));
      put(figures, "r2", errors.r2());
      put(figures, "rmse", errors.rootMeanSquaredError());
      put(figures, "mse", errors.meanSquaredError());
      put(figures, "mae", errors.meanAbsoluteError());
      put(figures, "mape", errors.meanAbsolutePercentageError());
      put(figures, "median_absolute_error", errors.medianAbsoluteError());
      put(figures, "max_error", errors.maxError());
      put(figures, "explained_variance", errors.explainedVariance());
      quantiles.ifPresent(some -> {
        put(figures, "pinball", some.pinball());
        put(figures, "coverage", some.coverage());
      });
      return figures;
    }
  }

  /** Of a model that predicts whether each of several labels applies. */
  record OfLabels(double loss, long examples, MultiLabelFigures labels) implements Evaluation {
    @Override
    public void forgetExamples() {
      labels.forgetExamples();
    }

    @Override
    public Map<String, Double> figures() {
      Map<String, Double> figures = new LinkedHashMap<>();
      put(figures, "loss", OptionalDouble.of(loss));
      put(figures, "accuracy", labels.subsetAccuracy());
      put(figures, "hamming_loss", labels.hammingLoss());
      put(figures, "f1_macro", labels.f1(Average.MACRO));
      put(figures, "f1_micro", labels.f1(Average.MICRO));
      put(figures, "f1_weighted", labels.f1(Average.WEIGHTED));
      put(figures, "roc_auc", labels.rocAuc());
      put(figures, "pr_auc", labels.prAuc());
      return figures;
    }
  }

  /** What is left of an evaluation that was made earlier, by another process: its figures. */
  record OfFigures(double loss, long examples, Map<String, Double> figures) implements Evaluation {
    public OfFigures {
      figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    @Override
    public void forgetExamples() {}
  }

  private static void put(Map<String, Double> figures, String name, OptionalDouble figure) {
    if (figure.isPresent() && Double.isFinite(figure.getAsDouble())) figures.put(name, figure.getAsDouble());
  }
}
