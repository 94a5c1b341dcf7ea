package dev.gradus.data;

import dev.gradus.prepare.TextRules;
import java.util.List;
import java.util.Optional;

/** Takes a table and some of its columns, gives their raw values. */
final class TableFeatures implements Features {
  private final Table table;
  private final int[] columns;
  private final TextRules rules;

  /** @param columns numbers of columns, in the order of the inputs; kept */
  TableFeatures(Table table, int[] columns, TextRules rules) {
    this.table = table;
    this.columns = columns;
    this.rules = rules;
  }

  @Override
  public TextRules rules() {
    return rules;
  }

  @Override
  public int count() {
    return table.rows();
  }

  @Override
  public int width() {
    return columns.length;
  }

  @Override
  public List<String> dictionary(int column) {
    return table.dictionary(columns[column]);
  }

  @Override
  public EpochOrder order(int[] examples) {
    return EpochOrder.of(examples, table);
  }

  @Override
  public Optional<ReadAhead> readAhead() {
    return Optional.of(new ReadAhead(table));
  }

  @Override
  public List<Held> held() {
    return List.of(new Held(table, table.bytes(), table.isInFile()));
  }

  @Override
  public Reader reader() {
    Table.Reader rows = table.reader(columns);
    double[] row = new double[columns.length];
    return new Reader() {
      @Override
      public int touch(int example) {
        return rows.touch(example);
      }

      @Override
      public void read(int example, float[] to) {
        rows.read(example, row);
        for (int k = 0; k < row.length; k++) to[k] = (float) row[k];
      }

      @Override
      public void read(int example, double[] to) {
        rows.read(example, to);
      }
    };
  }
}
