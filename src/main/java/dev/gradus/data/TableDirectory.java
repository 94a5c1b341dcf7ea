package dev.gradus.data;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is known of a table beside its rows.
 *
 * @param dictionaries for each column the texts of its codes
 * @param notes Map, List, String, Double, Long and Boolean
 * @param index of blocks whose records have a last column: line − row
 */
record TableDirectory(String source, List<Column> columns, List<List<String>> dictionaries, Map<String, Object> notes, BlockIndex index) {
  @SuppressWarnings("unchecked")
  TableDirectory {
    columns = List.copyOf(columns);
    dictionaries = dictionaries.stream().map(List::copyOf).toList();
    notes = (Map<String, Object>) DirectoryCode.copy(notes);
    if (dictionaries.size() != columns.size()) {
      throw new IllegalArgumentException(dictionaries.size() + " dictionaries were given for " + columns.size() + " columns; there must be one for each");
    }
  }

  /** @param checksums of the blocks */
  ByteBuffer encoded(int[] checksums) {
    DirectoryCode.Writer to = new DirectoryCode.Writer();
    to.text(source).number(columns.size());
    for (int c = 0; c < columns.size(); c++) {
      to.text(columns.get(c).name()).text(columns.get(c).type().word()).number(dictionaries.get(c).size());
      for (String text : dictionaries.get(c)) to.text(text);
    }
    to.value(notes, 0).number(index.rows()).number(index.blockRows()).number(index.layouts().size());
    for (BlockLayout layout : index.layouts()) {
      for (int c = 0; c < layout.columns(); c++) {
        to.raw((byte) layout.storage(c).ordinal());
        if (layout.storage(c) == Storage.CONSTANT) to.number(layout.constantBits(c));
      }
    }
    to.number(index.blocks());
    for (int b = 0; b < index.blocks(); b++) to.number(index.layoutOf(b)).number(checksums[b]);
    return to.bytes();
  }

  /** A directory and the checksums of its blocks. */
  record Read(TableDirectory directory, int[] checksums) {}

  /** What {@link #encoded} wrote. @throws IllegalArgumentException when it is something else */
  static Read decoded(ByteBuffer bytes) {
    try {
      return read(new DirectoryCode.Reader(bytes));
    } catch (BufferUnderflowException | ArithmeticException | ClassCastException e) {
      throw new IllegalArgumentException("it ends too early, or its numbers contradict each other", e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Read read(DirectoryCode.Reader from) {
    String source = from.text();
    int width = from.count(12);
    List<Column> columns = new ArrayList<>(width);
    List<List<String>> dictionaries = new ArrayList<>(width);
    for (int c = 0; c < width; c++) {
      columns.add(new Column(from.text(), type(from.text())));
      dictionaries.add(from.texts());
    }
    Map<String, Object> notes = (Map<String, Object>) from.value(0);
    int rows = from.number();
    int blockRows = from.number();
    require(width > 0 && rows >= 0 && blockRows == BlockIndex.blockRows(width), "its rows contradict its columns");
    List<BlockLayout> layouts = new ArrayList<>();
    for (int n = from.count(width + 1); n > 0; n--) layouts.add(layout(from, width + 1));
    int blocks = from.count(8);
    require(blocks == (rows + (long) blockRows - 1) / blockRows, "its blocks contradict its rows");
    int[] layoutOf = new int[blocks];
    int[] checksums = new int[blocks];
    for (int b = 0; b < blocks; b++) {
      layoutOf[b] = from.number();
      checksums[b] = from.number();
      require(layoutOf[b] >= 0 && layoutOf[b] < layouts.size(), "a block has a layout that is not there");
    }
    require(from.atEnd(), "something follows");
    BlockIndex index = new BlockIndex(rows, blockRows, layouts, layoutOf);
    index.bytes();
    return new Read(new TableDirectory(source, columns, dictionaries, notes, index), checksums);
  }

  private static ColumnType type(String word) {
    return Arrays.stream(ColumnType.values()).filter(type -> type.word().equals(word)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a column is of type " + Shown.quoted(word)));
  }

  private static BlockLayout layout(DirectoryCode.Reader from, int columns) {
    byte[] storages = new byte[columns];
    long[] constants = new long[columns];
    for (int c = 0; c < columns; c++) {
      storages[c] = from.raw(1)[0];
      require(storages[c] >= 0 && storages[c] < Storage.count(), "a column has a storage that is not known");
      if (Storage.of(storages[c]) == Storage.CONSTANT) constants[c] = from.longNumber();
    }
    return new BlockLayout(storages, constants);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) throw new IllegalArgumentException(otherwise);
  }
}
