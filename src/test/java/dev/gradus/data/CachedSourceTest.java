package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedSourceTest {
  private static final Path ARRAY = Path.of("src/test/resources/reference/npy/nb1-c.npy");

  @TempDir
  private Path folder;

  private final List<String> notices = new ArrayList<>();

  private long kept() throws IOException {
    if (!Files.exists(folder.resolve("cache"))) return 0;
    try (Stream<Path> all = Files.list(folder.resolve("cache"))) {
      return all.filter(file -> file.toString().endsWith(".table")).count();
    }
  }

  private CachedSource cached(TableSource source) {
    return CachedSource.of(source, new TableCache(folder.resolve("cache"), notices::add)).withNotices(notices::add);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,2\n3,4\n", ""})
  void isWorthKeepingByTheSizeOfTheFiles(String csv) throws IOException {
    Path file = csv.isEmpty() ? ARRAY : Files.writeString(folder.resolve("a.csv"), csv);
    TableSource source = csv.isEmpty() ? RecordTable.of(NpySource.of(file)) : CsvSource.of(file);
    assertThat(source.files()).containsExactly(file);
    cached(source).whenWorth(Files.size(file) + 1).table(TableOptions.standard()).close();
    assertThat(kept()).isZero();
    cached(source).whenWorth(Files.size(file)).table(TableOptions.standard()).close();
    assertThat(kept()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void aSizeIsAtLeastOne(long bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> cached(CsvSource.of(ARRAY)).whenWorth(bytes))
        .withMessage("files of at least " + bytes + " bytes were asked for; it must be at least 1");
  }

  /** A source whose table meets a full disk after so many bytes, unless it goes to memory. */
  private record Full(long after) implements TableSource {
    @Override
    public String name() {
      return "full";
    }

    @Override
    public List<Path> files() {
      return List.of(ARRAY);
    }

    @Override
    public Optional<String> fingerprint() {
      return Optional.of("full");
    }

    @Override
    public TableSource withNotices(Consumer<String> told) {
      return this;
    }

    @Override
    public Table table(TableOptions options, TableWriter.Place place) throws IOException {
      throw new UnwritableTableException(Path.of("cache"), after, "No space left on device", new IOException());
    }

    @Override
    public Table table(TableOptions options) throws IOException {
      TableWriter writer = TableWriter.inMemory("full", 1);
      writer.add(new double[] {7}, 1);
      return writer.finish(List.of(Column.number("a")), List.of(List.of()), Map.of());
    }

    @Override
    public RecordReader records(TableOptions options) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void whatCannotBeKeptIsReadIntoMemoryOnlyBeforeItsRowsAreWritten() throws IOException {
    try (Table table = cached(new Full(TableFile.HEAD)).whenWorth(1).table(TableOptions.standard())) {
      assertThat(table.rows()).isEqualTo(1);
    }
    assertThat(notices).last().asString().endsWith("; the table is read into memory instead");
    assertThatThrownBy(() -> cached(new Full(5_000_000)).whenWorth(1).table(TableOptions.standard())).isInstanceOf(UnwritableTableException.class)
        .hasMessage("the folder cache cannot keep the table: after 5,000,000 bytes, No space left on device. Make room there, name another folder with "
            + "--cache FOLDER, or keep the table in memory with --cache none.");
    assertThatThrownBy(() -> cached(new Full(0)).table(TableOptions.standard())).isInstanceOf(UnwritableTableException.class);
  }
}
