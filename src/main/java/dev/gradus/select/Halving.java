package dev.gradus.select;

import java.util.ArrayList;
import java.util.List;

/**
 * How many trials are trained for how many epochs: the inner loop of Hyperband (Li, Jamieson, DeSalvo, Rostamizadeh, Talwalkar, "Hyperband: A novel
 * bandit-based approach to hyperparameter optimization", JMLR 18, 2018, algorithm 1), successive halving. All n trials are trained for E/η^k epochs, the best
 * n/η of them for E/η^(k−1), and so on; n/η^k trials for all E epochs. k is the largest with E/η^k ≥ 1 and n/η^k ≥ 1.
 *
 * <p>It departs from the paper in that a trial that goes on is trained from the start again: then the schedule of its rate is one over its epochs, and a
 * trial is a pure function of its values and its epochs.
 *
 * @param eta η, at least 2; or 1 for all trials and all epochs at once
 */
public record Halving(int eta) {
  /** So many trials for so many epochs each. */
  public record Rung(int trials, int epochs) {}

  public Halving {
    if (eta < 1) throw new IllegalArgumentException("halving by " + eta + " was asked for; it must be at least 2, or 1 for none");
  }

  /** All trials for all epochs. */
  public static Halving none() {
    return new Halving(1);
  }

  /** The best in {@code eta} go on. */
  public static Halving by(int eta) {
    return new Halving(eta);
  }

  /** The rungs, the first with all trials, the last with all epochs; numbers that are not whole are rounded, trials down. */
  public List<Rung> rungs(int trials, int epochs) {
    List<Rung> rungs = new ArrayList<>();
    double share = 1;
    while (eta > 1 && share * eta <= Math.min(trials, epochs)) share *= eta;
    for (double best = 1; share >= 1; share /= Math.max(2, eta), best *= eta) {
      rungs.add(new Rung((int) (trials / best), (int) Math.max(1, Math.round(epochs / share))));
    }
    return rungs;
  }
}
