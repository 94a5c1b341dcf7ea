package dev.gradus.cli;

import dev.gradus.diagnose.ColumnFigures;
import dev.gradus.diagnose.TableFigures;
import dev.gradus.diagnose.TableWarning;
import dev.gradus.prepare.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Takes the figures of a table, gives them as lines for people and as JSON. */
final class FiguresTable {
  private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
  private static final int NARROWEST = 80;
  private static final int USUAL = 100;
  private static final int WIDEST = 120;
  private static final int LONGEST_NAME = 24;
  private static final int DAY = 86_400;
  private static final Map<ColumnType, String> SHORT = Map.of(ColumnType.NUMBER, "num", ColumnType.BOOLEAN, "bool", ColumnType.CATEGORY, "cat",
      ColumnType.TIME, "time", ColumnType.TEXT, "text");

  private final TableFigures figures;

  FiguresTable(TableFigures figures) {
    this.figures = figures;
  }

  /** How wide lines are. @param columns what the environment says of the terminal, or null */
  static int width(String columns) {
    if (columns == null || !columns.matches("[0-9]{1,6}")) return USUAL;
    return Math.max(NARROWEST, Math.min(WIDEST, Integer.parseInt(columns)));
  }

  /** A line for each column, and a line for each warning. */
  List<String> lines(int width) {
    boolean narrow = width < USUAL;
    int digits = narrow ? 3 : 4;
    int name = Math.min(narrow ? LONGEST_NAME / 2 : LONGEST_NAME, figures.columns().stream().mapToInt(c -> Figures.plain(c.name()).length()).max().orElse(1));
    name = Math.max("column".length(), name);
    String form = "%-" + name + (narrow ? "s %-4s %7s %7s" : "s %-8s %8s %8s") + " %-10s %s";
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "%,d rows of %d columns in %s", figures.rows(), figures.columns().size(), Figures.plain(figures.source())));
    lines.add("");
    lines.add(String.format(form, "column", "type", "missing", narrow ? "differ" : "distinct", "", "mean ± sd, min, quartiles, max; the most frequent"));
    for (ColumnFigures column : figures.columns()) {
      String line = String.format(form, cut(Figures.plain(column.name()), name), narrow ? SHORT.get(column.type()) : column.type().word(), missing(column),
          distinct(column), histogram(column), Figures.plain(words(column, digits)));
      lines.add(cut(line.stripTrailing(), width));
    }
    if (!figures.warnings().isEmpty()) lines.add("");
    for (TableWarning warning : figures.warnings()) lines.add("warning: " + Figures.plain(warning.text()));
    return lines;
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  private static String missing(ColumnFigures column) {
    if (column.type() == ColumnType.TEXT) return "";
    return column.missing() == 0 ? "0" : percent((double) column.missing() / column.rows());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * share);
  }

  private static String distinct(ColumnFigures column) {
    if (column.type() == ColumnType.TEXT) return "";
    return column.counted() ? Long.toString(column.distinct()) : "~" + number(column.distinct(), 3);
  }

  /** Eight heights above nothing: what is there at all has at least the lowest. */
  private static String histogram(ColumnFigures column) {
    double most = column.histogram().stream().mapToDouble(share -> share).max().orElse(1);
    StringBuilder bars = new StringBuilder();
    for (double share : column.histogram()) bars.append(BLOCKS.charAt((int) Math.ceil(8 * share / most)));
    return bars.toString();
  }

  private static String words(ColumnFigures column, int digits) {
    if (column.type() == ColumnType.TEXT || column.distinct() == 0) return column.why();
    if (column.numbers().isEmpty()) {
      StringJoiner words = new StringJoiner(", ");
      for (ColumnFigures.Frequent frequent : column.frequent()) words.add(cut(frequent.text(), 20) + " "
          + percent((double) frequent.count() / column.present()));
      return words.toString();
    }
    ColumnFigures.Numbers x = column.numbers().get();
    if (column.type() == ColumnType.TIME) return time(x.min()) + " to " + time(x.max()) + ", half before " + time(x.median());
    String plus = digits < 4 ? "±" : " ± ";
    return DoubleStream.of(x.min(), x.first(), x.median(), x.third(), x.max()).mapToObj(value -> number(value, digits))
        .collect(Collectors.joining(" ", number(x.mean(), digits) + plus + number(x.deviation(), digits) + "  ", ""));
  }

  /** So many digits, without zeros at the end; of a whole number below 100,000 all. */
  private static String number(double x, int digits) {
    if (x == 0) return "0";
    if (x == Math.rint(x) && Math.abs(x) < 100_000) return Long.toString((long) x);
    String text = Math.abs(x) >= 100_000 || Math.abs(x) < 0.001 ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", x)
        : String.format(Locale.ROOT, "%." + Math.max(0, digits - 1 - (int) Math.floor(Math.log10(Math.abs(x)))) + "f", x);
    if (text.indexOf('.') < 0) return text;
    return text.replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2").replaceFirst("\\.(e|$)", "$1").replaceFirst("e([+-])0?(\\d)", "e$1$2").replace("e+", "e");
  }

  private static String time(double seconds) {
    if (seconds == Math.rint(seconds) && seconds % DAY == 0) return LocalDate.ofEpochDay((long) seconds / DAY).toString();
    return Instant.ofEpochSecond((long) Math.floor(seconds)).toString().replace("Z", "");
  }

  /** Everything, as JSON: {@code rows}, {@code columns}, {@code repeated_rows}, {@code warnings}. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("source", figures.source());
    facts.put("rows", figures.rows());
    facts.put("columns", figures.columns().stream().map(FiguresTable::facts).toList());
    facts.put("repeated_rows", figures.repeated());
    facts.put("warnings", figures.warnings().stream().map(FiguresTable::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(TableWarning warning) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kind", warning.kind().name().toLowerCase(Locale.ROOT));
    facts.put("columns", warning.columns());
    facts.put("text", warning.text());
    return facts;
  }

  private static Map<String, Object> facts(ColumnFigures column) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", column.name());
    facts.put("type", column.type().word());
    facts.put("why", column.why());
    if (column.type() == ColumnType.TEXT) return facts;
    facts.put("missing", column.missing());
    facts.put("distinct", column.distinct());
    facts.put("distinct_is_exact", column.counted());
    column.numbers().ifPresent(x -> {
      facts.put("mean", x.mean());
      facts.put("sd", x.deviation());
      facts.put("min", x.min());
      facts.put("q1", x.first());
      facts.put("median", x.median());
      facts.put("q3", x.third());
      facts.put("max", x.max());
    });
    Map<String, Object> frequent = new LinkedHashMap<>();
    column.frequent().forEach(f -> frequent.put(f.text(), f.count()));
    if (!frequent.isEmpty()) facts.put("most_frequent", frequent);
    facts.put("histogram", column.histogram());
    return facts;
  }
}
