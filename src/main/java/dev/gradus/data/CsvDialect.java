package dev.gradus.data;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What is said about how a CSV file is written; what is not said is detected from its first 64 KiB.
 *
 * @param separator what stands between cells; detected among comma, semicolon, tab and bar, and a file named {@code .tsv} has tabs
 * @param charset the encoding; detected are UTF-8, with or without a byte order mark, and UTF-16 and UTF-32 by their marks or zeros
 * @param header whether the first row has the names of the columns; not said, it must have, and a row of numbers is refused
 * @param quote the quotation mark around cells with separators or line ends in them
 */
public record CsvDialect(Optional<Character> separator, Optional<Charset> charset, Optional<HeaderRow> header, char quote) {
  /** Whether there is a row with the names of the columns. */
  public enum HeaderRow {
    /** The first row has the names. */
    FIRST,
    /** There are no names; the columns are called c1, c2 and so on. */
    NONE
  }

  private static final CsvDialect DETECTED = new CsvDialect(Optional.empty(), Optional.empty(), Optional.empty(), '"');

  /** @throws IllegalArgumentException when separator or quotation mark cannot be one */
  public CsvDialect {
    separator.ifPresent(c -> check("separator", c));
    check("quotation mark", quote);
    if (separator.isPresent() && separator.get() == quote) {
      throw new IllegalArgumentException("a separator of " + Shown.quoted("" + quote) + " was asked for; it must be another character than the quotation mark");
    }
  }

  private static void check(String what, char c) {
    if (c < 128 && c != 0 && c != '\r' && c != '\n' && c != '.' && c != '-' && c != '+' && !Character.isLetterOrDigit(c)) return;
    throw new IllegalArgumentException("a " + what + " of " + Shown.quoted("" + c) + " was asked for; it must be an ASCII character that is no letter, digit, "
        + "point, sign or line end");
  }

  /** Everything is detected. */
  public static CsvDialect detected() {
    return DETECTED;
  }

  /** The same with the separator said. */
  public CsvDialect withSeparator(char said) {
    return new CsvDialect(Optional.of(said), charset, header, quote);
  }

  /** The same with the encoding said. */
  public CsvDialect withCharset(Charset said) {
    return new CsvDialect(separator, Optional.of(said), header, quote);
  }

  /** The same with the header said. */
  public CsvDialect withHeader(HeaderRow said) {
    return new CsvDialect(separator, charset, Optional.of(said), quote);
  }

  /** The same with another quotation mark. */
  public CsvDialect withQuote(char said) {
    return new CsvDialect(separator, charset, header, said);
  }
}
