package dev.gradus.cli;

import dev.gradus.model.Calibration;
import dev.gradus.model.Model;
import dev.gradus.net.Network;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Takes {@code --calibrate}, a model and its validation examples, gives the model with calibrated probabilities. */
final class CalibrationOption {
  @Option(names = "--calibrate", fallbackValue = "true",
      description = "at the end, scale the probabilities to the validation examples with one temperature")
  private boolean calibrate;

  /** Refuses what no data could make right. */
  void check(String validation) {
    if (calibrate && "none".equals(validation)) {
      throw new IllegalArgumentException("--calibrate needs validation examples, and --validation is none; leave one of them out");
    }
  }

  /** Refuses a network without probabilities, and a split without validation examples. */
  void check(Network network, Split split) {
    if (!calibrate) return;
    if (split.validation().isEmpty()) throw new IllegalArgumentException("--calibrate needs validation examples, and --validation leaves none");
    if (!Calibration.appliesTo(network.head())) {
      throw new IllegalArgumentException("--calibrate is for probabilities, and --loss " + network.head().loss() + " with --output " + network.head().output()
          + " gives none");
    }
  }

  /** The model itself, or a new one with the temperature in it; what is not given back is the caller's to close as before. */
  Model apply(Model model, Split split, Consumer<String> notice) {
    if (!calibrate) return model;
    Optional<Calibration.Calibrated> calibrated = Calibration.of(model, split.validation().orElseThrow());
    notice.accept(calibrated.map(c -> describe(c.calibration())).orElse("notice: no temperature fits the validation examples best; the probabilities stay as they are"));
    return calibrated.map(Calibration.Calibrated::model).orElse(model);
  }

  private static String describe(Calibration calibration) {
    Calibration.Quality before = calibration.before();
    Calibration.Quality after = calibration.after();
    String error = before.calibrationError().isPresent() && after.calibrationError().isPresent()
        ? String.format(Locale.ROOT, ", calibration error %.4f to %.4f", before.calibrationError().getAsDouble(), after.calibrationError().getAsDouble()) : "";
    return String.format(Locale.ROOT, "calibrated with temperature %.4g: on the validation examples log loss %.5g to %.5g%s", calibration.temperature(),
        before.logLoss(), after.logLoss(), error);
  }
}
