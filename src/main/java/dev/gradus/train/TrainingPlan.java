package dev.gradus.train;

import dev.gradus.backprop.Regularization;
import dev.gradus.data.ClassWeights;
import dev.gradus.kernel.Team;
import dev.gradus.net.Initializer;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Schedule;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Scaling;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How to train: everything that decides the result besides the network and the data. Immutable; made by {@link #builder()}, where the defaults are.
 *
 * @param optimizer how a step is made, with its learning rate
 * @param schedule the factor on the learning rate
 * @param clipping of the gradient
 * @param averaging of the parameters along the run; the averages are validated and become the model
 * @param regularization penalties on the weights, noise and dropout on the inputs, the largest norm
 * @param batch examples in a mini-batch, at least 1; L-BFGS takes all examples at once whatever this says
 * @param epochs how many times every example is seen, at least 1; of L-BFGS, how many iterations
 * @param shuffle whether each epoch has an order of its own
 * @param classWeights what an example of each class weighs, in training and in validation
 * @param monitor the figure that decides which epoch is best
 * @param stopping when to end before the last epoch, if at all
 * @param keep which epoch's parameters become the model
 * @param divergence what to do when a number is not finite any more
 * @param initializer of W and b, or empty for what suits the activation of the first layer
 * @param preparation how columns, and the values of a regression, are prepared
 * @param seed of initial values, order, dropout, noise
 * @param type float or double
 * @param threads how many threads a step is divided over, or 0 for as many as its products and the machine's cores call for
 */
public record TrainingPlan(Method optimizer, Schedule schedule, Clipping clipping, Averaging averaging, Regularization regularization, int batch, int epochs,
    boolean shuffle, ClassWeights classWeights, Monitor monitor, Optional<EarlyStopping> stopping, Keep keep, Divergence divergence,
    Optional<Initializer> initializer, PreparationPlan preparation,
    long seed, DataType type, int threads) {
  public TrainingPlan {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(clipping, "clipping");
    Objects.requireNonNull(averaging, "averaging");
    Objects.requireNonNull(regularization, "regularization");
    Objects.requireNonNull(classWeights, "classWeights");
    Objects.requireNonNull(monitor, "monitor");
    Objects.requireNonNull(stopping, "stopping");
    Objects.requireNonNull(keep, "keep");
    Objects.requireNonNull(divergence, "divergence");
    Objects.requireNonNull(initializer, "initializer");
    Objects.requireNonNull(preparation, "preparation");
    if (batch < 1) throw new IllegalArgumentException("a batch of " + batch + " examples was asked for; it must be at least 1");
    if (epochs < 1) throw new IllegalArgumentException(epochs + " epochs were asked for; it must be at least 1");
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException("parameters of type " + type + " were asked for; FLOAT and DOUBLE are possible");
    }
    if (threads < 0 || threads > Team.MOST) {
      throw new IllegalArgumentException(threads + " threads were asked for; 1 to " + Team.MOST + " are possible, or 0 to choose");
    }
    if (optimizer instanceof LBfgs) {
      refuseWithLineSearch("a schedule", !schedule.equals(Schedule.constant()));
      refuseWithLineSearch("clipping", !clipping.equals(Clipping.none()));
      refuseWithLineSearch("averaging", !averaging.equals(Averaging.none()));
      refuseWithLineSearch("a largest norm", regularization.maxNorm().isPresent());
      refuseWithLineSearch("dropout or noise on the inputs", regularization.inputDropout() > 0 || regularization.inputNoise() > 0);
    }
  }

  private static void refuseWithLineSearch(String what, boolean there) {
    if (there) {
      throw new IllegalArgumentException("the optimizer lbfgs and " + what + " were asked for; its line search needs the plain loss, the same at every look: "
          + "leave one of them out");
    }
  }

  /** Whether the monitored figure decides something: the end of a run, the epoch that is kept, or the rate. */
  public boolean needsMonitor() {
    return comparesEpochs() || schedule.needsMonitor();
  }

  /** Whether the monitored figure decides the end of a run, or the epoch that is kept. */
  public boolean comparesEpochs() {
    return keep == Keep.BEST || stopping.isPresent();
  }

  /** A plan with the defaults: Adam at 0.001, batches of 32, 20 epochs, shuffled, initial values that suit the activation, standardised columns, seed 0, float. */
  public static Builder builder() {
    return new Builder();
  }

  /** A plan in the making. */
  public static final class Builder {
    private Method optimizer = Optimizer.adam(0.001);
    private Schedule schedule = Schedule.constant();
    private Clipping clipping = Clipping.none();
    private Averaging averaging = Averaging.none();
    private Regularization regularization = Regularization.none();
    private int batch = 32;
    private int epochs = 20;
    private boolean shuffle = true;
    private ClassWeights classWeights = ClassWeights.none();
    private Monitor monitor = Monitor.loss();
    private Optional<EarlyStopping> stopping = Optional.empty();
    private Optional<Keep> keep = Optional.empty();
    private Divergence divergence = Divergence.FAIL;
    private Optional<Initializer> initializer = Optional.empty();
    private PreparationPlan preparation = PreparationPlan.standard();
    private long seed;
    private DataType type = DataType.FLOAT;
    private int threads;

    private Builder() {}

    public Builder optimizer(Method optimizer) {
      this.optimizer = optimizer;
      return this;
    }

    public Builder schedule(Schedule schedule) {
      this.schedule = schedule;
      return this;
    }

    public Builder clipping(Clipping clipping) {
      this.clipping = clipping;
      return this;
    }

    public Builder averaging(Averaging averaging) {
      this.averaging = averaging;
      return this;
    }

    public Builder regularization(Regularization regularization) {
      this.regularization = regularization;
      return this;
    }

    public Builder batch(int examples) {
      this.batch = examples;
      return this;
    }

    public Builder epochs(int epochs) {
      this.epochs = epochs;
      return this;
    }

    public Builder shuffle(boolean shuffle) {
      this.shuffle = shuffle;
      return this;
    }

    public Builder l2(double lambda) {
      this.regularization = regularization.withL2(lambda);
      return this;
    }

    public Builder classWeights(ClassWeights classWeights) {
      this.classWeights = classWeights;
      return this;
    }

    public Builder monitor(Monitor monitor) {
      this.monitor = monitor;
      return this;
    }

    /** Ends the run when there is no gain, and keeps the best epoch unless {@link #keep} says otherwise. */
    public Builder stopping(EarlyStopping stopping) {
      this.stopping = Optional.of(stopping);
      return this;
    }

    public Builder keep(Keep keep) {
      this.keep = Optional.of(keep);
      return this;
    }

    public Builder divergence(Divergence divergence) {
      this.divergence = divergence;
      return this;
    }

    public Builder initializer(Initializer initializer) {
      this.initializer = Optional.of(initializer);
      return this;
    }

    /** Scales columns of numbers like this, and leaves the rest of the preparation as it is. */
    public Builder scaling(Scaling scaling) {
      return preparation(preparation.withScaling(scaling));
    }

    /** How columns, and the values of a regression, are prepared; by default {@link PreparationPlan#standard}. */
    public Builder preparation(PreparationPlan preparation) {
      this.preparation = preparation;
      return this;
    }

    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    public Builder type(DataType type) {
      this.type = type;
      return this;
    }

    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /** The plan. @throws IllegalArgumentException when a value is out of range, or two contradict each other */
    public TrainingPlan build() {
      if (averaging instanceof Averaging.Swa swa && swa.fromEpoch() > epochs) {
        throw new IllegalArgumentException("an average from epoch " + swa.fromEpoch() + " on was asked for, and " + epochs + " epochs; begin earlier, or train longer");
      }
      return new TrainingPlan(optimizer, schedule, clipping, averaging, regularization, batch, epochs, shuffle, classWeights, monitor, stopping,
          keep.orElse(stopping.isPresent() ? Keep.BEST : Keep.LAST), divergence, initializer, preparation, seed, type, threads);
    }
  }
}
