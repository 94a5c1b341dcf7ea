package dev.gradus.report;

import dev.gradus.metrics.Evaluation;
import dev.gradus.train.EpochRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an epoch gave, as far as a report tells it.
 *
 * @param number from 1
 * @param train figures of the training examples by name
 * @param validation figures of the validation examples by name; none when there were none
 * @param rate η of its last step
 * @param seconds it took, validation excluded
 */
public record Epoch(int number, Map<String, Double> train, Map<String, Double> validation, double rate, double seconds) {
  private static final String TRAIN = "train_";
  private static final String VALIDATION = "validation_";

  public Epoch {
    if (number < 1) throw new IllegalArgumentException("an epoch " + number + " was given; it must be at least 1");
    train = Collections.unmodifiableMap(new LinkedHashMap<>(train));
    validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
  }

  /** The epoch of a run of this program. */
  public static Epoch of(EpochRecord record) {
    return new Epoch(record.epoch(), record.train(), record.validation().map(Evaluation::figures).orElse(Map.of()), record.rate(), record.seconds());
  }

  /**
   * The epoch that a line of {@code history.jsonl} tells of.
   *
   * @param event read
   * @throws IllegalArgumentException when it has no number of an epoch
   */
  public static Epoch of(Map<String, Object> event) {
    if (!(event.get("epoch") instanceof Number number)) throw new IllegalArgumentException("an epoch without a number was given: " + event.keySet());
    return new Epoch(number.intValue(), figures(event, TRAIN), figures(event, VALIDATION), number(event, "rate"), number(event, "seconds"));
  }

  private static double number(Map<String, Object> event, String name) {
    return event.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  private static Map<String, Double> figures(Map<String, Object> event, String prefix) {
    Map<String, Double> figures = new LinkedHashMap<>();
    event.forEach((name, value) -> {
      if (name.startsWith(prefix) && value instanceof Number number) figures.put(name.substring(prefix.length()), number.doubleValue());
    });
    return figures;
  }
}
