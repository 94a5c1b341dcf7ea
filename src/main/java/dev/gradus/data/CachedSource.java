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
  private final Consumer<String> notices;

  private CachedSource(TableSource source, TableCache cache, Consumer<String> notices) {
    this.source = source;
    this.cache = cache;
    this.notices = notices;
  }

  /** A source whose tables are kept in a cache. */
  public static CachedSource of(TableSource source, TableCache cache) {
    return new CachedSource(source, cache, notice -> {});
  }

  @Override
  public CachedSource withNotices(Consumer<String> told) {
    return new CachedSource(source, cache, told);
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
