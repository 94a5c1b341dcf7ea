package dev.gradus.prepare;

import java.util.Locale;

/** Takes cells that are true or false, gives 1 or 0. */
final class BooleanCells extends CellReader {
  BooleanCells(TextRules rules) {
    super(rules);
  }

  @Override
  double ofText(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "t", "y", "1" -> 1;
      case "false", "no", "f", "n", "0" -> 0;
      default -> ofNumber(Numbers.parse(text));
    };
  }

  private static double ofNumber(double x) {
    return x == 0 || x == 1 ? x : Double.NaN;
  }

  @Override
  double ofObject(Object cell) {
    if (cell instanceof Boolean b) return b ? 1 : 0;
    double x = cell instanceof Number number ? number.doubleValue() : Double.POSITIVE_INFINITY;
    if (x == 0 || x == 1 || Double.isNaN(x)) return x;
    throw new IllegalArgumentException(fault(cell.toString()));
  }

  @Override
  String fault(String text) {
    return Quoted.of(text) + " is not a boolean, which is true or false, yes or no, t or f, y or n, 1 or 0";
  }
}
