package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.github.luben.zstd.Zstd;
import dev.gradus.data.CsvDialect.HeaderRow;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.TextRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of file has a written outcome: a table, or one line that says where, what and what to do. */
class CsvTableTest {
  private static final TableOptions STANDARD = TableOptions.standard();

  @TempDir
  Path folder;

  /** At least six shapes of mess that nobody said anything about. */
  @Nested
  class Mess {
    private final List<String> told = new ArrayList<>();

    private List<String> read(String text, Charset charset) throws IOException {
      try (Table table = CsvSource.of(file("t.csv", text.getBytes(charset))).withNotices(told::add).table(STANDARD)) {
        return shown(table);
      }
    }

    @Test
    void semicolonsDecimalCommasAndAMark() throws IOException {
      assertThat(read("\uFEFFname;größe;gewicht\r\nx;1,5;1.234,5\r\ny;;2,25\r\nx;3;10\r\n", StandardCharsets.UTF_8))
          .containsExactly("name CATEGORY [x, y]", "größe NUMBER", "gewicht NUMBER", "2: x 1.5 1234.5", "3: y NaN 2.25", "4: x 3.0 10.0");
      assertThat(told).containsExactly("numbers are read with a decimal comma and points between thousands, as in \"2,25\"; --decimal and --thousands say "
          + "otherwise.");
    }

    @Test
    void tabsWithQuotesAndLineEndsInCells() throws IOException {
      assertThat(read("id\t\"a note\"\tn\n1\t\"u\nv\t\"\"w\"\"\"\t0.5\n2\t\"u\nv\t\"\"w\"\"\"\t\n3\t x \t1e-3\n", StandardCharsets.UTF_8))
          .containsExactly("id NUMBER", "a note CATEGORY [u\nv\t\"w\", x]", "n NUMBER", "2: 1.0 u\nv\t\"w\" 0.5", "4: 2.0 u\nv\t\"w\" NaN", "6: 3.0 x 0.001");
    }

    @Test
    void latin1WithCurrencyIsRefusedWithAdvice() throws IOException {
      String text = "café,price\nné,\"1,50 £\"\n";

      assertThatExceptionOfType(DataException.class).isThrownBy(() -> read(text, StandardCharsets.ISO_8859_1))
          .withMessageEndingWith("t.csv line 1: the byte 0xE9 is "
          + "not UTF-8 here, as in a Latin-1 file. Say --encoding latin1 or --encoding windows-1252 if that is what it is, or save the file as UTF-8.");
      CsvDialect latin1 = CsvDialect.detected().withCharset(StandardCharsets.ISO_8859_1);
      try (Table table = CsvSource.of(file("t.csv", text.getBytes(StandardCharsets.ISO_8859_1))).withDialect(latin1).table(STANDARD)) {
        assertThat(shown(table)).containsExactly("café CATEGORY [né]", "price CATEGORY [1,50 £]", "2: né 1,50 £");
      }
    }

    @Test
    void datesBooleansAndGapsWithMarks() throws IOException {
      assertThat(read("when|ok|n|kind\n2024-01-02|yes|?|b\n1970-01-01|no|4|?\n?|?|5|a\n", StandardCharsets.UTF_8))
          .containsExactly("when TIME", "ok BOOLEAN", "n NUMBER", "kind CATEGORY [b, a]", "2: 1.7041536E9 1.0 NaN b",
              "3: 0.0 0.0 4.0 NaN", "4: NaN NaN 5.0 a");
    }

    @Test
    void aHeaderWithANameTwiceIsRefused() {
      assertThatExceptionOfType(DataException.class).isThrownBy(() -> read("a,b,a\n1,2,3\n", StandardCharsets.UTF_8))
          .withMessageEndingWith("t.csv line 1, column \"a\": columns 1 and 3 have this same name in the header. Rename one of them.");
    }

    @Test
    void thousandsMarks() throws IOException {
      assertThat(read("n,m\n\"1,234\",0.5\n\"1,234,567\",2\n12,3\n", StandardCharsets.UTF_8))
          .containsExactly("n NUMBER", "m NUMBER", "2: 1234.0 0.5", "3: 1234567.0 2.0", "4: 12.0 3.0");
      assertThat(told).containsExactly("numbers are read with commas between thousands, as in \"1,234,567\"; --decimal and --thousands say otherwise.");
    }

    @Test
    void bothMarksTheAmericanWayInUtf16() throws IOException {
      assertThat(read("a;b\r\n1,234.5;x\r\n7;y\r\n", StandardCharsets.UTF_16)).containsExactly("a NUMBER", "b CATEGORY [x, y]", "2: 1234.5 x", "3: 7.0 y");
    }

    @Test
    void spacesBlankLinesAndMixedLineEnds() throws IOException {
      assertThat(read("\n a , b\r\n\n 1 , \"x\" \r2,x\n \n3,  y", StandardCharsets.UTF_8))
          .containsExactly("a NUMBER", "b CATEGORY [x, y]", "4: 1.0 x", "5: 2.0 x", "7: 3.0 y");
    }

