package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.prepare.Inputs;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Takes training examples, says in a line in which columns cells are missing, and what becomes of them. */
final class Gaps {
  private static final int MOST_NAMED = 5;

  private Gaps() {}

  /** The line; empty when no cell is missing. @param examples not prepared */
  static Optional<String> notice(Dataset examples) {
    if (!(examples.schema().inputs() instanceof Inputs.Columns columns)) return Optional.empty();
    int[] missing = missing(examples);
    List<Integer> places = IntStream.range(0, missing.length).filter(j -> missing[j] > 0).boxed()
        .sorted(Comparator.comparing((Integer j) -> missing[j]).reversed()).toList();
    if (places.isEmpty()) return Optional.empty();
    String named = places.stream().limit(MOST_NAMED).map(j -> String.format(Locale.ROOT, "%s %,d", Figures.plain(columns.names().get(j)), missing[j]))
        .collect(Collectors.joining(", "));
    int more = places.size() - Math.min(places.size(), MOST_NAMED);
    String others = more == 0 ? "" : String.format(Locale.ROOT, " and %,d more", more);
    return Optional.of(String.format(Locale.ROOT, "notice: cells are missing in %,d of %,d columns: %s%s, of %,d training rows; gradus inspect shows what the "
        + "model takes in their place", places.size(), missing.length, named, others, examples.size()));
  }

  private static int[] missing(Dataset examples) {
    int[] missing = new int[examples.width()];
    double[] row = new double[missing.length];
    for (int i = 0; i < examples.size(); i++) {
      examples.inputs(i, row);
      for (int j = 0; j < row.length; j++) {
        if (Double.isNaN(row[j])) missing[j]++;
      }
    }
    return missing;
  }
}
