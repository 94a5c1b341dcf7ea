package dev.gradus.data;

/** Some whole records of CSV, as UTF-8; the same arrays are filled again and again. */
final class CsvPiece {
  byte[] bytes;
  int length;

  CsvPiece(int capacity) {
    bytes = new byte[capacity];
  }
}