    @Test
    void noHeader() throws IOException {
      assertThatExceptionOfType(DataException.class).isThrownBy(() -> read("5.1,3.5,0\n4.9,3,1\n", StandardCharsets.UTF_8))
          .withMessageEndingWith("t.csv line 1: the "
          + "first row has only numbers, so that there seems to be no header, and names of columns are expected. Say --no-header to have them called c1, c2 "
              + "and so "
          + "on, or add a header.");
      Path file = file("t.csv", "5.1,3.5,0\n4.9,3,1\n");
      assertThat(shown(CsvSource.of(file).withDialect(CsvDialect.detected().withHeader(HeaderRow.NONE)).table(STANDARD)))
          .containsExactly("c1 NUMBER", "c2 NUMBER", "c3 NUMBER", "1: 5.1 3.5 0.0", "2: 4.9 3.0 1.0");
      assertThat(shown(CsvSource.of(file).withDialect(CsvDialect.detected().withHeader(HeaderRow.FIRST)).table(STANDARD)).get(0)).isEqualTo("5.1 NUMBER");
      assertThat(read("0,1,2\n5,6,7\n", StandardCharsets.UTF_8)).startsWith("0 NUMBER", "1 NUMBER", "2 NUMBER");
    }

    @Test
    void nearlyUniqueTextIsLeftOut() throws IOException {
      String text = "x,remark\n" + IntStream.range(0, 300).mapToObj(i -> i + ",this is remark " + i + "\n").collect(Collectors.joining());

      assertThat(read(text, StandardCharsets.UTF_8)).startsWith("x NUMBER", "2: 0.0");
      assertThat(told).containsExactly("the column remark has texts that are nearly all different and is left out; --categorical reads such a column.");
    }
  }

  @Nested
  class Dialects {
    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theSeparatorIsDetected(String separator) throws IOException {
      String text = "a,b,c\n1,\"x,;\t|y\",2\n3,\"x,;\t|y\",4\n".replace(",", separator).replace("x" + separator + ";", "x,;");

      assertThat(shown(table(text))).hasSize(5).startsWith("a NUMBER").element(2).isEqualTo("c NUMBER");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(delimiter = '!', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {"a;b/1,5;2/2,5;3!;", "a,b/1;5,2/2;5,3!,",
        "a|b;c/1|2;3/4|5;6!;", "when,what/12:30|x,1/13:00|y,2!,", "a/1/2!,", "a,b/1/2,3/4,5!,",
        "a\tb c\td/1\t2\t3!\t", "\"a;b\",c/\"1;2\",3!,", "a;b/\"x,y\";1/\"z,w\";2!;"})
    void theSeparatorMakesTheMostRowsAlike(String text, char separator) throws IOException {
      assertThat(DialectGuess.separator(text.replace('/', '\n').getBytes(StandardCharsets.UTF_8), '"')).isEqualTo(separator);
    }

    @Test
    void aLongStartIsCutAtARecord() throws IOException {
      String text = "a;b\n" + "\"1,2,3\n\";4\n".repeat(20_000);

      assertThat(DialectGuess.separator(Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), CsvText.START), '"')).isEqualTo(';');
    }

    @Test
    void aTsvFileHasTabs() throws IOException {
      for (String name : List.of("t.tsv", "T.TSV", "t.tsv.gz", "t.tsv.zst", "t.tab")) {
        assertThat(shown(CsvSource.of(file(name, "a,b\tc\n1\t2\n")).table(STANDARD))).containsExactly("a,b NUMBER", "c NUMBER", "2: 1.0 2.0");
      }
    }

    @Test
    void whatIsSaidIsNotDetected() throws IOException {
      CsvDialect said = CsvDialect.detected().withSeparator('^').withQuote('\'');

      assertThat(shown(CsvSource.of(file("t.tsv", "a,b^c\n'1'^'x^''y'\n2^z\n")).withDialect(said).table(STANDARD)))
          .containsExactly("a,b NUMBER", "c CATEGORY [x^'y, z]", "2: 1.0 x^'y", "3: 2.0 z");
    }

