package dev.gradus.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Takes the blocks of a table, keeps them in memory until they are too many, then in a file that goes when the table does. */
final class SpillSink implements TableSink {
  private final Path file;
  private final long limit;
  private final List<byte[]> blocks = new ArrayList<>();
  private long bytes;
  private TableSink rest;

  /** @param folder of the file, made when it is needed @param limit how many bytes stay in memory */
  SpillSink(Path folder, long limit) {
    this.file = folder.resolve("spilled-" + UUID.randomUUID() + ".table");
    this.limit = limit;
  }

  @Override
  public void add(byte[] block, int length) throws IOException {
    if (rest == null && bytes + length > limit) spill();
    bytes += length;
    if (rest != null) {
      rest.add(block, length);
    } else {
      blocks.add(Arrays.copyOf(block, length));
    }
  }

  private void spill() throws IOException {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UnwritableTableException(file.getParent(), FileSink.reason(e), e);
    }
    rest = new FileSink(file, () -> {});
    for (byte[] block : blocks) rest.add(block, block.length);
    blocks.clear();
  }

  /** The file has no name any more once it is open, or where the system does not allow that, goes at the end of the process. */
  @Override
  public Table finish(TableDirectory directory) throws IOException {
    if (rest == null) return new Table(directory, new MemoryBlocks(blocks));
    Table table = rest.finish(directory);
    try {
      Files.delete(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
    return table;
  }

  @Override
  public void close() throws IOException {
    blocks.clear();
    if (rest != null) rest.close();
  }
}
