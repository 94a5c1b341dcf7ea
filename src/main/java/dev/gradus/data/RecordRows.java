package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.OptionAdvice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes the records of a sample and after it, gives their raw values to a table. */
final class RecordRows {
  private final String source;
  private final RecordSample sample;
  private final TableWriter writer;
  private final int mostCategories;
  private final List<Column> columns;
  private final CellReader[] readers;
  private final TextCodes[] dictionaries;
  /** Whether a text that is a number may mark a missing class. */
  private final boolean[] marks;
  private final double[] row;

  RecordRows(String source, RecordSample sample, TableWriter writer, int mostCategories) {
    this.source = source;
    this.sample = sample;
    this.writer = writer;
    this.mostCategories = mostCategories;
    columns = sample.columns();
    int width = columns.size();
    readers = new CellReader[width];
    dictionaries = new TextCodes[width];
    marks = new boolean[width];
    row = new double[width];
    for (int k = 0; k < width; k++) {
      dictionaries[k] = new TextCodes();
      readers[k] = CellReader.of(isCategory(k) ? ColumnType.NUMBER : columns.get(k).type(), sample.rules());
      marks[k] = isCategory(k) && readers[k].hasMarks() && sample.options().targets().contains(columns.get(k).name());
    }
  }

  private boolean isCategory(int column) {
    return columns.get(column).type() == ColumnType.CATEGORY;
  }

  /** Adds the present record. @throws DataException when a cell is not of its column's type */
  void add() throws IOException {
    for (int k = 0; k < row.length; k++) row[k] = isCategory(k) ? code(k) : value(k);
    writer.add(row, sample.line());
  }

  private double code(int k) throws IOException {
    String text = sample.rules().category(sample.cell(k));
    if (text.isEmpty() || marks[k] && readers[k].isMissing(text)) return Double.NaN;
    int known = dictionaries[k].size();
    int code = dictionaries[k].code(text);
    if (code == known) check(text, k);
    return code;
  }

  private void check(String text, int k) throws IOException {
    String name = columns.get(k).name();
    int count = dictionaries[k].size();
    int most = sample.options().mostTexts(name, mostCategories);
    if (count > most) throw trouble(name, sample.options().tooMany(name, text, most));
    if (sample.isFewNumbers(name) && FewNumbers.isNoClass(text, count)) throw new NoClassesException(name, sample.line());
  }

  private double value(int k) {
    try {
      return readers[k].read(sample.cell(k));
    } catch (IllegalArgumentException e) {
      String name = columns.get(k).name();
      throw trouble(name, e.getMessage() + OptionAdvice.of(columns.get(k).type(), sample.rules(), sample.cell(k)) + ". "
          + CellAdvice.of(sample.options(), name, sample.inferred(k), sample.cell(k)));
    }
  }

  private DataException trouble(String column, String what) {
    return new DataException(source + " record " + sample.line(), 0, Shown.text(column), what);
  }

  /** The texts of each column's codes. */
  List<List<String>> dictionaries() {
    List<List<String>> all = new ArrayList<>();
    for (TextCodes dictionary : dictionaries) all.add(dictionary.texts());
    return all;
  }
}