    @Test
    void whatCannotSeparateIsRefused() {
      for (char c : new char[] {'a', '7', '\n', '.', '-', 'é', 0}) {
        assertThatIllegalArgumentException().isThrownBy(() -> CsvDialect.detected().withSeparator(c)).withMessageStartingWith("a separator of ");
      }
      assertThatIllegalArgumentException().isThrownBy(() -> CsvDialect.detected().withSeparator('"'))
          .withMessage("a separator of \"\"\" was asked for; it must be another character than the quotation mark");
    }
  }

  @Nested
  class Encodings {
    private static final String TEXT = "größe,b\n1,€\n2,😀\n";
    private static final String[] ROWS = {"größe NUMBER", "b CATEGORY [€, 😀]", "2: 1.0 €", "3: 2.0 😀"};

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "X-UTF-32LE-BOM", "X-UTF-32BE-BOM"})
    void areDetected(String charset) throws IOException {
      assertThat(shown(CsvSource.of(file("t.csv", TEXT.getBytes(Charset.forName(charset)))).table(STANDARD))).containsExactly(ROWS);
      assertThat(shown(CsvSource.of(file("t.csv", ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16LE))).table(STANDARD))).containsExactly(ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "ISO-8859-15", "GB18030", "UTF-8", "UTF-16BE"})
    void areSaid(String charset) throws IOException {
      String text = "a,b\n" + "1,€\n".repeat(60_000);
      CsvDialect said = CsvDialect.detected().withCharset(Charset.forName(charset));

      try (Table table = CsvSource.of(file("t.csv", text.getBytes(Charset.forName(charset)))).withDialect(said).table(STANDARD)) {
        assertThat(table.rows()).isEqualTo(60_000);
        assertThat(table.dictionary(1)).containsExactly("€");
      }
    }

    @Test
    void bytesThatAreNotOfItAreFoundInTheirLine() {
      String rows = "a,y\n" + "1,x\n".repeat(300_000);

      assertThat(error((rows + "2,caf\u00E9\n3,z\n").getBytes(StandardCharsets.ISO_8859_1))).startsWith("t.csv line 300002: the byte 0xE9 is not UTF-8 here");
      assertThat(error("\u00E9,y\r\n1,2\r\n".getBytes(StandardCharsets.ISO_8859_1))).startsWith("t.csv line 1: the byte 0xE9");
      assertThat(error("a,y\r\n1,2\r\n\u00FF,2".getBytes(StandardCharsets.ISO_8859_1))).startsWith("t.csv line 3: the byte 0xFF");
      assertThat(error("a,y\n1,2\n2,\u00C3".getBytes(StandardCharsets.ISO_8859_1))).startsWith("t.csv line 3: the byte 0xC3");
      for (String before : List.of("a,y\n1,2\n2,", rows + "2,")) {
        byte[] half = (before + "😀").getBytes(StandardCharsets.UTF_16LE);
        long line = before.lines().count();
        assertThat(error(Arrays.copyOf(half, half.length - 1))).startsWith("t.csv line " + line + ": the byte 0x")
            .contains("is not UTF-16LE here. Say --encoding");
        assertThat(error(Arrays.copyOf(half, half.length - 2))).startsWith("t.csv line " + line + ": ");
      }
    }

    @Test
    void aNulIsNoText() {
      assertThat(error("a,y\n1,2\n2,\0\n")).isEqualTo("t.csv line 3: a NUL character was found; this is not a text file, or it is damaged.");
      assertThat(error("a,y\r1,2\r\n\0")).startsWith("t.csv line 3: a NUL");
      assertThat(error("\0\0\0\0")).startsWith("t.csv line 1: a NUL");
      assertThat(error("a,é\n" + "1,é\n".repeat(200_000) + "\0" + "é".repeat(9_000_000))).startsWith("t.csv line 200002: a NUL");
    }
  }

  @Nested
  class Packed {
    private final String text = "a,y\n" + new Random(3).ints(50_000, 0, 100).mapToObj(i -> i + "," + i + "\n").collect(Collectors.joining());

    @Test
    void gzipAndZstdAreUnpacked() throws IOException {
      String name = "t.csv";
      List<String> expected = shown(table(text));
      for (byte[] bytes : List.of(gzip(text), zstd(text))) {
        assertThat(shown(CsvSource.of(file(name, bytes)).table(STANDARD))).isEqualTo(expected);
        assertThat(shown(CsvSource.of("standard input", new ByteArrayInputStream(bytes)).table(STANDARD))).isEqualTo(expected);
      }
      assertThat(shown(CsvSource.of(file("t.gz", gzip(new String(new byte[] {(byte) 0xFF, (byte) 0xFE}, StandardCharsets.ISO_8859_1))))
          .withDialect(CsvDialect.detected()
          .withHeader(HeaderRow.NONE).withCharset(StandardCharsets.ISO_8859_1)).table(STANDARD))).hasSize(2);
    }

    @Test
    void severalPartsAreOne() throws IOException {
      int half = text.indexOf('\n', text.length() / 2) - 1;
      List<String> expected = shown(table(text));
      for (byte[] bytes : List.of(joined(gzip(text.substring(0, half)), gzip(text.substring(half))), joined(zstd(text.substring(0, half)),
          zstd(text.substring(half))))) {
        assertThat(shown(CsvSource.of(file("t", bytes)).table(STANDARD))).isEqualTo(expected);
        assertThat(shown(CsvSource.of("standard input", new CsvSplitterTest.Trickle(bytes, new Random(1))).table(STANDARD))).isEqualTo(expected);
      }
    }

    @Test
    void whatIsCutShortOrDamagedIsRefused() throws IOException {
      for (String packer : List.of("gzip", "zstd")) {
        byte[] packed = packer.equals("gzip") ? gzip(text) : zstd(text);
        for (int length : new int[] {5, 12, packed.length / 2, packed.length - 1}) {
          assertThat(error(Arrays.copyOf(packed, length))).as("%s of %s", length, packer)
              .isEqualTo("t.csv: the " + packer + " data are damaged or end too early. Check the file with " + packer + " -t, or fetch it again.");
        }
        packed[packed.length / 2] ^= 0x55;
        assertThat(error(packed)).startsWith("t.csv");
      }
    }
  }

  @Nested
  class SeveralFiles {
    @Test
    void areOneTable() throws IOException {
      file("part-2.csv", "a,b\n3,y\n");
      file("part-1.csv", "a,b\n1,x\n\n2,\n");
      file("part-3.csv.gz", gzip("a;b\n4;x\n"));
      file("other.csv", "a\n1\n");
      CsvSource all = CsvSource.matching(folder + "/part-*.csv*");

      assertThat(shown(all.table(STANDARD))).containsExactly("a NUMBER", "b CATEGORY [x, y]", "2: 1.0 x", "4: 2.0 NaN", "2: 3.0 y", "2: 4.0 x");
      assertThat(all.name()).endsWith("part-1.csv and 2 more");
      try (RecordReader records = all.records(STANDARD)) {
        assertThat(texts(records)).containsExactly("2: 1 x", "4: 2 null", "2: 3 y", "2: 4 x");
      }
    }

    @Test
    void mustHaveTheSameHeader() throws IOException {
      Path a = file("a.csv", "x,mass,y\n1,2,3\n");
      for (String[] other : new String[][] {{"x,weight,y", "column 2 is \"weight\", and in ", " it is \"mass\""}, {"x,mass", "column 3 is not there, and in ",
          " it is \"y\""},
          {"x,mass,y,z", "column 4 is \"z\", and in ", " it is not there"}}) {
        Path b = file("b.csv", "\n" + other[0] + "\n1,2\n");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> CsvSource.of(List.of(a, b)).table(STANDARD)).withMessage(b + " line 2: " + other[1] + a
            + other[2] + "; files that make one table have the same header. Make the headers alike, or read the files apart.");
      }
    }

    @Test
    void aFaultIsInItsFile() throws IOException {
      Path a = file("a.csv", "x\n" + "1\n".repeat(700_000));
      Path b = file("b.csv", "x\n" + "1\n".repeat(699_999) + "z\n");

      assertThatExceptionOfType(DataException.class).isThrownBy(() -> CsvSource.of(List.of(a, b)).table(STANDARD)).withMessageStartingWith(b
          + " line 700001, column \"x\": ");
      assertThatExceptionOfType(DataException.class).isThrownBy(() -> CsvSource.of(List.of(b, a)).table(STANDARD)).withMessageStartingWith(b
          + " line 700001, column \"x\": ");
    }

    @Test
    void noneIsNotFound() {
      assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> CsvSource.matching(folder + "/none-*.csv")).withMessageContaining("none-*.csv");
      assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> CsvSource.matching(folder + "/none/*.csv"));
      assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> CsvSource.matching(folder + "/none.csv").table(STANDARD));
      assertThatIllegalArgumentException().isThrownBy(() -> CsvSource.of(List.of())).withMessageStartingWith("0 files were asked for");
    }

    @Test
    void aNameWithWildCardsIsANameFirst() throws IOException {
      Path odd = file("a[1].csv", "x\n1\n");
      file("a1.csv", "x\n2\n");

      assertThat(Shards.of(odd.toString())).containsExactly(odd);
      assertThat(Shards.of(folder + "/a[0-9].csv")).containsExactly(folder.resolve("a1.csv"));
      assertThat(Shards.of(folder + "/**.csv")).hasSize(2);
    }
  }

  @Nested
  class Types {
    @Test
    void areThoseThatAreSaid() throws IOException {
      Table table = CsvSource.of(file("t.csv", "a,b,c,d\n1,2,3,x\n4,?,6,y\n"))
          .table(STANDARD.withType("a", ColumnType.CATEGORY).withIgnored(List.of("c")).withTargets(List.of("d")));

      assertThat(shown(table)).containsExactly("a CATEGORY [1, 4]", "b NUMBER", "d CATEGORY [x, y]", "2: 1 2.0 x", "3: 4 NaN y");
      assertThat(shown(CsvSource.of(file("t.csv", "a,b,c\n1,2,3\n")).table(STANDARD.withOnly(List.of("c", "a"))))).containsExactly("a NUMBER", "c NUMBER",
          "2: 1.0 3.0");
    }

    @Test
    void ofATargetOfFewWholeNumbersAreClasses() throws IOException {
      TableOptions y = STANDARD.withTargets(List.of("y"));

      assertThat(type(column(64, i -> "" + i % 12), y)).isEqualTo(ColumnType.CATEGORY);
      assertThat(type(column(64, i -> i % 12 + ".5"), y)).as("not whole").isEqualTo(ColumnType.NUMBER);
      assertThat(type(column(64, i -> "" + i % 21), y)).as("21 values").isEqualTo(ColumnType.NUMBER);
      assertThat(type(column(40, i -> "" + i % 20), y)).as("half of the rows").isEqualTo(ColumnType.NUMBER);
      assertThat(type(column(64, i -> i % 2 == 0 ? "yes" : "no"), y)).as("words").isEqualTo(ColumnType.CATEGORY);
      assertThat(type(column(64, i -> "" + i % 12), y.withType("y", ColumnType.NUMBER))).as("said").isEqualTo(ColumnType.NUMBER);
      assertThat(type(column(64, i -> "" + i % 12), STANDARD)).as("no target").isEqualTo(ColumnType.NUMBER);
    }

    @Test
    void aMarkIsNoClassOfNumbers() throws IOException {
      TableOptions marked = STANDARD.withRules(TextRules.standard().withMissing(List.of("-999"))).withTargets(List.of("y"));
      String text = column(40, i -> List.of("0.0", "1.0", "2.0", "-999.0").get(i % 4));

      try (Table table = CsvSource.of(file("t.csv", text)).table(marked)) {
        assertThat(table.dictionary(1)).containsExactly("0.0", "1.0", "2.0");
      }
      try (Table table = CsvSource.of(file("t.csv", text)).table(marked.withType("y", ColumnType.CATEGORY))) {
        assertThat(table.dictionary(1)).as("said to be classes").containsExactly("0.0", "1.0", "2.0");
      }
    }

    @Test
    void ofATargetMayTurnOutLate() throws IOException {
      TableOptions y = STANDARD.withTargets(List.of("y"));
      String text = column(30_000, i -> i < 29_000 ? "" + i % 3 : "" + i);

      assertThat(type(text, y)).isEqualTo(ColumnType.NUMBER);
      assertThat(type(column(30_000, i -> i < 29_000 ? "" + i % 3 : "0.5"), y)).isEqualTo(ColumnType.NUMBER);
      assertThat(type(column(30_000, i -> i < 29_000 ? "" + i % 3 : "none"), y)).isEqualTo(ColumnType.CATEGORY);
      assertThatExceptionOfType(DataException.class).isThrownBy(() -> type(column(30_000, i -> i < 29_000 ? "" + i % 3 : "1e300"), y))
          .withMessageContaining("line 29002, column \"y\": \"1e300\" is too large");
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> CsvSource.of("standard input", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).table(y))
          .withMessage("standard input line 29019, column \"y\": the first rows have few different whole numbers, as classes have, and here is another numbe"
              + "r. A stream "
              + "cannot be read again: say --task regression, or --task classification.");
    }

    @Test
    void areHeldByEveryCell() {
      String late = "age,b\n" + IntStream.range(0, 20_000).mapToObj(i -> i + ",1\n").collect(Collectors.joining());

      assertThat(error(late + "\"abc\n\",2\n"))
          .isEqualTo("t.csv line 20002, column \"age\": \"abc\" is not a number. If it marks a missing value, say --missing abc; if the column has texts, "
              + "--categorical age; "
              + "else correct it, or leave the column out with --ignore age.");
      assertThat(error(late + "1e39,2\n")).isEqualTo("t.csv line 20002, column \"age\": \"1e39\" is too large; the numbers of a float go from -3.4e38 to "
          + "3.4e38. Correct it, "
          + "remove the row, or leave the column out with --ignore age.");
      assertThat(error(late + "1\n")).isEqualTo("t.csv line 20002: 1 cell was found and 2 expected, as many as in the header. Add what is missing, or remove"
          + " the row.");
      assertThat(error(late + "1,2,3\n")).endsWith("Put a cell that has a separator in it in quotation marks, or remove the row.");
      DataException said = catchThrowableOfType(DataException.class, () -> CsvSource.of(file("t.csv", "a\n1\nx\n")).table(STANDARD.withType("a",
          ColumnType.NUMBER)));
      assertThat(said).hasMessageEndingWith("line 3, column \"a\": \"x\" is not a number. If it marks a missing value, say --missing x; else correct it, or "
          + "remove the row.");
      assertThat(said.line()).isEqualTo(3);
      assertThat(said.column()).isEqualTo("a");
    }

    @Test
    void ofNamesThatAreNotThereAreRefused() throws IOException {
      Path file = file("t.csv", "age,b\n1,2\n");
      for (TableOptions options : List.of(STANDARD.withType("agee", ColumnType.NUMBER), STANDARD.withOnly(List.of("agee")),
          STANDARD.withIgnored(List.of("agee")),
          STANDARD.withTargets(List.of("agee")))) {
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> CsvSource.of(file).table(options)).withMessageContaining("Did you mean \"age\"?");
        assertThatExceptionOfType(DataException.class).isThrownBy(() -> CsvSource.of(file).records(options)).withMessageContaining("Did you mean \"age\"?");
      }
      assertThatExceptionOfType(DataException.class).isThrownBy(() -> CsvSource.of(file).table(STANDARD.withIgnored(List.of("age", "b"))))
          .withMessageContaining("no column is left to be read");
    }

    @Test
    void ofTooManyCategoriesAreRefused() throws IOException {
      CsvSource source = CsvSource.of(file("t.csv", "a,k\n" + IntStream.range(0, 2000).mapToObj(i -> i + ",k" + i + "\n").collect(Collectors.joining())));
      TableOptions said = STANDARD.withType("k", ColumnType.CATEGORY);

      assertThat(source.table(said).dictionary(1)).hasSize(2000);
      assertThatExceptionOfType(DataException.class).isThrownBy(() -> source.withMostCategories(1500).table(said))
          .withMessageEndingWith("t.csv line 1502, column \"k\": \"k1500\" is one category more than the 1,500 that a column may have. Leave the column out "
              + "with --ignore k.");
    }

    @Test
    void theNotesSayWhy() throws IOException {
      assertThat(table("a,b\n1,x\n2,y\n").notes()).containsKeys("why", "notices");
    }

    private ColumnType type(String text, TableOptions options) throws IOException {
      return CsvSource.of(file("t.csv", text)).table(options).columns().get(1).type();
    }

    private String column(int rows, java.util.function.IntFunction<String> cell) {
      return "x,y\n" + IntStream.range(0, rows).mapToObj(i -> i + "," + cell.apply(i) + "\n").collect(Collectors.joining());
    }
  }

  @Nested
  class Threads {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void theTableDoesNotDependOnThem(int threads) throws IOException {
      Path file = file("t.csv", mixed(120_000, new Random(5)));

      try (Table one = CsvSource.of(file).withThreads(1).table(STANDARD); Table many = CsvSource.of(file).withThreads(threads).table(STANDARD)) {
        assertThat(one.rows()).isEqualTo(120_000);
        assertThat(shown(many)).isEqualTo(shown(one));
      }
    }

    @Test
    void theFirstFaultIsTheOneThatIsTold() throws IOException {
      String good = mixed(150_000, new Random(6));
      String[] lines = good.split("\n");
      int at = lines.length / 2;
      lines[at] = "x,2";
      lines[lines.length - 5] = "\"";
      Path file = file("t.csv", String.join("\n", lines));

      for (int threads : new int[] {1, 2, 3}) {
        assertThatExceptionOfType(DataException.class).as("%s threads", threads).isThrownBy(() -> CsvSource.of(file).withThreads(threads).table(STANDARD))
            .withMessageEndingWith("t.csv line " + (at + 1) + ": 2 cells were found and 4 expected, as many as in the header. Add what is missing, or remove"
                + " the row.");
      }
    }

    private String mixed(int rows, Random random) {
      StringBuilder text = new StringBuilder("n,kind,when,\"late\"\n");
      for (int i = 0; i < rows; i++) {
        text.append(random.nextInt(9) == 0 ? "" : Double.toString(random.nextGaussian())).append(',').append(random.nextInt(5) == 0 ? "\"k \"\""
            + random.nextInt(50) + "\"" : "é" + random.nextInt(9))
            .append(",2024-01-").append(String.format("%02d", 1 + random.nextInt(28))).append(',').append(i > 100_000 ? "z" + random.nextInt(100) : "a")
                .append('\n');
      }
      return text.toString();
    }
  }

  /** The rows of the CSV line of what must hold. */
  @Nested
  class Reliability {
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n \n", "\uFEFF"})
    void anEmptyFile(String text) {
      assertThat(error(text)).isEqualTo("t.csv: the file is empty; a header with the names of the columns is expected, and a row for each example.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,y", "a,y\n", "a,y\n\n"})
    void onlyAHeader(String text) {
      assertThat(error(text)).isEqualTo("t.csv: the file has a header and no rows; at least one is expected.");
    }

    @Test
    void aRowThatIsTooShortOrTooLong() {
      assertThat(error("a,b,y\n1,2,3\n1\n")).isEqualTo("t.csv line 3: 1 cell was found and 3 expected, as many as in the header. Add what is missing, or "
          + "remove the row.");
      assertThat(error("a,b,y\n1,2,3\n1,2,3,\n")).contains("line 3: 4 cells");
      assertThat(error("a,b,y\n1,2,3\n1,2")).contains("line 3: 2 cells");
      assertThat(error("a,b,y\n1,2,3\n\"\"\n")).contains("line 3: 1 cell ");
    }

    @Test
    void anEmptyName() {
      assertThat(error(",a\n0,1\n")).isEqualTo("t.csv line 1: column 1 of 2 has no name in the header. Give it one, or remove the column; pandas leaves its "
          + "index out with "
          + "to_csv(…, index=False).");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(quoteCharacter = '`', value = {"NaN,NaN", "NA,NaN", "n/a,NaN", "null,NaN", "?,NaN", "-,NaN", "'',NaN", "5.,5", ".5,0.5", "1E5,100000",
        "1e-400,0", "007.5,7.5", "-3.4e38,-3.4e38", "1e38,1e38"})
    void textsThatAreNumbersOrMissing(String cell, double value) throws IOException {
      try (Table table = table("a,b\n0.25," + cell.replace("'", "\"") + "\n".repeat(1) + IntStream.range(0, 40).mapToObj(i -> "1," + i + ".5\n")
          .collect(Collectors.joining()))) {
        assertThat(table.columns().get(1)).isEqualTo(Column.number("b"));
        double[] row = new double[1];
        table.reader(1).read(0, row);
        assertThat(row).containsExactly(value);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Inf", "-Infinity", "1e400", "0x1p3", "--1", "1.2.3", "1_000", "٣", "true", "1d", "1f", "1e", "1%"})
    void textsThatAreNoNumbers(String cell) {
      String numbers = IntStream.range(0, 60).mapToObj(i -> i + ".5,1\n").collect(Collectors.joining());

      assertThat(error("age,b\n" + numbers + cell + ",1\n")).startsWith("t.csv line 62, column \"age\": \"" + cell + "\" is ").hasSizeLessThan(300);
    }

    @Test
    void aUnitThatNearlyAllCellsHaveIsLeftOut() throws IOException {
      String rows = IntStream.range(0, 60).mapToObj(i -> "\"$" + (i % 7 + 1) + ",00" + i % 10 + ".50\"," + i + "%,yes\n").collect(Collectors.joining());
      List<String> told = new ArrayList<>();

      assertThat(shown(CsvSource.of(file("t.csv", "price,discount,b\n" + rows)).withNotices(told::add).table(STANDARD)).subList(0, 5))
          .containsExactly("price NUMBER", "discount NUMBER", "b CATEGORY [yes]", "2: 1000.5 0.0 yes", "3: 2001.5 1.0 yes");
      assertThat(told).anyMatch(notice -> notice.contains("the column price is read as numbers without the $"))
          .anyMatch(notice -> notice.contains("the column discount is read as numbers without the %"));
    }

    @Test
    void aNumberMayMarkAMissingValue() throws IOException {
      TableOptions marked = STANDARD.withRules(TextRules.standard().withMissing(List.of("999")));

      assertThat(shown(CsvSource.of(file("t.csv", "a,b\n999,0012\n0007,999.0\n99,0.5\n")).table(marked.withType("a", ColumnType.NUMBER).withType("b",
          ColumnType.NUMBER))))
          .containsExactly("a NUMBER", "b NUMBER", "2: NaN 12.0", "3: 7.0 NaN", "4: 99.0 0.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9'999", "9999kg"})
    void aMarkMayHaveThousandsOrAUnit(String mark) throws IOException {
      TextRules rules = TextRules.standard().withThousands('\'').withUnits(List.of("kg")).withMissing(List.of(mark));

      assertThat(shown(CsvSource.of(file("t.csv", "a\n9999\n8\n")).table(STANDARD.withRules(rules).withType("a", ColumnType.NUMBER))))
          .containsExactly("a NUMBER", "2: NaN", "3: 8.0");
    }

    @Test
    void aDecimalCommaWhereOthersHaveAPoint() {
      String numbers = IntStream.range(0, 60).mapToObj(i -> i + ".5,1\n").collect(Collectors.joining());

      assertThat(error("age,b\n" + numbers + "\"1,5\",1\n")).startsWith("t.csv line 62, column \"age\": \"1,5\" is not a number; it would be with --decimal ,");
    }

    @Test
    void constantAndHugeColumnsAreTables() throws IOException {
      assertThat(shown(table("a,b,y\n1e38,5,u\n-1e38,5,u\n"))).containsExactly("a NUMBER", "b NUMBER", "y CATEGORY [u]", "2: 1.0E38 5.0 u", "3: -1.0E38 5.0 u");
    }

    @Test
    void quotationMarks() {
      assertThat(error("a,y\n1,2\n\"3,4\n5,6\n")).isEqualTo("t.csv line 3: the record that begins here has a quotation mark that is opened and not closed. "
          + "Close it.");
      assertThat(error("\"a,y\n1,2\n")).startsWith("t.csv line 1: the record that begins here");
      assertThat(error("a,y\n1,2\n\"3\"4,5\n")).isEqualTo("t.csv line 3: text follows a closing quotation mark. A quotation mark inside a quoted cell is "
          + "written twice, as in "
          + "\"5\"\" pipe\".");
      assertThat(error("a,y\n1,\"x\n\"z\n")).startsWith("t.csv line 3: text follows");
    }

    @Test
    void aQuotationMarkThatIsNotClosedInAGigabyte() {
      CsvSplitterTest.Endless endless = new CsvSplitterTest.Endless("a,y\n1,2\n\"", "some text\n", 1L << 30);

      String message = assertTimeout(Duration.ofSeconds(2), () -> error(CsvSource.of("t.csv", endless)));
      assertThat(message).isEqualTo("t.csv line 3: the record that begins here is longer than 8,388,608 characters. Look for a quotation mark that is opened"
          + " and not closed.");
      assertThat(endless.read).isLessThan(10_000_000);
    }

    @Test
    void manyColumns() {
      int columns = 65_537;
      String header = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
      String row = IntStream.range(0, columns).mapToObj(Integer::toString).collect(Collectors.joining(","));

      Table table = assertTimeout(Duration.ofSeconds(20), () -> table(header + "\n" + row + "\n" + row + "\n"));
      double[] last = new double[1];
      table.reader(65_536).read(1, last);
      assertThat(last[0]).isEqualTo(65_536);
    }

    @Test
    void linesAreThoseOfTheFile() throws IOException {
      assertThat(error(CsvSource.of(file("t.csv", "\"a\n\n\",y\n\n1,\"u\r\nv\rw\"\n\nx,2\n")), STANDARD.withType("a", ColumnType.NUMBER)))
          .startsWith("t.csv line 9, column \"a\": \"x\"");
      assertThat(error(CsvSource.of(file("t.csv", "a,b,y\n\"1\n\n\",x,2\n")), STANDARD.withType("b", ColumnType.NUMBER)))
          .as("a cell on a later line of its record")
          .startsWith("t.csv line 4, column \"b\": \"x\"");
    }

    @Test
    void messagesStayShortAndVisible() throws IOException {
      TableOptions number = STANDARD.withType("a", ColumnType.NUMBER);
      assertThat(error(CsvSource.of(file("t.csv", "a,y\n" + "z".repeat(5_000_000) + ",2\n")), number)).startsWith("t.csv line 2, column \"a\": \"zzz")
          .hasSizeLessThan(300);
      assertThat(error(CsvSource.of(file("t.csv", "a,y\n1\u001B[31m\u0007\u202E\u2028é😀,2\n")), number)).doesNotContainPattern("[\\x00-\\x1f\\u202E\\u2028]");
      assertThat(error("n".repeat(1_000_000) + ",y\n1\n")).hasSizeLessThan(250);
    }

    /** Damaged at random, a file is read or refused in one line; nothing else leaves. */
    @Test
    void nothingButTheDeclaredExceptionsLeaves() throws IOException {
      Random random = new Random(4);
      byte[] good = "a,b,y\n1,\"2\n\",u\r\n-3.5e1,4, é\n\"5\",6,\"u\"\"v\"\n".getBytes(StandardCharsets.UTF_8);
      byte[] spice = "\0\r\n\",;\t 1e9\u00E9\uFEFF".getBytes(StandardCharsets.UTF_8);
      int refused = 0;
      for (int i = 0; i < 5000; i++) {
        byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
        for (int k = random.nextInt(4); k > 0; k--) {
          bytes[random.nextInt(bytes.length)] = random.nextBoolean() ? (byte) random.nextInt(256) : spice[random.nextInt(spice.length)];
        }
        try {
          CsvSource.of("t.csv", new ByteArrayInputStream(bytes)).withThreads(1 + i % 2).table(STANDARD);
        } catch (DataException e) {
          refused++;
          assertThat(e.getMessage()).startsWith("t.csv").hasSizeLessThan(400).doesNotContainPattern("[\\x00-\\x1f]");
        }
      }
      assertThat(refused).isBetween(1000, 4500);
    }
  }

  @Nested
  class Records {
    @Test
    void comeOneByOneAsText() throws IOException {
      try (RecordReader records = CsvSource.of(file("t.csv", "id;when;n\n7; 2024-01-02;\n\n8;\"x\ny\";1,5\n9;?;")).records(STANDARD.withIgnored(List.of("id"))
          .withType("n", ColumnType.NUMBER))) {
        assertThat(records.names()).containsExactly("when", "n");
        assertThat(records.type(0)).isEmpty();
        assertThat(records.type(1)).contains(ColumnType.NUMBER);
        assertThat(texts(records)).containsExactly("2: 2024-01-02 null", "4: x\ny 1,5", "6: ? null");
      }
    }

    @Test
    void areThoseOfTheTable() throws IOException {
      String text = "a,b\n" + IntStream.range(0, 200_000).mapToObj(i -> i + ",\"é\n" + i % 10 + "\"\n").collect(Collectors.joining());
      Path file = file("t.csv", text);
      try (RecordReader records = CsvSource.of(file).records(STANDARD); Table table = CsvSource.of(file).table(STANDARD)) {
        List<String> expected = shown(table);
        assertThat(texts(records)).hasSize(200_000).element(199_999).isEqualTo("400000: 199999 é\n9");
        assertThat(expected.get(200_001)).isEqualTo("400000: 199999.0 é\n9");
      }
    }

    @Test
    void areGivenAsSoonAsTheyAreComplete() throws IOException {
      CountedStream in = new CountedStream("a,b\n1,2\n3,4\n5,6\n");
      try (RecordReader records = CsvSource.of("standard input", in).records(STANDARD)) {
        assertThat(records.next()).isTrue();
        assertThat(in.lines).isLessThanOrEqualTo(3);
        assertThat(records.next()).isTrue();
        assertThat(records.cell(1)).isEqualTo("4");
        assertThat(in.lines).isLessThanOrEqualTo(4);
      }
    }

    @Test
    void haveFaultsInTheirLines() throws IOException {
      for (String[] bad : new String[][] {{"1\n", "1 cell was found"}, {"\"1,2\n", "opened and not closed"}, {"\"1\"1,2\n", "text follows"}, {"\0,1\n",
          "a NUL"}}) {
        RecordReader records = CsvSource.of(file("t.csv", "a,b\n" + "1,2\n".repeat(100_000) + bad[0])).records(STANDARD);
        for (int i = 0; i < 100_000; i++) assertThat(records.next()).isTrue();
        assertThatExceptionOfType(DataException.class).isThrownBy(records::next).withMessageContaining("t.csv line 100002: ").withMessageContaining(bad[1]);
        records.close();
      }
    }

    @Test
    void aStreamIsReadOnceAndLeftOpen() throws IOException {
      CountedStream in = new CountedStream("a,b\n1,2\n");
      CsvSource source = CsvSource.of("standard input", in);

      assertThat(source.table(STANDARD).source()).isEqualTo("standard input");
      assertThat(in.closed).isFalse();
      assertThatIllegalStateException().isThrownBy(() -> source.table(STANDARD)).withMessage("standard input has been read already; a stream can be read once");
    }

    @Test
    void theFingerprintIsThatOfContentAndDialect() throws IOException {
      CsvSource source = CsvSource.of(file("t.csv", "a\n1\n"));
      String before = source.fingerprint().orElseThrow();

      assertThat(source.fingerprint()).contains(before);
      assertThat(source.withDialect(CsvDialect.detected().withSeparator(';')).fingerprint()).isNotEqualTo(before);
      Path moved = Files.move(file("t.csv", "a\n1\n"), file("t.tsv", ""), StandardCopyOption.REPLACE_EXISTING);
      String ofTabs = CsvSource.of(moved).fingerprint().orElseThrow();
      String ofCommas = CsvSource.of(Files.move(moved, moved.resolveSibling("t.csv"))).fingerprint().orElseThrow();
      assertThat(ofTabs).as("the name of a .tsv says how it is written").isNotEqualTo(ofCommas);
      file("t.csv", "a\n2\n");
      assertThat(source.fingerprint().orElseThrow()).isNotEqualTo(before);
      assertThat(CsvSource.of("standard input", InputStream.nullInputStream()).fingerprint()).isEmpty();
    }
  }

  /** One line at a time, as from a terminal. */
  private static final class CountedStream extends InputStream {
    private final byte[] bytes;
    private int at;
    private int lines;
    private boolean closed;

    CountedStream(String text) {
      bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      if (at == bytes.length) return -1;
      if (bytes[at] == '\n') lines++;
      return bytes[at++];
    }

    @Override
    public int read(byte[] to, int from, int count) {
      int n = 0;
      while (n < count && at < bytes.length) {
        to[from + n++] = (byte) read();
        if (to[from + n - 1] == '\n') break;
      }
      return n == 0 ? -1 : n;
    }

    @Override
    public int available() {
      return 0;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private Table table(String text) throws IOException {
    return CsvSource.of(file("t.csv", text)).table(STANDARD);
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private String error(String text) {
    return error(text.getBytes(StandardCharsets.UTF_8));
  }

  private String error(byte[] bytes) {
    try {
      return error(CsvSource.of(file("t.csv", bytes)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String error(CsvSource source) {
    return error(source, STANDARD);
  }

  /** The message, which is the same for any number of threads. */
  private String error(CsvSource source, TableOptions options) {
    DataException e = catchThrowableOfType(DataException.class, () -> source.withThreads(2).table(options));
    assertThat(e).as("a fault").isNotNull();
    if (source.name().contains("/")) {
      DataException alone = catchThrowableOfType(DataException.class, () -> source.withThreads(1).table(options));
      assertThat(alone).hasMessage(e.getMessage());
    }
    return e.getMessage().replace(folder + "/", "");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static byte[] zstd(String text) {
    return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static List<String> texts(RecordReader records) throws IOException {
    List<String> texts = new ArrayList<>();
    while (records.next()) {
      texts.add(records.line() + ": " + IntStream.range(0, records.names().size()).mapToObj(i -> String.valueOf(records.cell(i)))
          .collect(Collectors.joining(" ")));
    }
    return texts;
  }

  /** The columns with their types and categories, and the rows with their lines. */
  private static List<String> shown(Table table) {
    List<String> shown = new ArrayList<>();
    int width = table.columns().size();
    for (int k = 0; k < width; k++) {
      Column column = table.columns().get(k);
      shown.add(column.name() + " " + column.type() + (column.type() == ColumnType.CATEGORY ? " " + table.dictionary(k) : ""));
    }
    double[] row = new double[width];
    Table.Reader reader = table.reader(IntStream.range(0, width).toArray());
    for (int i = 0; i < table.rows(); i++) {
      reader.read(i, row);
      StringBuilder line = new StringBuilder(table.line(i) + ":");
      for (int k = 0; k < width; k++) {
        boolean text = table.columns().get(k).type() == ColumnType.CATEGORY && !Double.isNaN(row[k]);
        line.append(' ').append(text ? table.dictionary(k).get((int) row[k]) : String.valueOf(row[k]));
      }
      shown.add(line.toString());
    }
    return shown;
  }
}
