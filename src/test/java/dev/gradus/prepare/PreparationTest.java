package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.prepare.Calendar.Part;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private static final TextRules RULES = TextRules.standard();
  private static final Preparation MIXED = new Preparation(List.of(Numeric.scaled(Column.number("a"), 2, 0.5, 4),
      new OneHot(Column.category("c"), List.of("u", "v"), true, false), Numeric.scaled(Column.bool("flag"), 0.5, 2, 0),
      new Calendar(Column.time("when"), List.of(Part.ELAPSED, Part.HOUR), 0, 1e-3, true)), TargetScaling.none(), RULES);

  private static double[] encoded(Preparation preparation, double... raw) {
    double[] to = new double[preparation.width()];
    float[] rounded = new float[preparation.width()];
    preparation.encode(raw, to);
    preparation.encode(raw, rounded);
    for (int i = 0; i < to.length; i++) assertThat(rounded[i]).isEqualTo((float) to[i]);
    return to;
  }

  @Test
  void everyColumnIsEncodedInItsPlace() {
    assertThat(MIXED.width()).isEqualTo(9);
    assertThat(MIXED.name(0) + "," + MIXED.name(3) + "," + MIXED.name(5) + "," + MIXED.name(7) + "," + MIXED.name(8))
        .isEqualTo("a,c=other,when elapsed,when hour cos,when missing");
    assertThat(encoded(MIXED, 6, 1, 1, 21_600)).containsExactly(new double[] {2, 0, 1, 0, 1, 21.6, 1, 0, 0}, within(1e-15));
    assertThat(encoded(MIXED, Double.NaN, -1, Double.NaN, Double.NaN)).containsExactly(1, 0, 0, 1, -1, 0, 0, 0, 1);
    assertThatThrownBy(() -> MIXED.name(9)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rawValuesThatNoCellHasAreRefused() {
    Preparation coded = new Preparation(List.of(Numeric.plain(Column.number("a")), new OneHot(Column.category("c"), List.of("u", "v"), true, false),
        new Hashed(Column.category("zip"), 3), new Numeric(Column.bool("flag"), Transform.NONE, 0, 1, 0, 1, 0, true),
        new Ordinal(Column.category("grade"), List.of("low", "high"), 0, 1)), TargetScaling.none(), RULES);
    for (double[] row : new double[][] {{1e9, 0, 0, 0, 0}, {-1, 1, 2, 1, 1}, {0.5, -1, 0, -0.0, -1}, {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN}}) coded.check(row);
    String place = ", the place of its category";
    refused(coded, "column \"c\": a raw value of 2 was given; it must be a whole number from 0 to 1" + place + ", or -1 for any other category, or NaN when it is "
        + "missing", 0, 2, 0, 0, 0);
    refused(coded, "column \"c\": a raw value of 0.5", 0, 0.5, 0, 0, 0);
    refused(coded, "column \"c\": a raw value of -2", 0, -2, 0, 0, 0);
    refused(coded, "column \"zip\": a raw value of -1 was given; it must be a whole number from 0 to 2" + place + ", or NaN", 0, 0, -1, 0, 0);
    refused(coded, "column \"flag\": a raw value of 0.3 was given; it must be 0 or 1, or NaN when it is missing", 0, 0, 0, 0.3, 0);
    refused(coded, "column \"flag\": a raw value of 7", 0, 0, 0, 7, 0);
    refused(coded, "column \"grade\": a raw value of Infinity", 0, 0, 0, 0, Double.POSITIVE_INFINITY);
  }

  private static void refused(Preparation preparation, String message, double... row) {
    assertThatThrownBy(() -> preparation.check(row)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message);
  }

  @Test
  void rowsOfNumbersAloneGoTheSameWay() {
    List<Encoding> encodings = List.of(Numeric.scaled(Column.number("a"), 1.0 / 3, 0.7, 4), Numeric.scaled(Column.number("b"), -2, 0, 9));
    Preparation numbers = new Preparation(encodings, TargetScaling.none(), RULES);
    for (double[] raw : new double[][] {{1.1, 5}, {Double.NaN, 3}, {2, Double.NaN}}) {
      double[] expected = new double[2];
      for (int j = 0; j < 2; j++) encodings.get(j).write(raw[j], expected, j);
      assertThat(encoded(numbers, raw)).containsExactly(expected);
    }
  }

  @Test
  void noneLeavesNumbersAsTheyAre() {
    Preparation none = Preparation.none(new Inputs.Pixels(1, 2));
    assertThat(none.isNone()).isTrue();
    assertThat(none.name(1)).isEqualTo("pixel 0,1");
    assertThat(encoded(none, 0.1, Double.NaN)).containsExactly(0.1, 0);
    assertThat(MIXED.isNone()).isFalse();
    assertThatThrownBy(() -> Preparation.none(List.of(Column.category("c")))).hasMessageContaining("\"c\" is of type category");
  }

  public record Row(double a, String c, boolean flag, LocalDateTime when, String more) {}

  private record Hidden(Integer a, String c, Boolean flag, String when) {}

  @Test
  void mapsAndRecordsAreRead() {
    LocalDateTime six = LocalDateTime.of(1970, 1, 1, 6, 0);
    Map<String, Object> map = new HashMap<>(Map.of("a", "6", "c", "v", "flag", "true", "when", "1970-01-01T06:00"));
    assertThat(MIXED.raw(Cells.of(map))).containsExactly(6, 1, 1, 21_600);
    assertThat(MIXED.raw(Cells.of(new Row(6, "v", true, six, "")))).containsExactly(6, 1, 1, 21_600);
    assertThat(MIXED.raw(Cells.of(new Hidden(null, "w", null, "NA")))).containsExactly(Double.NaN, -1, Double.NaN, Double.NaN);
    map.put("a", "six");
    assertThatThrownBy(() -> MIXED.raw(Cells.of(map))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("column \"a\": \"six\" is not a number");
    map.remove("a");
    assertThatThrownBy(() -> MIXED.raw(Cells.of(map))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the row has no column \"a\", which the model needs; give it, with null where its value is missing");
  }

  private record Perhaps(OptionalDouble a, Optional<String> c, Optional<Boolean> flag, Optional<LocalDateTime> when) {}

  @Test
  void anOptionalIsWhatItHolds() {
    LocalDateTime six = LocalDateTime.of(1970, 1, 1, 6, 0);
    assertThat(MIXED.raw(Cells.of(new Perhaps(OptionalDouble.of(6), Optional.of("v"), Optional.of(true), Optional.of(six))))).containsExactly(6, 1, 1, 21_600);
    assertThat(MIXED.raw(Cells.of(new Perhaps(OptionalDouble.empty(), Optional.empty(), Optional.empty(), Optional.empty())))).containsOnly(Double.NaN);
    assertThat(MIXED.raw(0, OptionalInt.of(7))).isEqualTo(7);
    assertThat(MIXED.raw(0, OptionalLong.empty())).isNaN();
    for (Object several : new Object[] {List.of("u"), Map.of(), new String[] {"u"}, Optional.of(new int[0])}) {
      assertThatThrownBy(() -> MIXED.raw(1, several)).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("column \"c\": the cell holds several values; a number, a boolean, a time or a text is expected");
    }
  }

  @Test
  void theCalendarIsThatOfTheJdk() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      long seconds = (long) ((random.nextDouble() - 0.2) * 3e11);
      if (i < 2000) seconds = i * 86_400L * 30;
      LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
      assertThat(Calendar.month(seconds)).as("%s", time).isEqualTo(time.getMonthValue() - 1);
      assertThat(Calendar.weekday(seconds)).as("%s", time).isEqualTo(time.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue());
      assertThat(Calendar.secondOfDay(seconds)).as("%s", time).isEqualTo(time.toLocalTime().toSecondOfDay());
    }
  }

  @Test
  void timesAreElapsedAndOnCirclesWhereTheyVary() {
    PreparationFit fit = new PreparationFit(PreparationPlan.standard(), List.of(Column.time("t")), List.of(List.of()), new Target.Value("y"));
    for (String day : List.of("2024-04-01", "2024-04-08", "2024-01-01")) fit.add(new double[] {CellReader.of(ColumnType.TIME, RULES).read(day)}, 1);
    Calendar calendar = (Calendar) fit.preparation().encodings().get(0);
    assertThat(calendar.parts()).containsExactly(Part.ELAPSED, Part.MONTH);
    assertThat(calendar.missing()).isFalse();
    double[] to = new double[3];
    calendar.write(calendar.raw("2024-04-30T12:00", RULES), to, 0);
    assertThat(to[1]).as("April is a quarter round").isCloseTo(1, within(1e-15));
    assertThat(to[2]).isCloseTo(0, within(1e-15));
    assertThat(List.of(calendar.name(0), calendar.name(1), calendar.name(2))).containsExactly("t elapsed", "t month sin", "t month cos");
    assertThatThrownBy(() -> new Calendar(Column.time("t"), List.of(Part.HOUR, Part.MONTH), 0, 1, false)).hasMessageContaining("in order");
  }

  @Test
  void encodingsThatCannotBeAreRefused() {
    Column a = Column.number("a");
    assertThatThrownBy(() -> Numeric.scaled(a, Double.NaN, 1, 0)).hasMessageContaining("a shift of NaN was asked for, for the column \"a\"");
    assertThatThrownBy(() -> new Numeric(a, Transform.NONE, 2, 1, 0, 1, 0, false)).hasMessageContaining("from 2.0 to 1.0");
    assertThatThrownBy(() -> Numeric.plain(Column.time("t"))).hasMessageContaining("\"t\" is of type time; scaling is for columns of type number or boolean");
    assertThatThrownBy(() -> new OneHot(Column.category("c"), List.of("u", "u"), false, false)).hasMessageContaining("\"u\" was given twice");
    assertThatThrownBy(() -> new Ordinal(Column.category("c"), List.of(""), 0, 1)).hasMessageContaining("a category without text");
  }
}
