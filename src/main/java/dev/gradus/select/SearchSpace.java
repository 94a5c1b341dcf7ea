package dev.gradus.select;

import dev.gradus.kernel.Draws;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is searched: a dimension under each name, in an order.
 *
 * @param dimensions at least one
 */
public record SearchSpace(Map<String, Dimension> dimensions) {
  private static final long STREAM = 31;

  public SearchSpace {
    dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    if (dimensions.isEmpty()) throw new IllegalArgumentException("a search space of 0 dimensions was asked for; it must be at least 1");
  }

  /** The values of a trial by name: none for trial 0, which leaves all as it is; else one for each name, a pure function of seed and trial. */
  public Map<String, Object> values(long seed, int trial) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (trial == 0) return values;
    Draws draws = Draws.of(seed, STREAM, trial);
    dimensions.forEach((name, dimension) -> values.put(name, dimension.value(draws.uniform(values.size()))));
    return values;
  }
}
