package dev.gradus.cli;

import dev.gradus.data.CachedSource;
import dev.gradus.data.TableCache;
import dev.gradus.data.TableOptions;
import dev.gradus.data.TableSource;
import dev.gradus.data.TableWriter;
import dev.gradus.data.RecordReader;
import dev.gradus.data.Table;
import dev.gradus.data.UnwritableTableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Takes what is said about keeping tables, gives a source that keeps its table or does not. */
final class CacheOption {
  /** A smaller file is read again as fast as its table would be found. */
  private static final long WORTH_KEEPING = 16 << 20;

  @NoInfluence
  @Option(names = "--cache", paramLabel = "WHERE", defaultValue = "auto",
      description = "where tables that were read are kept for the next time: auto, of files above 16 MiB in the user's cache, none, or a folder "
          + "(default: ${DEFAULT-VALUE})")
  private String where;

  /** The source, its table kept as was said. @param notice told what a person should know of what was read */
  TableSource of(TableSource source, Consumer<String> notice) {
    if (where.equals("none")) return source.withNotices(notice);
    if (!where.equals("auto")) return cached(source, Path.of(where), notice);
    return new WhenWorth(source, notice);
  }

  private static TableSource cached(TableSource source, Path folder, Consumer<String> notice) {
    return CachedSource.of(source, new TableCache(folder, notice)).withNotices(notice);
  }

  /** Keeps the table of a large source in the user's cache, where that can be written to. */
  private record WhenWorth(TableSource source, Consumer<String> notice) implements TableSource {
    @Override
    public Table table(TableOptions options) throws IOException {
      if (source.fingerprint().isPresent() && source.bytes() < WORTH_KEEPING) return source.withNotices(notice).table(options);
      try {
        return cached(source, UserCache.folder("tables"), notice).table(options);
      } catch (UnwritableTableException e) {
        if (source.fingerprint().isEmpty()) throw e;
        notice.accept("notice: " + e.getMessage() + "; the table is read into memory instead");
        return source.withNotices(notice).table(options);
      }
    }

    @Override
    public Table table(TableOptions options, TableWriter.Place place) throws IOException {
      return source.withNotices(notice).table(options, place);
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

    @Override
    public TableSource withNotices(Consumer<String> told) {
      return new WhenWorth(source, told);
    }

    @Override
    public RecordReader records(TableOptions options) throws IOException {
      return source.records(options);
    }
  }
}
