package dev.gradus.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An example with a large loss.
 *
 * @param row its number in the source of the examples, from 1
 * @param actual its class, value or labels
 * @param predicted what the model says
 * @param probability that the model gives what it says, of classes
 * @param loss its own cost
 * @param picture the example, when it is an image
 * @param cells its cells, in the order of the columns, when it is a row of a table
 */
public record WorstExample(int row, String actual, String predicted, OptionalDouble probability, double loss, Optional<Picture> picture, List<String> cells) {
  public WorstExample {
    if (row < 1) throw new IllegalArgumentException("an example " + row + " was given; it must be at least 1");
    Objects.requireNonNull(actual, "actual");
    Objects.requireNonNull(predicted, "predicted");
    Objects.requireNonNull(probability, "probability");
    Objects.requireNonNull(picture, "picture");
    cells = List.copyOf(cells);
  }
}
