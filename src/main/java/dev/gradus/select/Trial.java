package dev.gradus.select;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a trial on a rung gave.
 *
 * @param rung its number, from 1
 * @param number of the trial, which decides its values; 0 is the default
 * @param epochs how many epochs it was to be trained for
 * @param figures of the validation examples by name; none when it diverged
 * @param failure why it cannot be compared with others: it diverged, or the deciding figure is not defined
 * @param seconds for training and evaluation
 */
public record Trial(int rung, int number, int epochs, Map<String, Double> figures, Optional<String> failure, double seconds) {
  public Trial {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
