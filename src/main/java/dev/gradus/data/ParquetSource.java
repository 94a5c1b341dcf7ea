package dev.gradus.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Takes Parquet files with the same columns, gives their rows as records, file after file, through DuckDB's JDBC driver, which must be on the class path.
 *
 * <p>Types are those of the files: numbers (decimals too), booleans, dates and times; text is left to inference. Null is missing. A column of lists, structures
 * or bytes is refused by name when it is not left out. Nothing is fetched from the network, and at most 1 GiB is used outside the heap.
 */
public final class ParquetSource implements RecordSource {
  private static final String DRIVER = "jdbc:duckdb:";

  private final String name;
  private final List<Path> files;

  private ParquetSource(String name, List<Path> files) {
    this.name = Shown.visible(name);
    this.files = files;
  }

  /** Files in this order. @throws IllegalArgumentException when there is none */
  public static ParquetSource of(List<Path> files) {
    if (files.isEmpty()) throw new IllegalArgumentException("0 files were asked for; it must be at least 1");
    String first = files.get(0).toString();
    return new ParquetSource(files.size() == 1 ? first : first + " and " + Shown.count(files.size() - 1) + " more", List.copyOf(files));
  }

  /** One file. */
  public static ParquetSource of(Path file) {
    return of(List.of(file));
  }

  /** All files that a pattern means, in the order of their names: {@link Shards#of}. @throws java.nio.file.NoSuchFileException when there is none */
  public static ParquetSource matching(String pattern) throws IOException {
    return of(Shards.of(pattern));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Path> files() {
    return files;
  }

  /** {@inheritDoc} @throws DataException when the driver is not there, or a file cannot be read */
  @Override
  public RecordReader open() throws IOException {
    for (Path file : files) file.getFileSystem().provider().checkAccess(file);
    if (DriverManager.drivers().noneMatch(driver -> driver.getClass().getName().startsWith("org.duckdb."))) {
      throw new DataException(name, "Parquet is read by DuckDB's JDBC driver, which is not there. Put the jar of org.duckdb:duckdb_jdbc 1.4 "
          + "(77 MiB) into lib/, or onto the class path of an embedding program; or save the table as CSV.");
    }
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("memory_limit", "1GB");
    settings.setProperty("enable_external_file_cache", "false");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    return JdbcSource.of(DRIVER, "SELECT * FROM read_parquet([" + files.stream().map(ParquetSource::quoted).collect(Collectors.joining(", ")) + "])")
        .named(name).withProperties(settings).open();
  }

  /** The file as a text of SQL, with what would be a pattern as the characters that they are. */
  private static String quoted(Path file) {
    return "'" + file.toString().replaceAll("[*?\\[]", "[$0]").replace("'", "''") + "'";
  }

  @Override
  public Optional<String> fingerprint() throws IOException {
    return FileFingerprint.of(files).map(print -> "parquet " + print);
  }
}
