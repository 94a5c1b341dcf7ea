package dev.gradus.kernel;

/**
 * Takes the shape of a matrix and a number of parts, gives the rectangle of each part: a pure function, used again for every product so that nothing is allocated.
 *
 * <p>The longer side is halved until there is a rectangle for each part. Of two rectangles the one nearer to a square needs less of both factors, which BLAS copies
 * before it multiplies. Cuts lie at multiples of a cache line of floats where the side is long enough.
 */
final class Block {
  static final int LINE = 16;

  int row;
  int column;
  int rows;
  int columns;

  /** Where the share of a part begins among {@code n} things; cuts lie at whole cache lines where there are enough. */
  static long begin(long n, int part, int parts) {
    if (part == parts) return n;
    long begin = n * part / parts;
    return begin >= LINE ? begin - begin % LINE : begin;
  }

  /** Becomes the rectangle of {@code part}, from 0; it is empty when there are more parts than elements. */
  Block of(int allRows, int allColumns, int parts, int part) {
    row = 0;
    column = 0;
    rows = allRows;
    columns = allColumns;
    while (parts > 1) {
      int first = parts / 2;
      boolean second = part >= first;
      if (rows >= columns) {
        int cut = cut(rows, first, parts);
        if (second) row += cut;
        rows = second ? rows - cut : cut;
      } else {
        int cut = cut(columns, first, parts);
        if (second) column += cut;
        columns = second ? columns - cut : cut;
      }
      part = second ? part - first : part;
      parts = second ? parts - first : first;
    }
    return this;
  }

  boolean isEmpty() {
    return rows == 0 || columns == 0;
  }

  private static int cut(int length, int share, int parts) {
    int cut = (int) ((long) length * share / parts);
    return cut >= LINE ? cut - cut % LINE : cut;
  }
}
