package dev.gradus.prepare;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Takes the present cells of a column, gives whether they are times, and which order of dates they show. */
final class TimeGuess {
  private static final double DAY = 86_400;

  /** The cells that are times under one order. */
  private static final class Reading {
    private long times;
    private double first = Double.POSITIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;
    private boolean days = true;

    void add(double seconds) {
      if (Double.isNaN(seconds)) return;
      times++;
      first = Math.min(first, seconds);
      last = Math.max(last, seconds);
      days &= seconds % DAY == 0;
    }
  }

  private final Map<DateOrder, Reading> readings = new EnumMap<>(DateOrder.class);
  private final TimeCells objects = new TimeCells(TextRules.standard());
  private Optional<DateOrder> told;
  private Optional<String> example = Optional.empty();

  TimeGuess(Optional<DateOrder> told) {
    this.told = told;
    for (DateOrder order : DateOrder.values()) readings.put(order, new Reading());
  }

  /** Takes a text in. @return whether it is a time, under some order */
  boolean addText(String text) {
    double dayFirst = TimeText.seconds(text, DateOrder.DAY_FIRST);
    double monthFirst = TimeText.beginsWithYear(text) ? dayFirst : TimeText.seconds(text, DateOrder.MONTH_FIRST);
    add(dayFirst, monthFirst);
    boolean depends = Double.compare(dayFirst, monthFirst) != 0;
    if (depends && example.isEmpty()) example = Optional.of(text);
    return depends || !Double.isNaN(dayFirst);
  }

  /** Takes an object in that {@link TimeCells#takes}. @return true */
  boolean addObject(Object cell) {
    double seconds = objects.ofObject(cell);
    add(seconds, seconds);
    return true;
  }

  private void add(double dayFirst, double monthFirst) {
    readings.get(DateOrder.DAY_FIRST).add(dayFirst);
    readings.get(DateOrder.MONTH_FIRST).add(monthFirst);
  }

  void tell(DateOrder order) {
    told = Optional.of(order);
  }

  /** As many cells as are times under the order that suits most of them. */
  long times() {
    return readings.values().stream().mapToLong(reading -> reading.times).max().orElseThrow();
  }

  /** Whether dates are there that depend on the order, and neither order suits more of them. */
  boolean isAmbiguous() {
    return example.isPresent() && told.isEmpty() && shown().isEmpty();
  }

  /** The first text that depends on the order. */
  Optional<String> example() {
    return example;
  }

  /** The order that the dates show, without what was told; empty when they show none. */
  Optional<DateOrder> shown() {
    long dayFirst = readings.get(DateOrder.DAY_FIRST).times;
    long monthFirst = readings.get(DateOrder.MONTH_FIRST).times;
    return dayFirst == monthFirst ? Optional.empty() : Optional.of(dayFirst > monthFirst ? DateOrder.DAY_FIRST : DateOrder.MONTH_FIRST);
  }

  /** For people: "date, 2019-01-01 to 2023-12-31". */
  String why() {
    DateOrder order = shown().or(() -> told).orElse(DateOrder.DAY_FIRST);
    Reading reading = readings.get(order);
    String word = reading.days ? "date" : "time";
    String first = example.isPresent() ? " with the " + (order == DateOrder.DAY_FIRST ? "day" : "month") + " first" : "";
    return word + first + ", " + shown(reading.first, reading.days)
        + (reading.first < reading.last ? " to " + shown(reading.last, reading.days) : " always");
  }

  private static String shown(double seconds, boolean day) {
    return day ? LocalDate.ofEpochDay((long) (seconds / DAY)).toString() : Instant.ofEpochSecond((long) Math.floor(seconds)).toString().replace("Z", "");
  }
}
