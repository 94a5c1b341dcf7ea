package dev.gradus.optim;

/**
 * Takes the number of an epoch and a step, gives the factor on the learning rate. Implementations are immutable functions.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The factor on η.
   *
   * @param epoch the number of the epoch, from 1
   * @param step the number of the step in the whole run, from 1
   */
  double factor(long epoch, long step);

  /** Always 1. */
  static Schedule constant() {
    return new Constant();
  }

  /** The rate is multiplied by {@code factor} after every {@code epochs} epochs. */
  static Schedule everyEpochs(int epochs, double factor) {
    return new EveryEpochs(epochs, factor);
  }

  /** The schedule of a name: {@code constant}, or {@code step:10:0.5} for half the rate after every ten epochs. */
  static Schedule named(String name) {
    if (name.equals("constant")) return constant();
    String[] parts = name.split(":", -1);
    if (parts[0].equals("step") && parts.length == 3) {
      try {
        return everyEpochs(Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
      } catch (NumberFormatException e) {
        // falls through to the message that shows the form
      }
    }
    throw new IllegalArgumentException("the schedule \"" + name + "\" is not known; write constant, or step:EPOCHS:FACTOR such as step:10:0.5");
  }

  /** Always 1. */
  record Constant() implements Schedule {
    @Override
    public double factor(long epoch, long step) {
      return 1;
    }

    @Override
    public String toString() {
      return "constant";
    }
  }

  /** {@code factor} to the power of the number of whole periods of {@code epochs} epochs that have passed. */
  record EveryEpochs(int epochs, double factor) implements Schedule {
    public EveryEpochs {
      if (epochs < 1) throw new IllegalArgumentException("a schedule with a step every " + epochs + " epochs was asked for; it must be at least 1");
      if (!(factor > 0) || factor == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("a schedule with a factor of " + factor + " was asked for; it must be a number above 0");
      }
    }

    @Override
    public double factor(long epoch, long step) {
      return Math.pow(factor, (epoch - 1) / epochs);
    }

    @Override
    public String toString() {
      return "step:" + epochs + ":" + factor;
    }
  }
}
