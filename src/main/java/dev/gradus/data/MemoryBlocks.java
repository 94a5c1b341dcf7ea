package dev.gradus.data;

import java.util.List;

/** Blocks in memory, each an array of its own, so that there may be more bytes than an array can hold. */
final class MemoryBlocks implements Blocks {
  private static final int LINE = 64;

  private final byte[][] blocks;

  /** @param blocks kept */
  MemoryBlocks(List<byte[]> blocks) {
    this.blocks = blocks.toArray(byte[][]::new);
  }

  @Override
  public byte[] bytes(int block, int at, int length, byte[] scratch) {
    return blocks[block];
  }

  @Override
  public int touch(int block, int at, int length) {
    byte[] bytes = blocks[block];
    int sum = 0;
    for (int i = at; i < at + length; i += LINE) sum += bytes[i];
    return sum;
  }

  @Override
  public void load(int block) {}

  @Override
  public void close() {}
}
