package dev.gradus.model;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.ClassFigures;
import dev.gradus.metrics.Temperature;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.prepare.Target;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Takes parameters and validation examples that they were not trained on, gives the temperature T whose probabilities g(Z_L / T) fit the examples best, and
 * folds it into the parameters: W_L ← W_L / T and b_L ← b_L / T, so that Z_L becomes Z_L / T and nothing else has to know (Guo et al. 2017, "On Calibration of Modern
 * Neural Networks", 4.2). The predicted classes stay the same.
 *
 * @param temperature T; above 1 where the network was too sure of itself
 * @param before how good the probabilities were
 * @param after how good they are with T
 */
public record Calibration(double temperature, Quality before, Quality after) {
  /** The entry of a model's provenance that holds T. */
  public static final String PROVENANCE = "temperature";

  /**
   * How good probabilities are.
   *
   * @param logLoss the mean negative log likelihood, summed over outputs when each is a label of its own
   * @param calibrationError the expected calibration error; empty for labels
   */
  public record Quality(double logLoss, OptionalDouble calibrationError) {}

  /** Whether temperatures have a meaning for a head: its outputs are probabilities, made by softmax or sigmoid. */
  public static boolean appliesTo(Head head) {
    return head.probabilities() && (head.output().equals("softmax") || head.output().equals("sigmoid"));
  }

  /**
   * Finds the temperature and folds it into the parameters.
   *
   * @param theta read, and on success its W_L and b_L are written
   * @param validation with inputs scaled and classes numbered as the network has them, and with weights, all of which count
   * @param team does the work; neither kept nor closed
   * @return empty, and {@code theta} unchanged, when no temperature is best: every example is predicted rightly, or Z_L says nothing about the truth
   * @throws IllegalArgumentException when the head's outputs are no probabilities of softmax or sigmoid, or there are no examples
   */
  public static Optional<Calibration> fold(Parameters theta, Dataset validation, Team team) {
    Network network = theta.network();
    if (!appliesTo(network.head())) {
      throw new IllegalArgumentException("a temperature for the loss " + network.head().loss() + " with the output " + network.head().output()
          + " was asked for; it must be for probabilities of softmax or sigmoid");
    }
    if (validation.size() == 0) throw new IllegalArgumentException("a temperature from 0 examples was asked for; there must be at least 1");
    Outputs outputs = Outputs.of(theta, validation, team);
    OptionalDouble temperature = outputs.temperature();
    if (temperature.isEmpty()) return Optional.empty();
    double t = temperature.getAsDouble();
    theta.W(network.depth()).divi(t);
    theta.b(network.depth()).divi(t);
    return Optional.of(new Calibration(t, outputs.quality(1), outputs.quality(t)));
  }

  /** Z_L of all examples beside the truth; {@code labels} is empty when each output is a label of its own. */
  private record Outputs(Head head, int units, double[] z, double[] targets, Optional<Classes> classes, double[] weights) {
    /** The classes, and the number of each example's. */
    record Classes(Target.Classes target, int[] numbers) {}

    static Outputs of(Parameters theta, Dataset data, Team team) {
      int units = theta.network().outputs();
      int capacity = Math.min(Evaluator.BATCH, data.size());
      double[] z = new double[Math.multiplyExact(units, data.size())];
      double[] targets = new double[z.length];
      double[] weights = new double[data.size()];
      try (Predictor predictor = new Predictor(theta, team); Batches batches = new Batches(data, units, capacity, theta.type(), team)) {
        for (int at = 0; batches.next(); at += batches.batch().m()) {
          Batch batch = batches.batch();
          double[] some = predictor.weightedOutputs(batch.X(), batch.m());
          System.arraycopy(some, 0, z, at * units, some.length);
          batch.Y().get(0, targets, at * units, some.length);
          System.arraycopy(batch.w(), 0, weights, at, batch.m());
        }
      }
      Optional<Classes> classes = Optional.empty();
      if (data.schema().target() instanceof Target.Classes target) {
        int[] numbers = new int[data.size()];
        Arrays.setAll(numbers, data::label);
        classes = Optional.of(new Classes(target, numbers));
      }
      return new Outputs(theta.network().head(), units, z, targets, classes, weights);
    }

    boolean isSoftmax() {
      return head.output().equals("softmax");
    }

    OptionalDouble temperature() {
      return isSoftmax() ? Temperature.ofSoftmax(z, units, classes.orElseThrow().numbers(), weights)
          : Temperature.ofSigmoid(z, units, targets, weights);
    }

    Quality quality(double t) {
      Head likelihood = isSoftmax() ? Head.softmaxCrossEntropy() : Head.sigmoidCrossEntropy();
      Optional<ClassFigures> figures = classes.map(c -> new ClassFigures(c.target().labels(), units, true));
      double[] a = new double[units];
      double[] scaled = new double[units];
      double[] y = new double[units];
      double sum = 0;
      double whole = 0;
      for (int i = 0; i < weights.length; i++) {
        for (int j = 0; j < units; j++) scaled[j] = z[i * units + j] / t;
        System.arraycopy(targets, i * units, y, 0, units);
        likelihood.output(scaled, a, 0, units);
        sum += weights[i] * likelihood.cost(scaled, a, y, 0, units);
        whole += weights[i];
        if (figures.isPresent()) figures.get().add(classes.orElseThrow().numbers()[i], a, 0, weights[i]);
      }
      return new Quality(sum / whole, figures.map(ClassFigures::expectedCalibrationError).orElse(OptionalDouble.empty()));
    }
  }

  /** A model whose probabilities are calibrated, and how. @param model new, the caller's to close; its provenance has T under {@link #PROVENANCE} */
  public record Calibrated(Model model, Calibration calibration) {}

  /**
   * A copy of a model with the temperature folded in.
   *
   * @param model read; stays the caller's
   * @param validation with raw inputs
   * @return empty when no temperature is best
   * @throws IllegalArgumentException as {@link #fold} does
   */
  public static Optional<Calibrated> of(Model model, Dataset validation) {
    Dataset prepared = model.prepared(validation);
    Parameters theta = model.parameters().copy();
    try (Team team = Evaluator.team(model.network())) {
      Optional<Calibration> calibration = fold(theta, prepared, team);
      if (calibration.isEmpty()) theta.close();
      return calibration.map(c -> new Calibrated(calibrated(model, theta, c.temperature()), c));
    } catch (RuntimeException | Error e) {
      theta.close();
      throw e;
    }
  }

  /** T of a model that was calibrated before is that of both times. */
  private static Model calibrated(Model model, Parameters theta, double temperature) {
    Map<String, Object> provenance = model.provenance();
    double earlier = provenance.get(PROVENANCE) instanceof Number number ? number.doubleValue() : 1;
    provenance.put(PROVENANCE, earlier * temperature);
    return new Model(theta, model.schema(), model.preparation(), provenance);
  }
}
