package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.TextRules;
import java.util.HashSet;
import java.util.Set;

/** Takes the cells of a target of numbers, says whether they are classes: at most 20 different whole numbers, fewer than half of the rows. */
final class FewNumbers {
  static final int MOST = 20;

  private final CellReader numbers;
  private final Set<Double> values = new HashSet<>();
  private boolean whole = true;
  private long count;

  FewNumbers(TextRules rules) {
    numbers = CellReader.of(ColumnType.NUMBER, rules);
  }

  void add(Object cell) {
    String text = TextRules.text(cell);
    if (!whole || numbers.isMissing(text)) return;
    double x = cell instanceof Number number ? number.doubleValue() : Numbers.parse(text);
    count++;
    whole = !isOther(x);
    if (values.size() <= MOST) values.add(x + 0.0);
  }

  private static boolean isOther(double x) {
    return x != Math.rint(x) || Double.isInfinite(x);
  }

  /** Whether a text is no class beside few whole numbers, as another number is. @param count how many different texts there are with it */
  static boolean isNoClass(String text, int count) {
    double x = Numbers.parse(text);
    return !Double.isNaN(x) && (isOther(x) || count > MOST);
  }

  boolean isFew() {
    return whole && count > 0 && values.size() <= MOST && 2L * values.size() < count;
  }
}
