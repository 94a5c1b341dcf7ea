package dev.gradus.explain;

import java.util.List;

/**
 * What each column contributes to the answers for several rows.
 *
 * @param rows how many rows there were
 * @param columns in the order of the model's
 * @param steps the most points at which the gradient was taken for a row
 * @param gap the largest |Σ contributions − (value − baseline)| of a row
 */
public record MeanAttributions(int rows, List<MeanAttribution> columns, int steps, double gap) {
  public MeanAttributions {
    columns = List.copyOf(columns);
  }
}
