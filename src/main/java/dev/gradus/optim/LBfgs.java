package dev.gradus.optim;

import java.util.Map;

/**
 * L-BFGS with a line search for the strong Wolfe conditions: the settings of a {@link LBfgsSearch}. The defaults are those of PyTorch's LBFGS.
 *
 * @param history how many pairs (s, y) are kept, each twice as long as θ, at least 1
 * @param gradientTolerance converged when no |gᵢ| is above it
 * @param changeTolerance converged when no θᵢ changed by more, or the loss by no more than this times min(1, |loss|); PyTorch does without the loss in that
 *     product, and so ends early on a small loss
 */
public record LBfgs(int history, double gradientTolerance, double changeTolerance) implements Method {
  public LBfgs {
    Checks.atLeast1("a history", history);
    Checks.atLeast0("a tolerance of the gradient", gradientTolerance);
    Checks.atLeast0("a tolerance of change", changeTolerance);
  }

  @Override
  public String name() {
    return "lbfgs";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of("history", (double) history, "tolerance-gradient", gradientTolerance, "tolerance-change", changeTolerance);
  }
}
