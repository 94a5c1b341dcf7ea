package dev.gradus.cli;

import dev.gradus.data.CsvDialect;
import dev.gradus.data.TableOptions;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.TextRules;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Takes what is said about how a table is written, and about its cells, gives the options of reading. */
final class ReadingOptions {
  @Option(names = "--categorical", paramLabel = "COL", split = ",", description = "columns of categories, whatever their cells look like (default: inferred)")
  private List<String> categorical = List.of();

  @Option(names = "--numeric", paramLabel = "COL", split = ",", description = "columns of numbers, whatever their cells look like (default: inferred)")
  private List<String> numeric = List.of();

  @Option(names = "--missing", paramLabel = "TEXT", split = ",",
      description = "texts that mark a missing value, besides the empty cell, NA, NaN, null, None, ?, - and the like (default: none)")
  private List<String> missing = List.of();

  @Option(names = "--decimal", paramLabel = "MARK", defaultValue = ".", description = "what stands before decimals: . or , (default: ${DEFAULT-VALUE})")
  private Character decimal;

  @Option(names = "--thousands", paramLabel = "MARK", description = "what stands between groups of three digits: . or , or ' or a space (default: none)")
  private Character thousands;

  @Option(names = "--separator", paramLabel = "CHAR", description = "what stands between the cells of a CSV file: a character, or tab (default: detected)")
  private String separator;

  @Option(names = "--encoding", paramLabel = "NAME", description = "of a CSV file, such as latin1 or windows-1252 (default: detected among those of Unicode)")
  private String encoding;

  @Option(names = "--no-header", fallbackValue = "true", description = "a CSV file has no row with names; its columns are c1, c2 and so on")
  private boolean noHeader;

  /** How a CSV file is written. @throws IllegalArgumentException when separator or encoding cannot be */
  CsvDialect dialect() {
    CsvDialect dialect = CsvDialect.detected();
    if (separator != null) dialect = dialect.withSeparator(separatorChar());
    if (encoding != null) dialect = dialect.withCharset(charset());
    return noHeader ? dialect.withHeader(CsvDialect.HeaderRow.NONE) : dialect;
  }

  private char separatorChar() {
    if (separator.equals("tab") || separator.equals("\\t")) return '\t';
    if (separator.length() == 1) return separator.charAt(0);
    throw new IllegalArgumentException("--separator " + separator + " is no character; it must be one, such as ; or tab");
  }

  private Charset charset() {
    try {
      return Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException("--encoding " + encoding + " is not known; it must be a name such as utf-8, latin1, windows-1252 or utf-16", e);
    }
  }

  /** What was said, before roles are added. @throws IllegalArgumentException when a column is of two types, or a mark cannot be */
  TableOptions options() {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (String name : numeric) types.put(name, ColumnType.NUMBER);
    for (String name : categorical) {
      if (types.put(name, ColumnType.CATEGORY) != null) {
        throw new IllegalArgumentException("--numeric and --categorical name the column " + name + ", and it is of one type; leave one of them out");
      }
    }
    return TableOptions.standard().withTypes(types).withRules(rules());
  }

  /** How texts are read. */
  TextRules rules() {
    TextRules rules = TextRules.standard().withMissing(missing);
    if (decimal != '.') rules = rules.withDecimal(decimal);
    return thousands == null ? rules : rules.withThousands(thousands);
  }
}
