package dev.gradus.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes the blocks of a table one after the other, gives the table. */
interface TableSink extends Closeable {
  /** Adds a block: the first {@code length} of some bytes, which are read. */
  void add(byte[] bytes, int length) throws IOException;

  /** The table of the blocks that were added. */
  Table finish(TableDirectory directory) throws IOException;

  /** Gives up what was not finished. */
  @Override
  void close() throws IOException;

  /** Blocks in memory. */
  final class OfMemory implements TableSink {
    private final List<byte[]> blocks = new ArrayList<>();

    @Override
    public void add(byte[] bytes, int length) {
      blocks.add(Arrays.copyOf(bytes, length));
    }

    @Override
    public Table finish(TableDirectory directory) {
      return new Table(directory, new MemoryBlocks(blocks));
    }

    @Override
    public void close() {
      blocks.clear();
    }
  }
}
