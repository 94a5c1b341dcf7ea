package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Takes the array of inputs, and that of targets if there is one, gives their rows side by side. */
final class NpyReader implements RecordReader {
  private static final List<String> LETTERS = List.of("x", "y");

  private final List<NpyArray> parts;
  private final List<Closeable> others;
  private final List<String> names = new ArrayList<>();
  private final int inputs;
  private long line;

  /** @param others what is closed with the arrays, after them @throws DataException when the arrays differ in length; nothing is closed then */
  NpyReader(String name, List<NpyArray> parts, List<? extends Closeable> others) {
    this.parts = parts;
    this.others = List.copyOf(others);
    for (int p = 0; p < parts.size(); p++) addNames(LETTERS.get(p), parts.get(p).header(), p == 0);
    inputs = (int) parts.get(0).header().columns();
    long rows = parts.get(0).header().rows();
    for (NpyArray part : parts) {
      if (part.header().rows() == rows) continue;
      throw NpyHeader.bad(name, "the inputs have shape " + parts.get(0).header().shown() + " and the targets " + part.header().shown()
          + "; as many rows of both are expected");
    }
  }

  private void addNames(String letter, NpyHeader header, boolean always) {
    int count = (int) header.columns();
    if (count == 1 && !always) {
      names.add(letter);
    } else {
      for (int c = 0; c < count; c++) names.add(letter + c);
    }
  }

  private NpyArray part(int column) {
    return parts.get(column < inputs ? 0 : 1);
  }

  @Override
  public List<String> names() {
    return Collections.unmodifiableList(names);
  }

  @Override
  public Optional<ColumnType> type(int column) {
    return Optional.of(part(column).header().type().columnType());
  }

  @Override
  public boolean next() throws IOException {
    for (NpyArray part : parts) {
      if (!part.next()) return false;
    }
    line++;
    return true;
  }

  @Override
  public Object cell(int column) {
    return part(column).cell(column < inputs ? column : column - inputs);
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    for (NpyArray part : parts) part.close();
    for (Closeable other : others) other.close();
  }
}
