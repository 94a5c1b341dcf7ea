package dev.gradus.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Takes a source and a cache, gives its table from there: it is read once, and kept for as long as the source stays what it is. Of a source that cannot tell, such
 * as a stream or a query, nothing is kept; what of it does not fit into memory is in a file while it is used.
 */
public final class CachedSource implements TableSource {
  private final TableSource source;
  private final TableCache cache;
  private final OptionalLong least;
  private final Consumer<String> notices;

  private CachedSource(TableSource source, TableCache cache, OptionalLong least, Consumer<String> notices) {
    this.source = source;
    this.cache = cache;
    this.least = least;
    this.notices = notices;
  }

  /** A source whose tables are kept in a cache. */
  public static CachedSource of(TableSource source, TableCache cache) {
    return new CachedSource(source, cache, OptionalLong.empty(), notice -> {});
  }

  /**
   * The same, but files of fewer bytes are read into memory each time, and so are larger ones when not even the beginning of a table can be written to the cache.
   *
   * @throws IllegalArgumentException when it is less than 1
   */
  public CachedSource whenWorth(long bytes) {
    if (bytes < 1) throw new IllegalArgumentException("files of at least " + bytes + " bytes were asked for; it must be at least 1");
    return new CachedSource(source, cache, OptionalLong.of(bytes), notices);
  }

  @Override
  public CachedSource withNotices(Consumer<String> told) {
    return new CachedSource(source, cache, least, told);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public List<Path> files() {
    return source.files();
  }

  @Override
  public Optional<String> fingerprint() throws IOException {
    return source.fingerprint();
  }

  /**
   * The whole table, from the cache when it is there.
   *
   * @throws UnwritableTableException when the cache's folder cannot be written to, before anything is read, or the disk is full
   * @throws DataException when the data cannot be used, or change while they are read
   */
  @Override
  public Table table(TableOptions options) throws IOException {
    Optional<String> print = source.fingerprint();
    if (print.isEmpty()) return source.withNotices(notices).table(options, (name, columns) -> TableWriter.spilling(cache.folder(), name, columns));
    if (!isWorth()) return source.withNotices(notices).table(options);
    try {
      return kept(options, print);
    } catch (UnwritableTableException e) {
      if (least.isEmpty() || e.begun()) throw e;
      notices.accept("notice: " + e.getMessage() + "; the table is read into memory instead");
      return source.withNotices(notices).table(options);
    }
  }

  private boolean isWorth() throws IOException {
    long bytes = 0;
    for (Path file : files()) bytes += Files.size(file);
    return files().isEmpty() || bytes >= least.orElse(0);
  }

  private Table kept(TableOptions options, Optional<String> print) throws IOException {
    String key = TableCache.key(print.get(), options.text());
    Table table = cache.build(key, place -> {
      notices.accept(name() + " is read once and its table kept in " + cache.folder() + "; --cache none keeps none");
      return source.table(options, place);
    });
    if (!source.fingerprint().equals(print)) {
      table.close();
      cache.forget(key);
      throw new DataException(name(), "the data changed while they were read. Start again when they are complete.");
    }
    if (table.notes().get("notices") instanceof List<?> said) said.forEach(notice -> notices.accept(notice.toString()));
    return table;
  }

  @Override
  public Table table(TableOptions options, TableWriter.Place place) throws IOException {
    return source.withNotices(notices).table(options, place);
  }

  @Override
  public RecordReader records(TableOptions options) throws IOException {
    return source.records(options);
  }
}
