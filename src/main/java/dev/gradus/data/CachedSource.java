package dev.gradus.data;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes a source and a cache, gives its table from there: it is read once, and kept for as long as the source stays what it is. Of a source that cannot tell, such
 * as a stream or a query, nothing is kept; what of it does not fit into memory is in a file while it is used.
 */
public final class CachedSource implements TableSource {
  private final TableSource source;
  private final TableCache cache;
  private final long least;
  private final Consumer<String> notices;

  private CachedSource(TableSource source, TableCache cache, long least, Consumer<String> notices) {
    this.source = source;
    this.cache = cache;
    this.least = least;
    this.notices = notices;
  }

  /** A source whose tables are kept in a cache. */
  public static CachedSource of(TableSource source, TableCache cache) {
    return new CachedSource(source, cache, 0, notice -> {});
  }

  /** The same, but files of fewer bytes are read into memory each time, and so are larger ones when the cache cannot be written to. */
  public CachedSource whenWorth(long bytes) {
    return new CachedSource(source, cache, bytes, notices);
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
  public long bytes() throws IOException {
    return source.bytes();
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
    if (source.bytes() < least) return source.withNotices(notices).table(options);
    try {
      return kept(options, print);
    } catch (UnwritableTableException e) {
      if (least == 0) throw e;
      notices.accept("notice: " + e.getMessage() + "; the table is read into memory instead");
      return source.withNotices(notices).table(options);
    }
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
