package dev.gradus.data;

import dev.gradus.prepare.TextRules;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes the cells of a sample, gives the decimal and the thousands mark that they show when nobody says which they are.
 *
 * <p>Only cells that can be meant one way count: 1,5 and 1.234,5 have a decimal comma, 1.5 and 1,234.5 a point, and of 1,234 nobody knows. Where commas
 * separate cells, 1,234 can only stand in quotation marks, and its comma is taken for a thousands mark when nothing speaks against it.
 */
final class NumberStyle {
  private static final Pattern COMMA = Pattern.compile("[+-]?(\\d*,(\\d{1,2}|\\d{4,})|0,\\d+|\\d{4,},\\d+)");
  private static final Pattern POINT = Pattern.compile("[+-]?(\\d*\\.(\\d{1,2}|\\d{4,})|0?\\.\\d+|\\d{4,}\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern POINTS_THEN_COMMA = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3})+,\\d+");
  private static final Pattern COMMAS_THEN_POINT = Pattern.compile("[+-]?\\d{1,3}((,\\d{3})+\\.\\d+|(,\\d{3}){2,})");
  private static final Pattern GROUPED = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");

  private final boolean commasSeparate;
  private boolean comma;
  private boolean point;
  private boolean pointsThenComma;
  private boolean commasThenPoint;
  private boolean grouped;
  private String example = "";

  NumberStyle(char separator) {
    commasSeparate = separator == ',';
  }

  /** @param given the cell as it stands, null when nothing is there */
  void add(String given) {
    if (given == null || given.length() < 2 || given.length() > 40) return;
    String cell = given.strip();
    if (cell.isEmpty() || cell.indexOf(',') < 0 && cell.indexOf('.') < 0) return;
    char last = cell.charAt(cell.length() - 1);
    if (last < '0' || last > '9') return;
    if (cell.indexOf(',') < 0) {
      if (!point) point = POINT.matcher(cell).matches();
    } else if (COMMA.matcher(cell).matches()) {
      comma = true;
      example = cell;
    } else if (POINTS_THEN_COMMA.matcher(cell).matches()) {
      pointsThenComma = true;
      example = cell;
    } else if (COMMAS_THEN_POINT.matcher(cell).matches()) {
      commasThenPoint = true;
      example = cell;
    } else if (GROUPED.matcher(cell).matches()) {
      grouped = true;
      if (example.isEmpty()) example = cell;
    }
  }

  /** The rules with the marks that the cells show, if these are others. */
  Optional<TextRules> rules(TextRules said) {
    if (said.decimal() != '.' || said.thousands().isPresent()) return Optional.empty();
    if ((comma || pointsThenComma) && !point && !commasThenPoint) {
      TextRules rules = said.withDecimal(',');
      return Optional.of(pointsThenComma ? rules.withThousands('.') : rules);
    }
    boolean thousands = commasThenPoint || grouped && commasSeparate;
    return thousands && !comma && !pointsThenComma ? Optional.of(said.withThousands(',')) : Optional.empty();
  }

  /** Whether some cell cannot be meant as these rules read it. */
  boolean speaksAgainst(TextRules rules) {
    return rules.decimal() == ',' ? point || commasThenPoint : comma || pointsThenComma;
  }

  /** What the user is told of other rules. */
  String notice(TextRules found) {
    String marks = found.decimal() == ',' ? "a decimal comma" : "commas between thousands";
    return "numbers are read with " + marks + (found.decimal() == ',' && found.thousands().isPresent() ? " and points between thousands" : "") + ", as in "
        + Shown.quoted(example) + "; --decimal and --thousands say otherwise.";
  }
}
