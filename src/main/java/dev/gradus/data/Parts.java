package dev.gradus.data;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes rows and shares, gives the part of each row, from 0: the last part is held out of the rows by {@link Splits#holdOut}, the one before it of the rest,
 * and so on. So the parts have the sizes of the shares, the rounding by the largest remainder; whole groups and times that are equal stay together, and sizes
 * are the nearest to it.
 */
public final class Parts {
  private static final double ROUNDING = 1e-9;

  private Parts() {}

  /** By chance. @param shares at least two, each above 0, with the sum 1 @throws DataException when there are fewer rows than parts */
  public static int[] atRandom(String source, int rows, List<Double> shares, long seed) {
    return divided(plain(source, rows), Division.RANDOM, shares, seed);
  }

  /** Every text of a column in the same shares. @param column its only column, a category; a missing one is a text of its own */
  public static int[] stratified(Table column, List<Double> shares, long seed) {
    List<String> texts = new ArrayList<>(column.dictionary(0));
    texts.add("");
    if (texts.size() > TableTarget.MOST_CLASSES) {
      throw trouble(column, "has " + Shown.count(texts.size() - 1) + " different texts; rows can be divided evenly by at most "
          + Shown.count(TableTarget.MOST_CLASSES - 1));
    }
    double[] values = values(column);
    short[] classes = new short[values.length];
    for (int row = 0; row < classes.length; row++) classes[row] = (short) (Double.isNaN(values[row]) ? texts.size() - 1 : (int) values[row]);
    Schema schema = new Schema(new Inputs.Columns(List.of(Column.number("row"))), new Target.Classes(column.columns().get(0).name(), texts));
    Dataset data = Dataset.of(column.source(), schema, new NumberFeatures(new double[values.length], 1), new Targets.OfClasses(classes, texts));
    return divided(data, Division.STRATIFIED, shares, seed);
  }

  /** Rows with the same text in a column together. @param column its only column, a category @throws DataException when a row has none */
  public static int[] grouped(Table column, List<Double> shares, long seed) {
    double[] values = values(column);
    for (int row = 0; row < values.length; row++) refuseMissing(column, values, row, "the name of a group");
    Dataset data = plain(column.source(), values.length).withGroups(IntStream.range(0, values.length).map(row -> (int) values[row]).toArray());
    return divided(data, Division.GROUPED, shares, seed);
  }

  /** The earliest rows first, the latest last. @param column its only column, of numbers or times @throws DataException when it is of another type, or has gaps */
  public static int[] ordered(Table column, List<Double> shares) {
    ColumnType type = column.columns().get(0).type();
    if (type != ColumnType.NUMBER && type != ColumnType.TIME) throw trouble(column, "the cells are neither numbers nor times, and rows are to be divided by time");
    double[] values = values(column);
    for (int row = 0; row < values.length; row++) refuseMissing(column, values, row, "a time");
    return divided(plain(column.source(), values.length).withOrder(values), Division.ORDERED, shares, 0);
  }

  private static Dataset plain(String source, int rows) {
    Schema schema = new Schema(new Inputs.Columns(List.of(Column.number("row"))), new Target.Value("row"));
    return Dataset.of(source, schema, new NumberFeatures(new double[rows], 1), new Targets.OfValues(new double[rows]));
  }

  private static double[] values(Table column) {
    double[] values = new double[column.rows()];
    double[] one = new double[1];
    Table.Reader reader = column.reader(0);
    for (int row = 0; row < values.length; row++) {
      reader.read(row, one);
      values[row] = one[0];
    }
    return values;
  }

  private static void refuseMissing(Table column, double[] values, int row, String expected) {
    if (Double.isNaN(values[row])) throw TableExamples.trouble(column, 0, row, "the cell is empty, and " + expected
        + " is expected. Fill it, or remove the row.");
  }

  private static DataException trouble(Table column, String what) {
    return new DataException(column.source(), 0, Shown.text(column.columns().get(0).name()), what + ".");
  }

  private static int[] divided(Dataset data, Division division, List<Double> shares, long seed) {
    int[] sizes = sizes(data, shares);
    int[] part = new int[data.size()];
    Dataset rest = data;
    for (int p = sizes.length - 1; p > 0; p--) {
      Fold fold = Splits.holdOut(rest, division, (double) sizes[p] / rest.size(), seed + sizes.length - 1 - p);
      for (int i = 0; i < fold.validation().size(); i++) part[fold.validation().row(i)] = p;
      rest = fold.train();
    }
    return part;
  }

  /** The sizes of the parts, by the largest remainder; of equal ones the first. */
  private static int[] sizes(Dataset data, List<Double> shares) {
    double sum = shares.stream().mapToDouble(share -> share).sum();
    if (shares.size() < 2 || !shares.stream().allMatch(share -> share > 0) || !(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException("parts of " + shares + " were asked for; there must be at least two, each above 0, and their sum must be 1");
    }
    int[] sizes = shares.stream().mapToInt(share -> (int) Math.floor(share * data.size() + ROUNDING)).toArray();
    int left = data.size() - IntStream.of(sizes).sum();
    IntStream.range(0, sizes.length).boxed().sorted(Comparator.comparingDouble(p -> sizes[p] - shares.get(p) * data.size())).limit(left).forEach(p -> sizes[p]++);
    for (int p = 0; p < sizes.length; p++) {
      if (sizes[p] == 0) {
        throw new DataException(data.source(), "has " + Shown.count(data.size()) + " rows, too few for a part of " + shares.get(p) + " of them.");
      }
    }
    return sizes;
  }
}
