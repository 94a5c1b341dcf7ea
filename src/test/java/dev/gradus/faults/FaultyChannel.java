package dev.gradus.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A channel whose calls can fail; a write that fails has written half of its bytes before. */
final class FaultyChannel extends FileChannel {
  private final FileChannel real;
  private final Path path;
  private final Faults faults;

  FaultyChannel(FileChannel real, Path path, Faults faults) {
    this.real = real;
    this.path = path;
    this.faults = faults;
  }

  /** A write to the channel. */
  private interface Write {
    int of(ByteBuffer bytes) throws IOException;
  }

  private int write(ByteBuffer bytes, Write write) throws IOException {
    boolean fails = faults.fails("write");
    if (!fails && !faults.halves()) return write.of(bytes);
    ByteBuffer half = bytes.slice(bytes.position(), (bytes.remaining() + (fails ? 0 : 1)) / 2);
    int written = write.of(half);
    bytes.position(bytes.position() + written);
    if (fails) throw new FileSystemException(path.toString(), null, Faults.FULL);
    return written;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return write(bytes, real::write);
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    return write(bytes, half -> real.write(half, position));
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    long written = 0;
    for (int i = offset; i < offset + length; i++) written += write(buffers[i]);
    return written;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    faults.call("read", path);
    return real.read(to);
  }

  @Override
  public int read(ByteBuffer to, long position) throws IOException {
    faults.call("read", path);
    return real.read(to, position);
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    faults.call("read", path);
    return real.read(buffers, offset, length);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    faults.call("size", path);
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    faults.call("truncate", path);
    real.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    faults.call("force", path);
    real.force(metaData);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    faults.call("transfer", path);
    return real.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
    faults.call("transfer", path);
    return real.transferFrom(source, position, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    faults.call("map", path);
    return real.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    faults.call("lock", path);
    return real.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    faults.call("lock", path);
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
    faults.call("close", path);
  }
}
