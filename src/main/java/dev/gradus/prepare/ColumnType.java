package dev.gradus.prepare;

import java.util.Locale;

/** What the cells of a column are. */
public enum ColumnType {
  /** Decimal numbers. */
  NUMBER,
  /** One of two words, true or false. */
  BOOLEAN,
  /** Texts, of which there are few. */
  CATEGORY,
  /** Days, or moments. */
  TIME,
  /** Texts that are nearly all different; never an input. */
  TEXT;

  /** Its name in messages and files, such as "number". */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
