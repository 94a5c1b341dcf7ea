package dev.gradus.cli;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.gradus.data.RowWriter;
import dev.gradus.store.AtomicFile;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Takes the name of a file, writes rows of text there: CSV, or with tabs when it ends in .tsv, packed when it ends in .gz or .zst. The file appears whole. */
final class TableFile {
  private static final Pattern ENDING = Pattern.compile("(?is)(.*?)(\\.(csv|tsv|tab|txt)(\\.gz|\\.zst)?)");

  private final Path path;

  /** A name and what follows: "penguins" and ".csv.gz". */
  record Name(String stem, String ending) {}

  /** What is written. Reading for it may fail with an {@link UncheckedIOException}, which is no fault of the file. */
  @FunctionalInterface
  interface Rows {
    void writeTo(RowWriter rows) throws IOException;
  }

  private TableFile(Path path) {
    this.path = path;
  }

  /** The two parts of a file's name, when rows of text can be written to it. */
  static Optional<Name> name(Path path) {
    Matcher matcher = ENDING.matcher(String.valueOf(path.getFileName()));
    return matcher.matches() ? Optional.of(new Name(matcher.group(1), matcher.group(2))) : Optional.empty();
  }

  /** @throws IllegalArgumentException when no rows of text can be written to a file of such a name */
  static TableFile of(Path path) {
    if (name(path).isEmpty()) throw new IllegalArgumentException("--out " + path + ": the name must end in .csv or .tsv, with .gz or .zst or not");
    return new TableFile(path);
  }

  /** Writes the header and the rows. @throws CannotWriteException when they cannot be written; then an older file is untouched */
  void write(List<String> names, Rows rows) {
    try {
      AtomicFile.write(path, channel -> {
        Writer writer = new BufferedWriter(new OutputStreamWriter(packed(Channels.newOutputStream(channel)), StandardCharsets.UTF_8), 1 << 16);
        RowWriter writing = new RowWriter(writer, separator(), names);
        rows.writeTo(writing);
        writing.flush();
        writer.close();
      });
    } catch (IOException e) {
      throw new CannotWriteException(path, "--out", e);
    }
  }

  private char separator() {
    return lower().matches("(?s).*\\.(tsv|tab)(\\.gz|\\.zst)?") ? '\t' : ',';
  }

  private String lower() {
    return path.toString().toLowerCase(Locale.ROOT);
  }

  /** A stream whose end is the packer's and not that of the channel, which is forced to disk afterwards. */
  private OutputStream packed(OutputStream out) throws IOException {
    OutputStream kept = new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
      }

      @Override
      public void close() {}
    };
    if (lower().endsWith(".gz")) return new GZIPOutputStream(kept, 1 << 16);
    return lower().endsWith(".zst") ? new ZstdOutputStreamNoFinalizer(kept) : kept;
  }
}
