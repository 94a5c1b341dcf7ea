package dev.gradus.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes pieces that were read, in their order, gives their rows to a table. The categories of all pieces get the same codes: first come, first numbered. */
final class CsvAssembly {
  private final CsvColumns columns;
  private final TableWriter writer;
  private final TableOptions options;
  private final int mostCategories;
  private final Set<String> fewNumbers;
  private final List<TextCodes> dictionaries = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param mostCategories how many texts an input may have
   * @param fewNumbers columns whose texts must stay few whole numbers, or not be numbers at all
   */
  CsvAssembly(CsvColumns columns, TableWriter writer, TableOptions options, int mostCategories, Set<String> fewNumbers) {
    this.columns = columns;
    this.writer = writer;
    this.options = options;
    this.mostCategories = mostCategories;
    this.fewNumbers = Set.copyOf(fewNumbers);
    columns.columns().forEach(column -> dictionaries.add(new TextCodes()));
  }

  /** Adds the rows of a piece. @throws DataException when there is a fault in it */
  void add(CsvPiece piece) throws IOException {
    CsvFile file = piece.file.orElseThrow();
    int width = columns.columns().size();
    for (int k = 0; k < width; k++) {
      if (columns.isCategory(k)) number(piece, k, file);
    }
    for (int row = 0; row < piece.rows; row++) writer.add(piece.values, row * width, file.lines() + piece.lines[row]);
    if (piece.fault.isPresent()) throw raised(piece, file);
    file.pass(piece.lineCount);
  }

  private static IOException raised(CsvPiece piece, CsvFile file) {
    Exception fault = piece.fault.orElseThrow();
    if (fault instanceof CsvFault e) throw e.in(file.source(), file.lines());
    if (fault instanceof RuntimeException e) throw e;
    return (IOException) fault;
  }

  private void number(CsvPiece piece, int k, CsvFile file) throws IOException {
    List<String> texts = piece.texts.get(k).texts();
    TextCodes dictionary = dictionaries.get(k);
    int width = columns.columns().size();
    int[] codes = new int[texts.size()];
    boolean same = true;
    for (int i = 0; i < codes.length; i++) {
      int known = dictionary.size();
      codes[i] = dictionary.code(texts.get(i));
      same &= codes[i] == i;
      if (codes[i] == known) check(texts.get(i), known + 1, piece, k, i, file);
    }
    if (same) return;
    for (int at = k; at < piece.rows * width; at += width) {
      double code = piece.values[at];
      if (!Double.isNaN(code)) piece.values[at] = codes[(int) code];
    }
  }

  private void check(String text, int count, CsvPiece piece, int k, int code, CsvFile file) throws IOException {
    String name = columns.columns().get(k).name();
    int most = options.mostTexts(name, mostCategories);
    if (count > most) throw new DataException(file.source(), line(piece, k, code, file), Shown.text(name), options.tooMany(name, text, most));
    if (!fewNumbers.contains(name)) return;
    if (FewNumbers.isNoClass(text, count)) throw new NoClassesException(name, line(piece, k, code, file));
  }

  /** The line of the first row with a code. */
  private long line(CsvPiece piece, int k, int code, CsvFile file) {
    int width = columns.columns().size();
    int row = 0;
    while (piece.values[row * width + k] != code) row++;
    return file.lines() + piece.lines[row];
  }

  /** The texts of each column's codes. */
  List<List<String>> dictionaries() {
    return dictionaries.stream().map(TextCodes::texts).toList();
  }
}
