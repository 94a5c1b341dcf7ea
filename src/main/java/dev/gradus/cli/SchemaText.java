package dev.gradus.cli;

import dev.gradus.diagnose.ColumnFigures;
import dev.gradus.diagnose.TableFigures;

/** Takes the figures of a table, gives the schema file that says the same types. */
final class SchemaText {
  private SchemaText() {}

  static String of(TableFigures figures) {
    StringBuilder text = new StringBuilder("# The columns of " + line(figures.source()) + ", for train --schema. A type is number, boolean, category, time, "
        + "or text, which is left out.\n# Preparation may stand beside it, as in {type: number, prepare: robust, fill: median, clip: 3} or "
        + "{type: category, encoding: ordinal, order: [low, high]}.\n"
        + SchemaFile.COLUMNS + ":\n");
    for (ColumnFigures column : figures.columns()) {
      text.append("  ").append(Yaml.Scalar.of(column.name()).write()).append(": {").append(SchemaColumn.TYPE).append(": ").append(column.type().word())
          .append("}  # ").append(line(column.why())).append('\n');
    }
    return text.toString();
  }

  /** What may stand in a comment: one line, no characters that YAML refuses. */
  private static String line(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\uFEFF\\uFFFE\\uFFFF]", "?");
  }
}
