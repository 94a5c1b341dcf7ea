package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableSourcesTest {
  private static final String NPY = "src/test/resources/reference/npy/";

  @TempDir
  Path folder;

  private static TableSource source(String word) throws IOException {
    return TableSources.of(word, Optional.empty(), new ByteArrayInputStream("a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8)), Map.of());
  }

  private static String columns(TableSource source) throws IOException {
    try (RecordReader reader = source.records(TableOptions.standard())) {
      int rows = 0;
      while (reader.next()) rows++;
      return rows + " " + String.join(" ", reader.names());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "-                                    | 2 a b",
      NPY + "lf8-c.npy                      | 4 x0 x1 x2",
      NPY + "lf8-c.npy," + NPY + "nb1-c.npy | 4 x0 x1 x2 y0 y1 y2",
      NPY + "stored.npz                     | 4 x0 x1 x2 y",
      NPY + "deflated-fortran.npz#x_test,y_test | 1 x0 x1 x2 y",
      NPY + "deflated-fortran.npz#y_train   | 4 x0"})
  void aWordMeansASource(String word, String columns) throws IOException {
    assertThat(columns(source(word))).isEqualTo(columns);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.CSV", "a.tsv", "a.txt", "with,comma.csv", "b.csv.d/a.csv", "a.data", "a"})
  void textFilesAreTables(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name.endsWith(".tsv") ? "a\tb\n1\t2\n" : "a,b\n1,2\n");
    assertThat(columns(source(file.toString()))).isEqualTo("1 a b");
  }

  @Test
  void otherFilesAreReadAsCsv() throws IOException {
    assertThatThrownBy(() -> columns(source("a.xlsx"))).isInstanceOf(NoSuchFileException.class).hasMessage("a.xlsx");
    Path packed = Files.write(folder.resolve("a.xlsx"), new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0});
    assertThatThrownBy(() -> columns(source(packed.toString())))
        .isInstanceOf(DataException.class).hasMessageEndingWith("a.xlsx line 1: a NUL character was found; this "
            + "is not a text file, or it is damaged.");
    assertThatThrownBy(() -> source(folder.toString())).isInstanceOf(FileSystemException.class).hasMessageContaining("this is a folder, expected a file")
        .hasMessageEndingWith("write idx:" + folder);
  }

  @Test
  void severalFilesAndPatternsAreOneTable() throws IOException {
    for (String name : new String[] {"p-1.csv", "p-2.csv", "q.csv"}) Files.writeString(folder.resolve(name), "a,b\n1,2\n");
    assertThat(columns(source(folder + "/p-*.csv"))).isEqualTo("2 a b");
    assertThat(columns(source(folder + "/q.csv," + folder + "/p-?.csv"))).isEqualTo("3 a b");
    assertThatThrownBy(() -> source(folder + "/r-*.csv")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aDatabaseHasAQuery() throws IOException {
    String url = "jdbc:h2:mem:words;PASSWORD=secret";
    TableSource database = TableSources.of(url, Optional.of("SELECT 1 AS A"), new ByteArrayInputStream(new byte[0]), Map.of(JdbcSource.USER, "sa"));
    assertThat(columns(database)).isEqualTo("1 A");
    assertThatThrownBy(() -> source(url)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a source of \"jdbc:h2:mem:words\" was asked for; it must have a --query with it, such as --query \"SELECT * FROM sales\"");
    assertThatThrownBy(() -> TableSources.of("a.csv", Optional.of("SELECT 1"), new ByteArrayInputStream(new byte[0]), Map.of()))
        .isInstanceOf(IllegalArgumentException.class).hasMessage("a source of \"a.csv\" was asked for; with a --query it must be a database, jdbc:…");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "a.csv,b.npy     | files of several kinds cannot be one table",
      "a.arrow         | Arrow and Feather files are not read. Save the table as Parquet",
      "a.feather       | pandas.read_feather",
      "a.npy,b.npy,c.npy | of NumPy files it must be one, or two .npy files, inputs and targets",
      "a.npz,b.npz     | of NumPy files it must be one",
      "a.npz#          | after # it must name the array of inputs",
      "a.npz#a,b,c     | after # it must name the array of inputs",
      "a.npy#a         | it must be a .npz file to have names"})
  void otherWordsAreRefusedInOneLine(String word, String message) {
    assertThatThrownBy(() -> source(word)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }
}
