package dev.gradus.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes the word for a source on the command line, gives the source:
 *
 * <ul>
 * <li>{@code -}: CSV from standard input;
 * <li>a file ending in {@code .csv}, {@code .tsv}, {@code .tab} or {@code .txt}, with {@code .gz} or {@code .zst} after it or not; a pattern of such files;
 *     several of either with commas between them; and every other name of a file that is none of those below is CSV too;
 * <li>{@code X.npy}, {@code X.npy,y.npy}, {@code data.npz}, {@code data.npz#INPUTS,TARGETS}, {@code data.npz#INPUTS};
 * <li>{@code .parquet}: a file, a pattern, several with commas between them;
 * <li>{@code jdbc:…} with a query.
 * </ul>
 */
public final class TableSources {
  private static final Pattern TEXT = Pattern.compile("(?s).*\\.(csv|tsv|tab|txt)(\\.gz|\\.zst)?");
  private static final Pattern PARQUET = Pattern.compile("(?s).*\\.(parquet|pq)");
  private static final Pattern ARROW = Pattern.compile("(?s).*\\.(arrow|arrows|feather|ipc)");
  private static final Pattern NUMPY = Pattern.compile("(?s).*\\.np[yz]");

  private TableSources() {}

  /**
   * The source that a word means; nothing is read yet, but a pattern is looked up.
   *
   * @param query what is asked of a database; empty for all other sources
   * @param standardInput read when the word is {@code -}, not closed
   * @param environment where user and password of a database may be: {@link JdbcSource#withEnvironment}
   * @throws IllegalArgumentException when the word means no source, or does not go with the query
   * @throws java.nio.file.NoSuchFileException when no file matches a pattern
   */
  public static TableSource of(String word, Optional<String> query, InputStream standardInput, Map<String, String> environment) throws IOException {
    if (isDatabase(word)) {
      if (query.isEmpty()) throw refused(word, "it must have a --query with it, such as --query \"SELECT * FROM sales\"");
      return RecordTable.of(JdbcSource.of(word, query.get()).withEnvironment(environment));
    }
    if (query.isPresent()) throw refused(word, "with a --query it must be a database, jdbc:…");
    return word.equals("-") ? CsvSource.of("standard input", standardInput) : ofFiles(word);
  }

  /**
   * The files that a word means; none for standard input and databases.
   *
   * @throws IllegalArgumentException when the word means no source
   * @throws java.nio.file.NoSuchFileException when no file matches a pattern
   */
  public static List<Path> files(String word) throws IOException {
    return word.equals("-") || isDatabase(word) ? List.of() : ofFiles(word).files();
  }

  private static boolean isDatabase(String word) {
    return word.regionMatches(true, 0, "jdbc:", 0, 5);
  }

  private static TableSource ofFiles(String word) throws IOException {
    int arrays = word.lastIndexOf('#');
    if (arrays > 0 && !exists(word) && is(NUMPY, word.substring(0, arrays))) return RecordTable.of(chosen(word, arrays));
    List<String> words = exists(word) ? List.of(word) : Arrays.asList(word.split(",", -1));
    if (all(TEXT, words)) return CsvSource.of(files(words));
    if (all(PARQUET, words)) return RecordTable.of(ParquetSource.of(files(words)));
    if (all(NUMPY, words)) return RecordTable.of(arrays(word, words));
    if (words.stream().anyMatch(one -> is(ARROW, one))) {
      throw refused(word, "Arrow and Feather files are not read. Save the table as Parquet, in Python for instance with pandas.read_feather(…).to_parquet(…), "
          + "or as CSV");
    }
    if (words.stream().anyMatch(one -> is(TEXT, one) || is(PARQUET, one) || is(NUMPY, one))) {
      throw refused(word, "files of several kinds cannot be one table");
    }
    if (words.stream().allMatch(TableSources::isFolder)) {
      throw new FileSystemException(word, null, "this is a folder, expected a file; for a folder of IDX files write idx:" + word);
    }
    return CsvSource.of(files(words));
  }

  private static NpySource chosen(String word, int mark) {
    NpySource source = NpySource.of(Path.of(word.substring(0, mark)));
    String[] names = word.substring(mark + 1).split(",", -1);
    if (names.length > 2 || Arrays.stream(names).anyMatch(String::isEmpty)) {
      throw refused(word, "after # it must name the array of inputs, or those of inputs and targets with a comma between them");
    }
    return names.length == 1 ? source.withArray(names[0]) : source.withArrays(names[0], names[1]);
  }

  private static NpySource arrays(String word, List<String> words) {
    if (words.size() == 1) return NpySource.of(Path.of(word));
    if (words.size() == 2 && words.stream().allMatch(one -> one.toLowerCase(Locale.ROOT).endsWith(".npy"))) {
      return NpySource.of(Path.of(words.get(0)), Path.of(words.get(1)));
    }
    throw refused(word, "of NumPy files it must be one, or two .npy files, inputs and targets");
  }

  private static List<Path> files(List<String> words) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String one : words) all.addAll(Shards.of(one));
    return all;
  }

  private static boolean all(Pattern kind, List<String> words) {
    return words.stream().allMatch(word -> is(kind, word));
  }

  private static boolean is(Pattern kind, String word) {
    return kind.matcher(word.toLowerCase(Locale.ROOT)).matches();
  }

  /** A name may have commas in it. */
  private static boolean exists(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isFolder(String name) {
    return exists(name) && Files.isDirectory(Path.of(name));
  }

  private static IllegalArgumentException refused(String word, String what) {
    String shown = isDatabase(word) ? new JdbcUrl(word, "").name() : word;
    return new IllegalArgumentException("a source of " + Shown.quoted(shown) + " was asked for; " + what);
  }
}
