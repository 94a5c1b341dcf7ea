package dev.gradus.explain;

import java.util.List;

/**
 * What each column contributes to one answer of a model: the contributions sum to {@code value − baseline}, up to {@code gap}.
 *
 * @param answer what is explained
 * @param value y(x), the answer for the row
 * @param baseline y(x′), the answer for the inputs that it is compared with
 * @param columns in the order of the model's
 * @param steps at how many points between x′ and x the gradient was taken
 * @param gap |Σ contributions − (value − baseline)|
 */
public record Attributions(Answer answer, double value, double baseline, List<Attribution> columns, int steps, double gap) {
  public Attributions {
    columns = List.copyOf(columns);
  }
}
