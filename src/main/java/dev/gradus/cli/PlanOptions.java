package dev.gradus.cli;

import dev.gradus.backprop.Regularization;
import dev.gradus.data.ClassWeights;
import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.optim.LBfgs;
import dev.gradus.prepare.Preparation;
import dev.gradus.train.TrainingPlan;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes all options that say what is trained and how, whatever the data, gives the plan and the network. */
final class PlanOptions {
  /** The type of the parameters, as the command line names it. */
  enum Precision {
    FLOAT(DataType.FLOAT),
    DOUBLE(DataType.DOUBLE);

    final DataType type;

    Precision(DataType type) {
      this.type = type;
    }
  }

  private static final int LEAST_EPOCHS = 20;
  private static final int MOST_EPOCHS = 200;
  private static final int ENOUGH_STEPS = 2400;

  @Spec(Spec.Target.MIXEE) private CommandSpec command;

  @Mixin private NetworkOptions networks;
  @Mixin private OptimizerOptions optimizers;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "32", description = "examples in a mini-batch (default: ${DEFAULT-VALUE})")
  private int batch;

  @Option(names = "--epochs", paramLabel = "N", description = "times every example is seen; of lbfgs, iterations (default: 20, and of few examples as many as make "
      + "2,400 steps, up to 200)")
  private Integer epochs;

  @Mixin private RegularizationOptions regularizations;

  @Option(names = "--max-norm", paramLabel = "C", description = "largest norm of the weights into a unit, kept after every step (default: none)")
  private Double maxNorm;

  @Option(names = "--class-weight", paramLabel = "WEIGHTS", defaultValue = "none",
      description = "what an example of each class weighs: balanced, or as in yes=2,no=1 (default: ${DEFAULT-VALUE})")
  private String classWeights;

  @Mixin private PreparationOptions preparations;

  @Mixin private StoppingOptions stopping;

  @Option(names = "--shuffle", negatable = true, defaultValue = "true", fallbackValue = "true",
      description = "examples in another order in every epoch, or with --no-shuffle in that of the source (default: shuffled)")
  private boolean shuffle;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0",
      description = "of initial weights, order and split; the same seed and number of threads give the same model (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--dtype", paramLabel = "TYPE", defaultValue = "float", description = "float or double (default: ${DEFAULT-VALUE})")
  private Precision dtype;

  /** Refuses options about initial values, for a run that begins with those of a file. */
  void refuseInitialValues() {
    if (networks.init != null) throw new IllegalArgumentException("--init-from and --init are two ways to begin; choose one");
    if (networks.bias != null) throw new IllegalArgumentException("--init-from and --bias-init are two ways to begin; choose one");
  }

  /** Refuses what no data could make right. @throws IllegalArgumentException saying what and why */
  void check() {
    TrainingPlan plan = plan(1);
    if (networks.dropout > 0 && plan.optimizer() instanceof LBfgs) {
      throw new IllegalArgumentException("--optimizer lbfgs and --dropout: a line search needs the same loss at every look; leave one of them out");
    }
    networks.check();
  }

  /** The plan, before it is known how many examples there are. @param threads as {@link TrainingPlan#threads} */
  TrainingPlan plan(int threads) {
    return plan(threads, Integer.MAX_VALUE);
  }

  /** The plan for a number of examples. @param threads as {@link TrainingPlan#threads} */
  TrainingPlan plan(int threads, int examples) {
    TrainingPlan.Builder plan = TrainingPlan.builder().batch(batch).epochs(epochs(examples)).shuffle(shuffle).regularization(regularization())
        .classWeights(ClassWeights.parse(classWeights)).initializer(networks.initializer())
        .preparation(preparations.plan(command)).seed(seed).type(dtype.type).threads(threads);
    return stopping.applyTo(optimizers.applyTo(plan)).build();
  }

  /** Twenty, or where that would be few steps as many as make enough, in bounds. */
  private int epochs(int examples) {
    if (epochs != null) return epochs;
    if (optimizers.isLbfgs()) return LEAST_EPOCHS;
    long steps = Math.max(1, (examples + (long) Math.max(1, batch) - 1) / Math.max(1, batch));
    return (int) Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, (ENOUGH_STEPS + steps - 1) / steps));
  }

  private Regularization regularization() {
    Regularization plain = regularizations.regularization();
    return maxNorm == null ? plain : plain.withMaxNorm(maxNorm);
  }

  /** The preparation, fitted on examples. @throws dev.gradus.data.DataException when it names a column that is not there */
  Preparation fit(Dataset examples) {
    return preparations.fit(examples, command);
  }

  /** @param data prepared */
  Network network(Dataset data) {
    Network network = networks.network(data);
    preparations.check(network, data.schema().target());
    return network;
  }

  /** Takes the options of columns from a command that these are not a part of. */
  void of(CommandSpec command) {
    this.command = command;
  }

  long seed() {
    return seed;
  }
}
