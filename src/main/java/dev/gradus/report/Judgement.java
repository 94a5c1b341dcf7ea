package dev.gradus.report;

import dev.gradus.metrics.Evaluation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How good a model is on some examples.
 *
 * @param part which they are
 * @param evaluation with the scores of all examples, where curves are wanted
 * @param residuals of a model that predicts values
 * @param worst the examples with the largest loss, these first
 */
public record Judgement(Part part, Evaluation evaluation, Optional<Residuals> residuals, List<WorstExample> worst) {
  public Judgement {
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(evaluation, "evaluation");
    Objects.requireNonNull(residuals, "residuals");
    worst = List.copyOf(worst);
  }
}
