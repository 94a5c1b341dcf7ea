package dev.gradus.cli;

import dev.gradus.backprop.Regularization;
import picocli.CommandLine.Option;

/** Takes the options that hold a network back from learning by heart, gives the regularization. */
final class RegularizationOptions {
  @Option(names = "--l1", paramLabel = "LAMBDA", defaultValue = "0", description = "penalty λ·Σ|W| on the weights (default: ${DEFAULT-VALUE})")
  double l1;

  @Option(names = "--l2", paramLabel = "LAMBDA", defaultValue = "0", description = "penalty λ/2·‖W‖² on the weights (default: ${DEFAULT-VALUE})")
  double l2;

  @Option(names = "--input-dropout", paramLabel = "P", defaultValue = "0", description = "share of the inputs to drop in training (default: ${DEFAULT-VALUE})")
  double inputDropout;

  @Option(names = "--input-noise", paramLabel = "SIGMA", defaultValue = "0",
      description = "standard deviation of the normal noise added to the inputs in training (default: ${DEFAULT-VALUE})")
  double inputNoise;

  Regularization regularization() {
    return Regularization.none().withL1(l1).withL2(l2).withInputDropout(inputDropout).withInputNoise(inputNoise);
  }
}
