package dev.gradus.prepare;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Takes the text of a date, or of a date with a time, gives the seconds since 1970-01-01T00:00Z.
 *
 * <p>Dates: {@code 2024-03-01}, {@code 2024/3/1}, {@code 2024.3.1}, {@code 2024-03} (its first day), {@code 1.3.2024} (the day first), {@code 1/3/2024} and
 * {@code 1-3-2024} (by the order). Times, after a T or spaces: {@code 12:30}, {@code 12:30:05}, {@code 12:30:05.25}, each with AM or PM if so, each with an
 * offset ({@code Z}, {@code UTC}, {@code GMT}, {@code +01}, {@code +0100}, {@code +01:00}) or none, which counts as UTC. Years have four digits.
 */
final class TimeText {
  private static final int DAY = 86_400;
  private static final int MOST_OFFSET = 18 * 60;

  private final CharSequence text;
  private final int end;
  private int at;
  private int nanos;
  private boolean wrong;

  private TimeText(CharSequence text) {
    this.text = text;
    end = text.length();
  }

  /** NaN when the text is no time. */
  static double seconds(CharSequence text, DateOrder order) {
    if (text.length() < "2024-03".length() || text.charAt(0) < '0' || text.charAt(0) > '9') return Double.NaN;
    TimeText reading = new TimeText(text);
    double day = reading.day(order);
    long time = reading.wrong || reading.at == reading.end ? 0 : reading.time();
    return reading.wrong || reading.at < reading.end ? Double.NaN : day * DAY + time + reading.nanos / 1e9;
  }

  /** Whether no order of dates is needed. */
  static boolean beginsWithYear(CharSequence text) {
    if (text.length() <= 4) return false;
    for (int i = 0; i < 4; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
    }
    return true;
  }

  private long day(DateOrder order) {
    int start = at;
    int first = number(1, 4);
    int width = at - start;
    char mark = next();
    if (mark != '-' && mark != '/' && mark != '.' || width == 3) return fail();
    int second = number(1, 2);
    if (width == 4) {
      if (at == end && mark == '-') return day(first, second, 1);
      expect(mark);
      return day(first, second, number(1, 2));
    }
    expect(mark);
    int year = number(4, 4);
    return mark == '.' || order == DateOrder.DAY_FIRST ? day(year, second, first) : day(year, first, second);
  }

  private long day(int year, int month, int day) {
    if (wrong || month < 1 || month > 12 || day < 1 || day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) return fail();
    return LocalDate.of(year, month, day).toEpochDay();
  }

  private long time() {
    if (!take('T') && !take('t') && !spaces()) return fail();
    int hour = number(1, 2);
    expect(':');
    int minute = number(2, 2);
    int second = take(':') ? number(2, 2) : 0;
    if (take('.') || take(',')) fraction();
    spaces();
    boolean morning = word("AM");
    boolean evening = !morning && word("PM");
    if (morning || evening) {
      if (hour < 1 || hour > 12) return fail();
      hour = hour % 12 + (evening ? 12 : 0);
      spaces();
    }
    if (hour > 23 || minute > 59 || second > 59) return fail();
    return 60L * (60 * hour + minute - offset()) + second;
  }

  /** Digits after the ninth do not count. */
  private void fraction() {
    int start = at;
    for (int unit = 100_000_000; at < end && isDigit(text.charAt(at)); unit /= 10) nanos += unit * (text.charAt(at++) - '0');
    if (at == start) fail();
  }

  /** Minutes that the clock is ahead of UTC; 0 when the text does not say. */
  private int offset() {
    if (at == end || take('Z') || take('z') || word("UTC") || word("GMT")) return 0;
    boolean minus = take('-');
    if (!minus && !take('+')) return (int) fail();
    int minutes = 60 * number(2, 2);
    boolean colon = take(':');
    if (colon || at < end) minutes += number(2, 2);
    return minutes > MOST_OFFSET ? (int) fail() : minus ? -minutes : minutes;
  }

  private int number(int fewest, int most) {
    int start = at;
    int x = 0;
    while (at < end && at - start < most && isDigit(text.charAt(at))) x = 10 * x + text.charAt(at++) - '0';
    return at - start < fewest ? (int) fail() : x;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean take(char c) {
    boolean there = at < end && text.charAt(at) == c;
    if (there) at++;
    return there;
  }

  private boolean spaces() {
    int start = at;
    while (take(' ')) continue;
    return at > start;
  }

  private boolean word(String word) {
    if (end - at < word.length() || !text.subSequence(at, at + word.length()).toString().equalsIgnoreCase(word)) return false;
    at += word.length();
    return true;
  }

  private void expect(char c) {
    if (!take(c)) fail();
  }

  private char next() {
    return at < end ? text.charAt(at++) : ' ';
  }

  private long fail() {
    wrong = true;
    return 0;
  }
}
