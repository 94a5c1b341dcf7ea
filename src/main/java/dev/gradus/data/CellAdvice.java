package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.TextRules;
import java.util.Optional;

/** Takes a cell that is not of its column's type, gives what can be done, in a sentence. */
final class CellAdvice {
  private CellAdvice() {}

  /** @param inferred whether nobody said or declared the type of the column */
  static String of(TableOptions options, String column, boolean inferred, Object cell) {
    Optional<ColumnUse> use = options.use(column);
    String name = Shown.word(column);
    String leave = use.isEmpty() ? "leave the column out with --ignore " + name : use.get() == ColumnUse.FEATURE ? "leave the column out of --features" : "";
    if (!(cell instanceof CharSequence)) return inferred && !leave.isEmpty() ? texts(name) + "; else correct it, or " + leave + "." : plain(leave);
    String text = TextRules.text(cell);
    if (Double.isInfinite(Numbers.parse(text))) return leave.isEmpty() ? "Correct it, or remove the row." : "Correct it, remove the row, or " + leave + ".";
    String missing = "If it marks a missing value, say --missing " + Shown.word(text) + "; ";
    boolean value = use.isPresent() && use.get() == ColumnUse.TARGET && options.types().get(column) != ColumnType.TIME;
    if (value) return missing + "if the column has classes, --task classification; else correct it, or remove the row.";
    if (!inferred || leave.isEmpty()) return missing + "else correct it, or remove the row.";
    return missing + "if the column has texts, --categorical " + name + "; else correct it, or " + leave + ".";
  }

  private static String texts(String name) {
    return "If the column has texts, say --categorical " + name;
  }

  private static String plain(String leave) {
    return leave.isEmpty() ? "Correct it, or remove the row." : "Correct it, or " + leave + ".";
  }
}
