package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Ordinal;
import dev.gradus.prepare.Preparation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Takes training examples, says in a line for each column with an order which of its categories the order does not have. */
final class Strangers {
  private Strangers() {}

  /** The lines. @param examples not prepared @param preparation fitted on them */
  static List<String> notices(Dataset examples, Preparation preparation) {
    List<String> notices = new ArrayList<>();
    for (int j = 0; j < preparation.encodings().size(); j++) {
      Encoding encoding = preparation.encodings().get(j);
      if (!(encoding instanceof Ordinal)) continue;
      List<String> texts = examples.dictionary(j);
      int[] codes = encoding.codes(texts);
      if (Arrays.stream(codes).noneMatch(code -> code < 0)) continue;
      long rows = 0;
      String first = "";
      double[] row = new double[examples.width()];
      for (int i = 0; i < examples.size(); i++) {
        examples.inputs(i, row);
        if (Double.isNaN(row[j]) || codes[(int) row[j]] >= 0) continue;
        if (rows++ == 0) first = texts.get((int) row[j]);
      }
      if (rows == 0) continue;
      notices.add(String.format(Locale.ROOT, "notice: %,d of %,d training rows have a %s that its order does not have, the first \"%s\"; the model takes the "
          + "mean for it", rows, examples.size(), Figures.plain(encoding.column().name()), Figures.plain(first)));
    }
    return notices;
  }
}
