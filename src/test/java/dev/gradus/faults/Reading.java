package dev.gradus.faults;

import dev.gradus.data.Dataset;
import dev.gradus.data.LearningTask;
import dev.gradus.data.RecordTable;
import dev.gradus.data.RecordsSource;
import dev.gradus.kernel.Draws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/** Made-up examples with numbers, a boolean and a category, some of them missing. The numbers are floats, so that a row of floats is the same row. */
public record Reading(double heat, double pressure, boolean wet, String place, String state) {
  /** The first of the readings of a seed. */
  static List<Reading> of(long seed, int count) {
    Draws draws = Draws.of(seed, 9);
    return IntStream.range(0, count).mapToObj(i -> {
      double heat = (float) draws.uniform(5L * i, -10, 40);
      double pressure = (float) draws.normal(5L * i + 1);
      boolean wet = draws.uniform(5L * i + 2) < 0.4;
      String place = i % 17 == 0 ? null : List.of("roof", "cellar", "yard").get(draws.below(5L * i + 3, 3));
      double sum = heat / 10 + pressure - (wet ? 2 : 0) + draws.uniform(5L * i + 4);
      return new Reading(heat, pressure, wet, place, sum < 0 ? "low" : sum < 2 ? "middle" : "high");
    }).toList();
  }

  static Dataset dataset(List<Reading> readings) {
    try {
      return RecordTable.of(RecordsSource.of(Reading.class, readings)).read(LearningTask.of("state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
