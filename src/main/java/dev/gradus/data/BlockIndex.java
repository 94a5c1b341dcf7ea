package dev.gradus.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the rows of a table are divided into blocks, and the layout of each block. Immutable. */
final class BlockIndex {
  private static final int MOST_VALUES = 1 << 19;

  private final int rows;
  private final int blockRows;
  private final List<BlockLayout> layouts;
  private final int[] layoutOf;

  /** @param layoutOf the number of its layout for each block, kept */
  BlockIndex(int rows, int blockRows, List<BlockLayout> layouts, int[] layoutOf) {
    this.rows = rows;
    this.blockRows = blockRows;
    this.layouts = List.copyOf(layouts);
    this.layoutOf = layoutOf;
  }

  /** How many rows a block has: the power of two that makes 2 to 4 MB of doubles, or a single row where that is more. */
  static int blockRows(int columns) {
    return Math.max(1, Integer.highestOneBit(MOST_VALUES / columns));
  }

  int rows() {
    return rows;
  }

  int blockRows() {
    return blockRows;
  }

  int blocks() {
    return layoutOf.length;
  }

  List<BlockLayout> layouts() {
    return layouts;
  }

  int layoutOf(int block) {
    return layoutOf[block];
  }

  BlockLayout layout(int block) {
    return layouts.get(layoutOf[block]);
  }

  /** How many rows a block has; fewer in the last one. */
  int rowsOf(int block) {
    return Math.min(blockRows, rows - block * blockRows);
  }

  /** How many bytes a block has. */
  int length(int block) {
    return Math.multiplyExact(rowsOf(block), layout(block).recordBytes());
  }

  /** How many bytes all blocks have. */
  long bytes() {
    long sum = 0;
    for (int b = 0; b < blocks(); b++) sum += length(b);
    return sum;
  }

  /** The index of blocks that are added one after the other. */
  static final class Builder {
    private final int blockRows;
    private final Map<BlockLayout, Integer> numbers = new LinkedHashMap<>();
    private int[] layoutOf = new int[16];
    private int blocks;
    private int rows;

    Builder(int blockRows) {
      this.blockRows = blockRows;
    }

    void add(BlockLayout layout, int rowsOfBlock) {
      if (blocks == layoutOf.length) layoutOf = Arrays.copyOf(layoutOf, 2 * blocks);
      Integer number = numbers.putIfAbsent(layout, numbers.size());
      layoutOf[blocks++] = number == null ? numbers.size() - 1 : number;
      rows += rowsOfBlock;
    }

    BlockIndex index() {
      return new BlockIndex(rows, blockRows, new ArrayList<>(numbers.keySet()), Arrays.copyOf(layoutOf, blocks));
    }
  }
}
