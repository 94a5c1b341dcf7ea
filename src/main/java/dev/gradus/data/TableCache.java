package dev.gradus.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Takes a key, gives the table that is kept under it in a folder, or makes it.
 *
 * <p>A table appears in the folder whole or not at all: it is written beside, forced to disk and moved into place. While one process makes a table, others that
 * want it wait, and then read it. When the first is killed the next one makes it, and removes what was left. A table that is damaged is made anew. One that
 * nobody opened for 30 days is removed when another is made. Any number of threads and processes may use one folder.
 */
public final class TableCache {
  /** Makes a table where it is told to. */
  @FunctionalInterface
  public interface Build {
    /** @param place opens the writer whose finished table is given back */
    Table into(TableWriter.Place place) throws IOException;
  }

  /** Of the rules by which types are inferred and cells are read: one more when they change, so that no table of older rules is found. */
  private static final int READING = 2;

  private static final String ENDING = ".table";
  private static final Pattern OURS = Pattern.compile("[0-9a-f]{64}\\.(table|lock)|spilled-[0-9a-f-]{36}\\.table");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final Duration UNUSED = Duration.ofDays(30);

  /** Bytes of rows that are checked when a table is opened, which takes a tenth of a second at most once they are in memory; a larger one block by block. */
  private static final long CHECKED_AT_ONCE = 1L << 30;

  private final Path folder;
  private final Consumer<String> notices;

  /**
   * A cache in a folder, which is made when the first table is.
   *
   * @param notices told in one line what a person may want to know: that another process is waited for, that a table is made anew
   */
  public TableCache(Path folder, Consumer<String> notices) {
    this.folder = folder.toAbsolutePath();
    this.notices = notices;
  }

  /** The folder that tables are kept in. */
  public Path folder() {
    return folder;
  }

  /**
   * The key of a table: SHA-256 of all that its rows depend on, and of the versions of the form they are kept in and of the rules of reading, as 64 hexadecimal digits.
   *
   * @param fingerprint of the source: another one when its content is another
   * @param options all that was said about reading, as text
   */
  public static String key(String fingerprint, String options) {
    MessageDigest digest = Fingerprint.sha256();
    digest.update(ByteBuffer.allocate(8).putInt(TableFile.VERSION).putInt(READING).flip());
    for (String part : List.of(fingerprint, options)) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_16BE);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The table of a key, when there is one that can be used; the caller closes it. One that is damaged is removed.
   *
   * @throws IOException when it cannot be read, as when the thread is interrupted; the table stays
   * @throws IllegalArgumentException when the key is not one of {@link #key}
   */
  public Optional<Table> open(String key) throws IOException {
    Path file = file(key, ENDING);
    Table table = null;
    try {
      table = TableFile.open(file, () -> remove(file));
      if (table.bytes() <= CHECKED_AT_ONCE) table.verify();
      used(file);
      return Optional.of(table);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DataException e) {
      table.close();
      notices.accept("the stored copy of " + e.source() + " is damaged and is made anew: " + file);
    } catch (UnusableTableException e) {
      remove(file);
      notices.accept("a stored copy of data cannot be used and is made anew: " + FileSink.reason(e));
    } catch (FileSystemException e) {
      notices.accept("a stored copy of data cannot be opened and is made anew: " + FileSink.reason(e));
    }
    return Optional.empty();
  }

  /**
   * The table of a key, which is made if there is none that can be used; the caller closes it.
   *
   * @param build runs unless the table is there, or another thread or process has made it meanwhile
   * @throws UnwritableTableException when the folder cannot be written to, before anything is read, or the disk is full; nothing is left behind
   * @throws IOException what {@code build} throws; nothing is left behind
   * @throws IllegalArgumentException when the key is not one of {@link #key}
   */
  public Table build(String key, Build build) throws IOException {
    Optional<Table> there = open(key);
    if (there.isPresent()) return there.get();
    makeFolder();
    try (KeyLock lock = KeyLock.of(file(key, ".lock"), () -> notices.accept("another process is storing a copy of these data; waiting for it"))) {
      there = open(key);
      if (there.isPresent()) return there.get();
      tidy();
      return make(file(key, ENDING), build);
    }
  }

  /** Removes the table of a key. @throws IllegalArgumentException when the key is not one of {@link #key} */
  public void forget(String key) {
    remove(file(key, ENDING));
  }

  private Table make(Path file, Build build) throws IOException {
    List<TableWriter> writers = new ArrayList<>();
    try {
      return build.into((source, columns) -> {
        TableWriter writer = TableWriter.inFile(file, source, columns, () -> remove(file));
        writers.add(writer);
        return writer;
      });
    } finally {
      for (TableWriter writer : writers) writer.close();
    }
  }

  private Path file(String key, String ending) {
    if (!KEY.matcher(key).matches()) throw new IllegalArgumentException("a key of " + Shown.quoted(key) + " was given; it must be 64 hexadecimal digits");
    return folder.resolve(key + ending);
  }

  private void makeFolder() throws UnwritableTableException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UnwritableTableException(folder, FileSink.reason(e), e);
    }
  }

  private static void used(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // Another user's: it is theirs to say how long it is kept.
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // In use on a system that then keeps it, or another user's: it is replaced when it is made anew.
    }
  }

  /** Removes what killed processes left, and what nobody used for long. */
  private void tidy() {
    Instant limit = Instant.now().minus(UNUSED);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        TemporaryFile.removeIfLeft(file);
        if (OURS.matcher(file.getFileName().toString()).matches() && lastUse(file).isBefore(limit)) remove(file);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What is there takes room and does no other harm.
    }
  }

  private static Instant lastUse(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.MAX;
    }
  }
}
