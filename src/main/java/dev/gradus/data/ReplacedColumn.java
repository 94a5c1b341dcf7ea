package dev.gradus.data;

import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.TextRules;
import java.util.List;
import java.util.Optional;

/** Takes examples and other values for one of their columns, gives the examples with these; the rest is as it was. */
final class ReplacedColumn implements Features {
  private final Features others;
  private final int column;
  private final double[] values;

  private ReplacedColumn(Features others, int column, double[] values) {
    this.others = others;
    this.column = column;
    this.values = values;
  }

  /** @param values one for each of {@code examples}, which are numbers of examples of {@code others}; read */
  static ReplacedColumn of(Features others, int column, double[] values, int[] examples) {
    if (column < 0 || column >= others.width()) {
      throw new IllegalArgumentException("column " + column + " was asked for; it must be from 0 to " + (others.width() - 1));
    }
    int codes = others.dictionary(column).size();
    double[] all = new double[others.count()];
    boolean[] set = new boolean[all.length];
    for (int i = 0; i < examples.length; i++) {
      double x = values[i];
      if (codes > 0 && !Double.isNaN(x) && !(x == Math.rint(x) && x >= 0 && x < codes)) {
        throw new IllegalArgumentException("a raw value of " + x + " was given for column " + column + "; it must be a whole number from 0 to " + (codes - 1)
            + ", the code of a category, or NaN");
      }
      if (set[examples[i]]) throw new IllegalArgumentException("example " + examples[i] + " was chosen twice; other values of a column are for each once");
      set[examples[i]] = true;
      all[examples[i]] = x;
    }
    return new ReplacedColumn(others, column, all);
  }

  @Override
  public int count() {
    return others.count();
  }

  @Override
  public int width() {
    return others.width();
  }

  @Override
  public List<String> dictionary(int j) {
    return others.dictionary(j);
  }

  @Override
  public EpochOrder order(int[] examples) {
    return others.order(examples);
  }

  @Override
  public Optional<ReadAhead> readAhead() {
    return others.readAhead();
  }

  @Override
  public List<Held> held() {
    return others.held();
  }

  @Override
  public TextRules rules() {
    return others.rules();
  }

  /** What is prepared already stays as it is. */
  @Override
  public Features preparedBy(Preparation preparation) {
    return others.preparedBy(preparation) == others ? this : new PreparedFeatures(this, preparation);
  }

  @Override
  public Reader reader() {
    Reader reader = others.reader();
    return new Reader() {
      @Override
      public int touch(int example) {
        return reader.touch(example);
      }

      @Override
      public void read(int example, float[] to) {
        reader.read(example, to);
        to[column] = (float) values[example];
      }

      @Override
      public void read(int example, double[] to) {
        reader.read(example, to);
        to[column] = values[example];
      }
    };
  }
}
