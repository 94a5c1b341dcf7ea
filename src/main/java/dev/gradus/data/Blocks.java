package dev.gradus.data;

/** The bytes of a table's rows, block by block, in memory or in a file. Any number of threads may read. */
interface Blocks {
  /**
   * Brings some bytes of a block.
   *
   * @param at where in the block they begin
   * @param scratch room for {@code length} bytes, which may be written to
   * @return {@code scratch}, with the bytes at its beginning, or another array, which holds the whole block and is not to be written to
   * @throws DataException when the block is damaged
   * @throws IllegalStateException when the table was closed
   */
  byte[] bytes(int block, int at, int length, byte[] scratch);

  /** Reads a byte of every cache line. @return some number that depends on what was read */
  int touch(int block, int at, int length);

  /** Reads a whole block and checks it. @throws DataException when it is damaged */
  void load(int block);

  /** Gives up what is held; reading is an error from then on. */
  void close();
}
