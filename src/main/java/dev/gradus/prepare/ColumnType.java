package dev.gradus.prepare;

import java.util.Locale;

/** What the cells of a column are. Text that is nearly unique is never an input. */
public enum ColumnType {
  NUMBER, BOOLEAN, CATEGORY, TIME, TEXT;

  /** The name in options, files and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
