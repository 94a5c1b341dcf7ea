package dev.gradus.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Takes a position, gives the bytes from there on: of a file, or of memory. */
interface Bytes extends Closeable {
  /** How many there are. */
  long size() throws IOException;

  /** Reads some into {@code to}, at least one if there is room for it. @return false when there are none at the position */
  boolean read(ByteBuffer to, long position) throws IOException;

  /** The bytes of a file; closing them closes it. */
  record OfFile(FileChannel channel) implements Bytes {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public boolean read(ByteBuffer to, long position) throws IOException {
      return channel.read(to, position) >= 0;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** The bytes of an array, which is kept. */
  record OfArray(byte[] array) implements Bytes {
    @Override
    public long size() {
      return array.length;
    }

    @Override
    public boolean read(ByteBuffer to, long position) {
      if (position >= array.length) return false;
      to.put(array, (int) position, (int) Math.min(to.remaining(), array.length - position));
      return true;
    }

    @Override
    public void close() {}
  }
}
