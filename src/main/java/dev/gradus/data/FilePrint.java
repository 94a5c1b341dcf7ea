package dev.gradus.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Takes files, gives a text that changes when one of them does: of each its length, the time of its last change, and a digest of its two ends. */
final class FilePrint {
  private static final int END = 1 << 16;

  private FilePrint() {}

  /** Reads at most 128 KiB of each file. @throws java.nio.file.NoSuchFileException when one is not there */
  static String of(List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files) add(file, digest);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(Path file, MessageDigest digest) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long length = channel.size();
      digest.update(ByteBuffer.allocate(20).putLong(length).putLong(facts.lastModifiedTime().toInstant().getEpochSecond())
          .putInt(facts.lastModifiedTime().toInstant().getNano()).flip());
      add(channel, 0, digest);
      add(channel, Math.max(0, length - END), digest);
    }
  }

  private static void add(SeekableByteChannel channel, long from, MessageDigest digest) throws IOException {
    ByteBuffer end = ByteBuffer.allocate(END);
    channel.position(from);
    while (end.hasRemaining()) {
      if (channel.read(end) < 0) break;
    }
    digest.update(end.flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
