package dev.gradus.cli;

import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Schedule;
import picocli.CommandLine.Option;

/** Takes the options about steps, gives the update rule and the schedule. */
final class OptimizerOptions {
  @Option(names = "--optimizer", paramLabel = "NAME", defaultValue = "adam",
      description = "sgd, momentum, nesterov, adam (default: ${DEFAULT-VALUE})")
  String optimizer;

  @Option(names = "--lr", paramLabel = "RATE", defaultValue = "0.001", description = "learning rate (default: ${DEFAULT-VALUE})")
  double rate;

  @Option(names = "--momentum", paramLabel = "MU", description = "for momentum and nesterov (default: 0.9)")
  Double momentum;

  @Option(names = "--schedule", paramLabel = "NAME", defaultValue = "constant",
      description = "constant, step-epochs:N:FACTOR, … (default: ${DEFAULT-VALUE})")
  String schedule;

  Optimizer optimizer() {
    boolean hasMomentum = optimizer.equals("momentum") || optimizer.equals("nesterov");
    if (momentum != null && !hasMomentum) {
      throw new IllegalArgumentException("--momentum goes with --optimizer momentum or nesterov, not with " + optimizer);
    }
    double mu = momentum == null ? 0.9 : momentum;
    return switch (optimizer) {
      case "sgd" -> Optimizer.sgd(rate);
      case "momentum" -> Optimizer.momentum(rate, mu);
      case "nesterov" -> Optimizer.nesterov(rate, mu);
      case "adam" -> Optimizer.adam(rate);
      default -> throw new IllegalArgumentException("there is no optimizer \"" + optimizer + "\"; known are adam, momentum, nesterov, sgd");
    };
  }

  Schedule schedule() {
    return Schedule.named(schedule);
  }
}
