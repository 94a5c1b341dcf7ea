package dev.gradus.prepare;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How the text of cells is read: which texts mark a missing value, how decimals are written, and how dates are.
 *
 * @param missing what marks a missing value, each as it is written, without spaces around it; the empty cell always does
 * @param decimal the character before the decimals: '.' or ','
 * @param thousands what may stand between groups of three digits: '.', ',', a space (which stands for the no-break and the thin space too) or an apostrophe
 *     (straight or curved)
 * @param units what may stand before or after a number and is left out, such as $ or kg
 * @param dates how dates such as 3/4/2024 are meant; without it only those are read that can be meant one way
 */
public record TextRules(Set<String> missing, char decimal, Optional<Character> thousands, Set<String> units, Optional<DateOrder> dates) {
  private static final TextRules STANDARD = new TextRules(Set.of("", "NA", "N/A", "n/a", "#N/A", "#N/A N/A", "#NA", "<NA>", "NaN", "nan", "NAN", "-NaN", "-nan",
      "null", "NULL", "Null", "None", "none", "NONE", "NaT", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN", "?", "-", "--", "."), '.', Optional.empty());
  private static final String MARKS = ".,' ";

  /** @throws IllegalArgumentException when a mark is none of those above, or both marks are the same */
  public TextRules {
    missing = Set.copyOf(missing);
    units = Set.copyOf(units);
    for (String text : missing) {
      if (!text.equals(text.strip())) {
        throw new IllegalArgumentException("a mark of missing values of " + Quoted.of(text) + " was asked for; it must have no spaces around it");
      }
    }
    for (String unit : units) {
      if (unit.isEmpty() || !unit.equals(unit.strip()) || unit.matches("(?s).*[0-9.,+-].*")) {
        throw new IllegalArgumentException("a unit of " + Quoted.of(unit) + " was asked for; it must be a text without digits, signs, marks, and spaces "
            + "around it");
      }
    }
    if (decimal != '.' && decimal != ',') {
      throw new IllegalArgumentException("a decimal mark of " + Quoted.of(String.valueOf(decimal)) + " was asked for; it must be . or ,");
    }
    if (thousands.isPresent() && MARKS.indexOf(thousands.get()) < 0) {
      throw new IllegalArgumentException("a thousands mark of " + Quoted.of(thousands.get().toString()) + " was asked for; it must be . or , or ' or a space");
    }
    if (thousands.isPresent() && thousands.get() == decimal) {
      throw new IllegalArgumentException("a thousands mark of " + decimal + " was asked for; it must differ from the decimal mark");
    }
  }

  /** Rules without units and without an order of dates. */
  public TextRules(Set<String> missing, char decimal, Optional<Character> thousands) {
    this(missing, decimal, thousands, Set.of(), Optional.empty());
  }

  /** What most programs write: the usual marks of missing values, a decimal point, no thousands mark, no units, dates that can be meant one way only. */
  public static TextRules standard() {
    return STANDARD;
  }

  /** These texts mark a missing value too. */
  public TextRules withMissing(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(missing);
    more.forEach(text -> all.add(text.strip()));
    return new TextRules(all, decimal, thousands, units, dates);
  }

  /** These texts, and the empty cell, mark a missing value, and no others do. */
  public TextRules withMissingOnly(Collection<String> marks) {
    Set<String> only = new LinkedHashSet<>(Set.of(""));
    marks.forEach(text -> only.add(text.strip()));
    return new TextRules(only, decimal, thousands, units, dates);
  }

  public TextRules withDecimal(char decimal) {
    return new TextRules(missing, decimal, thousands, units, dates);
  }

  public TextRules withThousands(char thousands) {
    return new TextRules(missing, decimal, Optional.of(thousands), units, dates);
  }

  /** Both marks at once, since one may be what the other was. @param thousands empty when groups of digits have no mark between them */
  public TextRules withMarks(char decimal, Optional<Character> thousands) {
    return new TextRules(missing, decimal, thousands, units, dates);
  }

  /** These texts may stand before or after a number too. */
  public TextRules withUnits(Collection<String> more) {
    Set<String> all = new LinkedHashSet<>(units);
    all.addAll(more);
    return new TextRules(missing, decimal, thousands, all, dates);
  }

  public TextRules withDates(DateOrder order) {
    return new TextRules(missing, decimal, thousands, units, Optional.of(order));
  }

  /** Whether a text, without spaces around it, marks a missing value. */
  public boolean isMissing(String text) {
    return text.isEmpty() || missing.contains(text);
  }

  /** Whether a text is a word that usually marks a missing value and could mean something else, such as none or NA. */
  static boolean isUsualWord(String text) {
    return STANDARD.missing.contains(text) && text.chars().anyMatch(Character::isLetter);
  }

  /** The category of a cell: its text, "" when it is missing. */
  public String category(Object cell) {
    String text = text(cell);
    return isMissing(text) ? "" : text;
  }

  /** The text of a cell without spaces around it, "" for null and NaN: whole numbers without a point whatever their type, enumerations by name. */
  public static String text(Object cell) {
    if (cell == null) return "";
    if (cell instanceof String text) return text.strip();
    if (cell instanceof Enum<?> constant) return constant.name();
    if (cell instanceof Double || cell instanceof Float) return text(((Number) cell).doubleValue(), cell);
    if (cell instanceof BigDecimal number) return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    return cell.toString().strip();
  }

  private static String text(double x, Object cell) {
    if (Double.isNaN(x)) return "";
    boolean whole = x == Math.rint(x) && Math.abs(x) < 1e15;
    return whole ? Long.toString((long) x) : cell.toString();
  }
}
