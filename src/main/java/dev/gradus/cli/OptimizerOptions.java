package dev.gradus.cli;

import dev.gradus.optim.Averaging;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.Method;
import dev.gradus.optim.MethodKind;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Schedule;
import dev.gradus.optim.WeightDecay;
import dev.gradus.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Takes the options about steps, gives the optimizer, the schedule, clipping and averaging to a plan. */
final class OptimizerOptions {
  /** What weight decay does. */
  enum Decay { COUPLED, DECOUPLED }

  @Option(names = "--optimizer", paramLabel = "NAME", defaultValue = "adam",
      description = "sgd, momentum, nesterov, adam, adamw, amsgrad, nadam, adamax, adagrad, rmsprop, adadelta, lion, lbfgs (default: ${DEFAULT-VALUE})")
  String optimizer;

  @Option(names = "--lr", paramLabel = "RATE", description = "learning rate (default: that of the optimizer, adam 0.001)")
  Double rate;

  @Option(names = "--momentum", paramLabel = "MU", description = "for momentum, nesterov and rmsprop (default: 0.9; of rmsprop 0)")
  Double momentum;

  @Option(names = "--beta1", paramLabel = "BETA", description = "how much of the first moment stays (default: 0.9)")
  Double beta1;

  @Option(names = "--beta2", paramLabel = "BETA", description = "how much of the second moment stays (default: 0.999; of lion 0.99)")
  Double beta2;

  @Option(names = "--epsilon", paramLabel = "EPSILON", description = "what is added to the root of the second moment (default: that of the optimizer, 1e-8 for most)")
  Double epsilon;

  @Option(names = "--alpha", paramLabel = "ALPHA", description = "for rmsprop: how much of the mean square stays (default: 0.99)")
  Double alpha;

  @Option(names = "--rho", paramLabel = "RHO", description = "for adadelta: how much of the mean squares stays (default: 0.9)")
  Double rho;

  @Option(names = "--momentum-decay", paramLabel = "PSI", description = "for nadam: how fast the look ahead begins (default: 0.004)")
  Double momentumDecay;

  @Option(names = "--lr-decay", paramLabel = "KAPPA", description = "for adagrad: the rate is divided by 1 + κ times the steps before (default: 0)")
  Double rateDecay;

  @Option(names = "--initial-accumulator", paramLabel = "VALUE", description = "for adagrad: the sum of squares at the start (default: 0)")
  Double initialAccumulator;

  @Option(names = "--centered", fallbackValue = "true", description = "for rmsprop: divide by the root of the variance")
  boolean centered;

  @Option(names = "--history", paramLabel = "N", description = "for lbfgs: pairs of steps that are remembered (default: 100)")
  Integer history;

  @Option(names = "--tolerance-gradient", paramLabel = "G", description = "for lbfgs: ends when no element of the gradient is larger (default: 1e-7)")
  Double toleranceGradient;

  @Option(names = "--tolerance-change", paramLabel = "C", description = "for lbfgs: ends when loss or parameters change by less (default: 1e-9)")
  Double toleranceChange;

  @Option(names = "--weight-decay", paramLabel = "LAMBDA", description = "pull of all parameters towards 0, as PyTorch's weight_decay (default: 0; of adamw 0.01)")
  Double weightDecay;

  @Option(names = "--decay", paramLabel = "KIND",
      description = "of --weight-decay: coupled (in the gradient) or decoupled (beside it) (default: as PyTorch, decoupled for adamw and lion, coupled for the others)")
  Decay decay;

  @Option(names = "--schedule", paramLabel = "NAME", defaultValue = "constant",
      description = "of the learning rate: constant, step-epochs:N:FACTOR, exponential-epochs:FACTOR, polynomial-steps:POWER, cosine-steps, one-cycle-steps, "
          + "plateau-epochs:FACTOR:PATIENCE, warm-up-steps:N+OTHER, …; -epochs or -steps says when it changes (default: ${DEFAULT-VALUE})")
  String schedule;

  @Option(names = "--clip-norm", paramLabel = "C", description = "largest norm of the gradient (default: none)")
  Double clipNorm;

  @Option(names = "--clip-value", paramLabel = "C", description = "largest value of an element of the gradient (default: none)")
  Double clipValue;

  @Option(names = "--average", paramLabel = "KIND", defaultValue = "none",
      description = "of the parameters, to validate and to keep: none, ema:DECAY at every step, swa:FIRST-EPOCH at the end of every epoch (default: ${DEFAULT-VALUE})")
  String average;

  /** Whether the method is L-BFGS, whose epochs are iterations. */
  boolean isLbfgs() {
    return optimizer.equals("lbfgs");
  }

  TrainingPlan.Builder applyTo(TrainingPlan.Builder plan) {
    return plan.optimizer(method()).schedule(Schedule.named(schedule)).clipping(clipping()).averaging(Averaging.named(average));
  }

  Method method() {
    Map<String, Double> values = new LinkedHashMap<>();
    put(values, "momentum", momentum);
    put(values, "beta1", beta1);
    put(values, "beta2", beta2);
    put(values, "epsilon", epsilon);
    put(values, "alpha", alpha);
    put(values, "rho", rho);
    put(values, "momentum-decay", momentumDecay);
    put(values, "lr-decay", rateDecay);
    put(values, "initial-accumulator", initialAccumulator);
    if (centered) values.put("centered", 1.0);
    put(values, "tolerance-gradient", toleranceGradient);
    put(values, "tolerance-change", toleranceChange);
    if (history != null) values.put("history", history.doubleValue());
    values.keySet().forEach(this::refuseOfOthers);
    Method method = Method.named(optimizer, rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate), values);
    if (decay != null && weightDecay == null) {
      throw new IllegalArgumentException("--decay says which kind of --weight-decay is meant, and there is none; give both, or leave it out");
    }
    return weightDecay == null ? method : decayed(method);
  }

  private void refuseOfOthers(String hyperParameter) {
    if (Method.kind(optimizer).hyperParameters().containsKey(hyperParameter)) return;
    String those = Method.kinds().stream().filter(kind -> kind.hyperParameters().containsKey(hyperParameter)).map(MethodKind::name)
        .collect(Collectors.joining(", "));
    throw new IllegalArgumentException("--" + hyperParameter + " goes with --optimizer " + those + ", not with " + optimizer);
  }

  private Method decayed(Method method) {
    if (!(method instanceof Optimizer rule)) {
      throw new IllegalArgumentException("--weight-decay goes with an update rule, not with --optimizer " + optimizer + "; use --l2");
    }
    if (decay == null) return rule.with(Method.kind(optimizer).decay(weightDecay));
    return rule.with(decay == Decay.COUPLED ? WeightDecay.coupled(weightDecay) : WeightDecay.decoupled(weightDecay));
  }

  private static void put(Map<String, Double> values, String name, Double value) {
    if (value != null) values.put(name, value);
  }

  private Clipping clipping() {
    if (clipNorm != null && clipValue != null) throw new IllegalArgumentException("--clip-norm and --clip-value are two ways to clip the gradient; choose one");
    if (clipNorm != null) return Clipping.byNorm(clipNorm);
    return clipValue != null ? Clipping.byValue(clipValue) : Clipping.none();
  }
}
