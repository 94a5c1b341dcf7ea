package dev.gradus.prepare;

/** What the training rows say about one column. */
interface ColumnFit {
  Column column();

  /** Takes a cell of a row in. @param weight above 0; @param key of the row, see {@link Sample} */
  void add(double raw, double weight, long key);

  /** Takes in what the other, of the same column, has seen; it is read. */
  void merge(ColumnFit other);

  Encoding encoding();
}
