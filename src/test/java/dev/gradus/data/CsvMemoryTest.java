package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read takes little memory, however large it is: in a process of its own with a small heap. */
class CsvMemoryTest {
  @TempDir
  Path folder;

  @Test
  void aQuotationMarkThatIsNotClosedInAGigabyteFailsWithin64Megabytes() throws Exception {
    assertThat(run("64m", "quote")).isEqualTo("endless line 3: the record that begins here is longer than 8,388,608 characters. Look for a quotation mark th"
        + "at is opened "
        + "and not closed.");
  }

  @Test
  void aHundredMegabytesPassThrough64() throws Exception {
    assertThat(run("64m", "table", "" + (100L << 20), folder.resolve("t").toString())).startsWith("300 columns, ");
    assertThat(run("64m", "records", "" + (100L << 20))).startsWith("300 columns, ");
  }

  @Tag("long")
  @Test
  void tenGigabytesPassThrough512Megabytes() throws Exception {
    assertThat(run("512m", "table", "" + (10L << 30), folder.resolve("t").toString())).startsWith("300 columns, ");
  }

  private static String run(String heap, String... args) throws Exception {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap, "-cp",
        System.getProperty("java.class.path"),
        CsvMemoryTest.class.getName(), args[0], args.length > 1 ? args[1] : "0", args.length > 2 ? args[2] : "").redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
    return told;
  }

  /** Prints what came of it in one line. */
  public static void main(String[] args) throws IOException {
    try {
      System.out.println(outcome(args[0], Long.parseLong(args[1]), args[2]));
    } catch (DataException e) {
      System.out.println(e.getMessage());
    }
  }

  private static String outcome(String what, long length, String file) throws IOException {
    if (what.equals("quote")) {
      return "" + CsvSource.of("endless", new CsvSplitterTest.Endless("a,y\n1,2\n\"", "some text\n", 1L << 30)).table(TableOptions.standard()).rows();
    }
    String header = IntStream.range(0, 300).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + "\n";
    String rows = IntStream.range(0, 50).mapToObj(row -> IntStream.range(0, 300).mapToObj(i -> i == 7 ? "\"é\n" + row % 7 + "\"" : i * row + ".25")
        .collect(Collectors.joining(",")) + "\n").collect(Collectors.joining());
    InputStream in = new CsvSplitterTest.Endless(header, rows, length / rows.length() * rows.getBytes(StandardCharsets.UTF_8).length + header.length());
    if (what.equals("table")) {
      try (Table table = CsvSource.of("long", in).table(TableOptions.standard(), (source, columns) -> TableWriter.inFile(Path.of(file), source, columns))) {
        return table.columns().size() + " columns, " + table.rows() + " rows";
      }
    }
    long count = 0;
    try (RecordReader records = CsvSource.of("long", in).records(TableOptions.standard())) {
      while (records.next()) count += records.cell(7) == null ? 0 : 1;
      return records.names().size() + " columns, " + count + " rows";
    }
  }
}
