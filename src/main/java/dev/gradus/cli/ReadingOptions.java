package dev.gradus.cli;

import dev.gradus.data.CsvDialect;
import dev.gradus.data.CsvSource;
import dev.gradus.data.TableSource;
import dev.gradus.data.TableSources;
import dev.gradus.prepare.DateOrder;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes what is said about how a table is written, and about its cells, gives the options of reading. */
final class ReadingOptions {
  private static final String NOTICE = "notice: ";

  @Option(names = "--missing", paramLabel = "TEXT", split = ",",
      description = "texts that mark a missing value, besides the empty cell, NA, NaN, null, None, ?, - and the like; only:TEXT for these and the empty cell alone "
          + "(default: none)")
  private List<String> missing = List.of();

  @Option(names = "--decimal", paramLabel = "MARK", description = "what stands before decimals: . or , (default: a point)")
  private Character decimal;

  @Option(names = "--thousands", paramLabel = "MARK", description = "what stands between groups of three digits: . or , or ' or a space (default: none)")
  private Character thousands;

  @Option(names = "--units", paramLabel = "TEXT", split = ",", description = "what may stand before or after a number and is left out, such as $ or kg (default: none)")
  private List<String> units = List.of();

  @Option(names = "--dates", paramLabel = "ORDER", description = "how dates such as 3/4/2024 are meant: day-first or month-first (default: as the column decides)")
  private DateOrder dates;

  @Option(names = "--query", paramLabel = "SQL", description = "what is asked of a database, for a SOURCE jdbc:… (default: none)")
  private String query;

  @Mixin private CacheOption caches;

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

  /** Refuses what no table could make right. @throws IllegalArgumentException when a mark, separator or encoding cannot be */
  void check() {
    rules(TextRules.standard());
    dialect();
  }

  /** Refuses what is said about tables for a source that is none. @throws IllegalArgumentException when something is said */
  void refuse(String name) {
    if (rules(TextRules.standard()).equals(TextRules.standard()) && dialect().equals(CsvDialect.detected()) && query == null) return;
    throw new IllegalArgumentException("how a table is read was said (--missing, --decimal, --thousands, --units, --dates, --separator, --encoding, "
        + "--no-header, --query), and " + name + " is not one; leave that out");
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

  /** How texts are read. @param usual what holds where nothing is said @throws IllegalArgumentException when a mark cannot be */
  TextRules rules(TextRules usual) {
    TextRules rules = MissingMarks.in(usual, missing).withUnits(units);
    if (dates != null) rules = rules.withDates(dates);
    if (thousands != null) return rules.withMarks(decimal == null ? rules.decimal() : decimal, Optional.of(thousands));
    return decimal == null ? rules : rules.withMarks(decimal, rules.thousands().filter(mark -> !mark.equals(decimal)));
  }

  /** Whether it was said what marks a missing value. */
  boolean saysMissing() {
    return !missing.isEmpty();
  }

  /** A table by its name. @param notice told what a person should know of what was inferred */
  TableSource table(String name, Consumer<String> notice) throws IOException {
    Consumer<String> told = line -> notice.accept(line.startsWith(NOTICE) ? line : NOTICE + line);
    TableSource source = TableSources.of(name, Optional.ofNullable(query), System.in, System.getenv());
    if (source instanceof CsvSource csv) return caches.of(csv.withDialect(dialect()), told);
    if (!dialect().equals(CsvDialect.detected())) {
      throw new IllegalArgumentException("--separator, --encoding and --no-header are for CSV, and " + name + " is something else; leave them out");
    }
    return caches.of(source, told);
  }
}
