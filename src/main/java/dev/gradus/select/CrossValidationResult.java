package dev.gradus.select;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cross-validation gave.
 *
 * @param folds in the order in which they were given
 */
public record CrossValidationResult(List<FoldResult> folds) {
  public CrossValidationResult {
    folds = List.copyOf(folds);
  }

  /** Every figure that is defined in one fold at least, over those folds in which it is. */
  public Map<String, Spread> figures() {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (FoldResult fold : folds) fold.figures().forEach((name, value) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
    Map<String, Spread> figures = new LinkedHashMap<>();
    values.forEach((name, all) -> figures.put(name, Spread.of(all)));
    return figures;
  }
}
