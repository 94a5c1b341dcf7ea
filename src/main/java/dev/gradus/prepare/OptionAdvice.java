package dev.gradus.prepare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a cell that is not of its column's type, gives the options of the command line that would make it one; a model that predicts has no use for them. */
public final class OptionAdvice {
  private static final String BOTH = "--decimal , --thousands .";
  private static final Pattern WITH_UNIT = Pattern.compile("[+-]?(?:(\\p{Sc}) ?[0-9][0-9.,' ]*|[0-9][0-9.,']* ?([^0-9.,'+\\s\\p{javaWhitespace}-]{1,8}))");
  private static final char[] MARKS = {',', '.', '\'', ' '};

  private OptionAdvice() {}

  /** What follows the message of {@link CellReader#read}, such as "; it would be with --decimal ,"; "" when no option is known. @param cell that was refused */
  public static String of(ColumnType type, TextRules rules, Object cell) {
    if (!(cell instanceof CharSequence chars)) return "";
    String text = chars.toString().strip();
    if (type == ColumnType.NUMBER) return onNumber(text, rules);
    return type == ColumnType.TIME ? onTime(text) : "";
  }

  private static String onTime(String text) {
    boolean either = !Double.isNaN(TimeText.seconds(text, DateOrder.DAY_FIRST)) && !Double.isNaN(TimeText.seconds(text, DateOrder.MONTH_FIRST));
    return either ? "; add --dates day-first or --dates month-first" : "";
  }

  private static String onNumber(String text, TextRules rules) {
    if (NumberCells.isNumber(text, rules)) return "";
    List<String> options = bestOptions(rules, other -> NumberCells.isNumber(text, other) ? 1 : 0);
    if (options.isEmpty()) {
      options = unitOptions(text, rules).entrySet().stream().filter(option -> NumberCells.isNumber(text, option.getValue())).map(Map.Entry::getKey).limit(1)
          .toList();
    }
    return options.isEmpty() ? "" : "; it would be with " + String.join(" or ", options);
  }

  /** The options that make the figure the largest, none when it is 0 under all; two options at once only when one does not do. */
  static List<String> bestOptions(TextRules rules, ToDoubleFunction<TextRules> figure) {
    Map<String, TextRules> options = options(rules);
    double best = options.values().stream().mapToDouble(figure).max().orElse(0);
    List<String> found = options.keySet().stream().filter(option -> best > 0 && figure.applyAsDouble(options.get(option)) == best).toList();
    return found.size() == 1 ? found : found.stream().filter(option -> !option.equals(BOTH)).toList();
  }

  /** The options under which other texts are numbers; a thousands mark that was asked for stays. */
  static Map<String, TextRules> options(TextRules rules) {
    Map<String, TextRules> options = new LinkedHashMap<>();
    boolean ungrouped = rules.thousands().isEmpty();
    for (char mark : ungrouped ? MARKS : new char[0]) {
      if (mark != rules.decimal()) options.put("--thousands " + shown(mark), rules.withThousands(mark));
    }
    if (rules.decimal() == '.' && rules.thousands().orElse(' ') != ',') options.put("--decimal ,", rules.withDecimal(','));
    if (rules.decimal() == ',' && rules.thousands().orElse(' ') != '.') options.put("--decimal .", rules.withDecimal('.'));
    if (rules.decimal() == '.' && ungrouped) options.put(BOTH, rules.withDecimal(',').withThousands('.'));
    return options;
  }

  /** The options that may make a text with a unit a number: the unit alone, or with other marks; none when it is not a number beside a unit. */
  static Map<String, TextRules> unitOptions(String text, TextRules rules) {
    Matcher matcher = WITH_UNIT.matcher(text);
    if (!matcher.matches() || text.matches("(?s).*[0-9][eE]")) return Map.of(); // half a number
    String unit = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    String option = "--units " + Quoted.word(unit);
    Map<String, TextRules> options = new LinkedHashMap<>();
    options.put(option, rules.withUnits(List.of(unit)));
    options(rules).forEach((marks, other) -> options.put(option + " " + marks, other.withUnits(List.of(unit))));
    return options;
  }

  private static String shown(char mark) {
    return mark == '\'' || mark == ' ' ? "\"" + mark + "\"" : String.valueOf(mark);
  }
}
