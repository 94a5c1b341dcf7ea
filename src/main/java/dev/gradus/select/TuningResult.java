package dev.gradus.select;

import java.util.List;
import java.util.Optional;

/**
 * What a search gave.
 *
 * @param trials all that were finished, by rung and number
 * @param ranked one of each number, that of its last rung: the best first, those that failed last
 * @param best the first of them, which is at least as good as the default; absent when every trial failed
 * @param complete false when the time was over before all trials were finished
 */
public record TuningResult(List<Trial> trials, List<Trial> ranked, Optional<Trial> best, boolean complete) {
  public TuningResult {
    trials = List.copyOf(trials);
    ranked = List.copyOf(ranked);
  }
}
