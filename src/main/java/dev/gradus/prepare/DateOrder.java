package dev.gradus.prepare;

/** Which of the first two numbers of a date such as 3/4/2024 is the month. Dates that begin with the year, and those with points, need no such rule. */
public enum DateOrder {
  /** 3/4/2024 is in April. */
  DAY_FIRST("day-first"),
  /** 3/4/2024 is in March. */
  MONTH_FIRST("month-first");

  private final String word;

  DateOrder(String word) {
    this.word = word;
  }

  /** Its name in options and files: "day-first" or "month-first". */
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }

  /** @throws IllegalArgumentException when no order has this name */
  public static DateOrder of(String word) {
    for (DateOrder order : values()) {
      if (order.word.equals(word)) return order;
    }
    throw new IllegalArgumentException("an order of dates of \"" + word + "\" was asked for; it must be day-first or month-first");
  }
}
