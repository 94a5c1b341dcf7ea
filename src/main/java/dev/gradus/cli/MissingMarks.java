package dev.gradus.cli;

import dev.gradus.prepare.TextRules;
import java.util.ArrayList;
import java.util.List;

/** Takes texts that mark missing values, gives rules with them: besides those that do already, or in their place when the first begins with {@code only:}. */
final class MissingMarks {
  private static final String ONLY = "only:";

  private MissingMarks() {}

  /** @throws IllegalArgumentException when another text than the first begins with {@code only:} */
  static TextRules in(TextRules usual, List<String> texts) {
    for (int i = 1; i < texts.size(); i++) {
      if (texts.get(i).startsWith(ONLY)) {
        throw new IllegalArgumentException("a mark of missing values of " + texts.get(i) + " was asked for; " + ONLY + " must stand once, before the first mark");
      }
    }
    if (texts.isEmpty() || !texts.get(0).startsWith(ONLY)) return usual.withMissing(texts);
    List<String> marks = new ArrayList<>(texts);
    marks.set(0, texts.get(0).substring(ONLY.length()));
    return usual.withMissingOnly(marks);
  }
}
