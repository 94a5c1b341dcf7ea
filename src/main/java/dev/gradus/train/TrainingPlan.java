package dev.gradus.train;

import dev.gradus.kernel.Team;
import dev.gradus.net.Initializer;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Schedule;
import dev.gradus.prepare.Scaling;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How to train: everything that decides the result besides the network and the data. Immutable; made by {@link #builder()}, where the defaults are.
 *
 * @param optimizer the update rule with its learning rate
 * @param schedule the factor on the learning rate
 * @param batch examples in a mini-batch, at least 1
 * @param epochs how many times every example is seen, at least 1
 * @param shuffle whether each epoch has an order of its own
 * @param l2 λ of the penalty λ/2 Σ‖W‖², at least 0
 * @param initializer of W and b
 * @param scaling how columns of numbers are prepared
 * @param seed of initial values, order, dropout
 * @param type float or double
 * @param threads how many threads a step is divided over, or 0 for as many as its products and the machine's cores call for
 */
public record TrainingPlan(Optimizer optimizer, Schedule schedule, int batch, int epochs, boolean shuffle, double l2, Initializer initializer,
    Scaling.Kind scaling, long seed, DataType type, int threads) {
  public TrainingPlan {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(initializer, "initializer");
    Objects.requireNonNull(scaling, "scaling");
    if (batch < 1) throw new IllegalArgumentException("a batch of " + batch + " examples was asked for; it must be at least 1");
    if (epochs < 1) throw new IllegalArgumentException(epochs + " epochs were asked for; it must be at least 1");
    if (!(l2 >= 0) || l2 == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("an L2 penalty of " + l2 + " was asked for; it must be a number of at least 0");
    }
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException("parameters of type " + type + " were asked for; FLOAT and DOUBLE are possible");
    }
    if (threads < 0 || threads > Team.MOST) {
      throw new IllegalArgumentException(threads + " threads were asked for; 1 to " + Team.MOST + " are possible, or 0 to choose");
    }
  }

  /** A plan with the defaults: Adam at 0.001, batches of 32, 20 epochs, shuffled, He's initial values, standardised columns, seed 0, float. */
  public static Builder builder() {
    return new Builder();
  }

  /** A plan in the making. */
  public static final class Builder {
    private Optimizer optimizer = Optimizer.adam(0.001);
    private Schedule schedule = Schedule.constant();
    private int batch = 32;
    private int epochs = 20;
    private boolean shuffle = true;
    private double l2;
    private Initializer initializer = Initializer.he();
    private Scaling.Kind scaling = Scaling.Kind.STANDARD;
    private long seed;
    private DataType type = DataType.FLOAT;
    private int threads;

    private Builder() {}

    public Builder optimizer(Optimizer optimizer) {
      this.optimizer = optimizer;
      return this;
    }

    public Builder schedule(Schedule schedule) {
      this.schedule = schedule;
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
      this.l2 = lambda;
      return this;
    }

    public Builder initializer(Initializer initializer) {
      this.initializer = initializer;
      return this;
    }

    public Builder scaling(Scaling.Kind scaling) {
      this.scaling = scaling;
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

    /** The plan. @throws IllegalArgumentException when a value is out of range */
    public TrainingPlan build() {
      return new TrainingPlan(optimizer, schedule, batch, epochs, shuffle, l2, initializer, scaling, seed, type, threads);
    }
  }
}
