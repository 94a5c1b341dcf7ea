package dev.gradus.optim;

/** Takes the values of θ along a run, says which mean of them is evaluated and kept in the place of the last. */
public sealed interface Averaging {
  /** The last value is kept. */
  static Averaging none() {
    return None.NONE;
  }

  /**
   * After each step a ← d a + (1 − d) θ; the first value is copied, and no bias corrected, as in PyTorch's AveragedModel.
   *
   * @param decay d, at least 0 and below 1
   */
  static Averaging ema(double decay) {
    return new Ema(decay);
  }

  /** After each epoch from this one on, the mean of the values at the ends of these epochs (Izmailov et al., UAI 2018). @param fromEpoch at least 1 */
  static Averaging swa(long fromEpoch) {
    return new Swa(fromEpoch);
  }

  /** The averaging of a printed form: {@code none}, {@code ema:0.999}, {@code swa:10}. @throws IllegalArgumentException for another */
  static Averaging named(String name) {
    Words words = Words.of("averaging", name, "none, ema:DECAY or swa:FROM_EPOCH");
    if (words.are("none", 0)) return none();
    if (words.are("ema", 1)) return ema(words.number(1));
    if (words.are("swa", 1)) return swa(words.whole(1));
    throw words.unknown();
  }

  /** No averaging. */
  enum None implements Averaging {
    NONE;

    @Override
    public String toString() {
      return "none";
    }
  }

  /** An exponential mean over steps. */
  record Ema(double decay) implements Averaging {
    public Ema {
      Checks.decay("a decay of the average", decay);
    }

    @Override
    public String toString() {
      return "ema:" + decay;
    }
  }

  /** A mean over epochs. */
  record Swa(long fromEpoch) implements Averaging {
    public Swa {
      Checks.atLeast1("an averaging from an epoch", fromEpoch);
    }

    @Override
    public String toString() {
      return "swa:" + fromEpoch;
    }
  }
}
