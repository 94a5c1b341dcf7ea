package dev.gradus.data;

import dev.gradus.prepare.Numbers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Takes the cells of a time column, gives them as numbers: as they are, days, or seconds, to about a microsecond. The first row says which. */
final class TimeColumn {
  private enum Kind {
    NUMBER("a number", TimeColumn::number),
    DATE("a date such as 2024-03-01", text -> LocalDate.parse(text).toEpochDay()),
    LOCAL("a date with a time such as 2024-03-01T12:30:00", text -> seconds(LocalDateTime.parse(withT(text)).toInstant(ZoneOffset.UTC))),
    OFFSET("a date with a time and an offset such as 2024-03-01T12:30:00+01:00", text -> seconds(OffsetDateTime.parse(withT(text)).toInstant()));

    private final String words;
    private final ToDoubleFunction<String> parse;

    Kind(String words, ToDoubleFunction<String> parse) {
      this.words = words;
      this.parse = parse;
    }

    OptionalDouble of(String cell) {
      try {
        return OptionalDouble.of(parse.applyAsDouble(cell));
      } catch (DateTimeParseException e) {
        return OptionalDouble.empty();
      }
    }
  }

  private final int column;
  private final NumberList times = new NumberList(NumberList.MOST);
  private Optional<Kind> kind = Optional.empty();

  TimeColumn(int column) {
    this.column = column;
  }

  void add(CsvRows rows) {
    String cell = rows.cell(column);
    Optional<Kind> its = kind.filter(k -> k.of(cell).isPresent()).or(() -> Stream.of(Kind.values()).filter(k -> k.of(cell).isPresent()).findFirst());
    if (its.isEmpty()) {
      throw rows.trouble(column, (cell.isEmpty() ? "the cell is empty" : Shown.quoted(cell) + " is no time") + "; expected is "
          + kind.map(k -> k.words + ", as in the rows before").orElse("a number, a date such as 2024-03-01, or a date with a time such as 2024-03-01T12:30:00")
          + ". Correct it, or remove the row.");
    }
    if (kind.isPresent() && kind.get() != its.get()) {
      throw rows.trouble(column, Shown.quoted(cell) + " is " + its.get().words + ", and the rows before have " + kind.get().words
          + "; a column of times is of one kind. Correct it, or remove the row.");
    }
    kind = its;
    times.add(its.get().of(cell).getAsDouble());
  }

  double[] values() {
    return times.toArray();
  }

  private static double number(String text) {
    double x = Numbers.parse(text);
    if (!Double.isFinite(x)) throw new DateTimeParseException("no number", text, 0);
    return x;
  }

  /** Other programs write a space where the standard has a T. */
  private static String withT(String text) {
    return text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }
}
