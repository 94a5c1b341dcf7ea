package dev.gradus.select;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a fold gave.
 *
 * @param fold its number in the list of folds, from 1
 * @param figures of the held-out part by name, without those that are not defined there
 * @param trained how many examples it was trained on
 * @param heldOut how many it was evaluated on
 * @param epochs how many epochs were run
 * @param kept the number of the epoch whose parameters were evaluated
 * @param seconds for training and evaluation
 */
public record FoldResult(int fold, Map<String, Double> figures, int trained, int heldOut, int epochs, int kept, double seconds) {
  public FoldResult {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
