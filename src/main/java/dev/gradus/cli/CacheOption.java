package dev.gradus.cli;

import dev.gradus.data.CachedSource;
import dev.gradus.data.TableCache;
import dev.gradus.data.TableSource;
import java.nio.file.Path;
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
    if (!where.equals("auto")) return CachedSource.of(source, new TableCache(Path.of(where), notice)).withNotices(notice);
    return CachedSource.of(source, new TableCache(UserCache.folder("tables"), notice)).whenWorth(WORTH_KEEPING).withNotices(notice);
  }
}
