package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.data.CsvSource.Options;
import dev.gradus.data.CsvSource.Task;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of file has a written outcome: a data set, or one line that says where, what and what to do. */
class CsvSourceTest {
  private static final Options Y = Options.of("y");
  private static final Options VALUES = Y.withTask(Task.REGRESSION);

  @TempDir
  Path folder;

  @Nested
  class WhatIsRead {
    @Test
    void featuresAreAllColumnsButTargetAndIgnored() throws IOException {
      Dataset data = read("id,a,y,b\n7,1,2.5,3\n8,4,5.5,6\n", Y.withIgnored(List.of("id")));

      assertThat(data.schema()).isEqualTo(new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("y")));
      assertThat(data.size()).isEqualTo(2);
      assertThat(inputs(data, 0)).containsExactly(1, 3);
      assertThat(inputs(data, 1)).containsExactly(4, 6);
      assertThat(data.value(1)).isEqualTo(5.5);
    }

    @Test
    void chosenFeaturesComeInTheChosenOrder() throws IOException {
      Dataset data = read("a,y,b,text\n1,2.5,3,x\n", Y.withFeatures(List.of("b", "a")));

      assertThat(data.schema().inputs()).isEqualTo(Inputs.Columns.numbers(List.of("b", "a")));
      assertThat(inputs(data, 0)).containsExactly(3, 1);
    }

    @Test
    void cellsAreTrimmed() throws IOException {
      Dataset data = read(" a , \"b\" ,y\n  1 ,\t2, u\n \" 3 \" , \"4\" ,\" v, w \"\n", Y);

      assertThat(data.schema().inputs()).isEqualTo(Inputs.Columns.numbers(List.of("a", "b")));
      assertThat(inputs(data, 0)).containsExactly(1, 2);
      assertThat(inputs(data, 1)).containsExactly(3, 4);
      assertThat(labels(data)).containsExactly("u", "v, w");
    }

    @Test
    void tabsSeparateTheCellsOfATsvFile() throws IOException {
      for (String name : List.of("t.tsv", "T.TSV", "t.tsv.gz")) {
        Dataset data = CsvSource.of(file(name, "a\tb\ty\n1\t\" 2\t\"\tu, v\n3\t4\tw\n", StandardCharsets.UTF_8)).read(Y);
        assertThat(inputs(data, 0)).containsExactly(1, 2);
        assertThat(labels(data)).containsExactly("u, v", "w");
      }
      assertThat(error(file("t.tsv", "a\tb\ty\n\t3\tw\n", StandardCharsets.UTF_8), Y))
          .startsWith("t.tsv line 2, column \"a\": the cell is empty");
    }

    @Test
    void gzipIsUnpacked() throws IOException {
      Path packed = Files.write(folder.resolve("t.csv.gz"), gzip("a,y\n1,2\n"));

      assertThat(CsvSource.of(packed).read(VALUES).value(0)).isEqualTo(2);
      assertThat(CsvSource.of("standard input", Files.newInputStream(packed)).read(VALUES).value(0)).isEqualTo(2);
    }

    @Test
    void aStreamIsReadOnceAndLeftOpen() throws IOException {
      boolean[] closed = {false};
      InputStream in = new ByteArrayInputStream("a,y\n1,2\n".getBytes(StandardCharsets.UTF_8)) {
        @Override
        public void close() {
          closed[0] = true;
        }
      };
      CsvSource source = CsvSource.of("standard input", in);

      assertThat(source.read(VALUES).source()).isEqualTo("standard input");
      assertThat(closed[0]).isFalse();
      assertThatIllegalStateException().isThrownBy(() -> source.read(VALUES))
          .withMessage("standard input has been read already; a stream can be read once");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
      assertThat(read("\uFEFFa,y\n1,2\n", VALUES).schema().inputs()).isEqualTo(Inputs.Columns.numbers(List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,y\n1,2\n3,4\n", "a,y\r\n1,2\r\n3,4\r\n", "a,y\r1,2\r3,4\r", "a,y\r\n1,2\n3,4", "a,y\n1,2\r3,4\r\n",
        "\n\na,y\n\n1,2\r\n \n3,4\n\n\n"})
    void lineEndsMayBeMixedAndBlankLinesDoNotCount(String text) throws IOException {
      Dataset data = read(text, VALUES);

      assertThat(data.size()).isEqualTo(2);
      assertThat(inputs(data, 1)).containsExactly(3);
      assertThat(data.value(1)).isEqualTo(4);
    }

    @Test
    void aQuotedCellMayHaveLineEndsSeparatorsAndQuotationMarks() throws IOException {
      Dataset data = read("a,\"the\ny\"\n1,\"u\nv, \"\"w\"\"\"\n2,x\n3,\"\"\"\"\n", Options.of("the\ny"));

      assertThat(labels(data)).containsExactly("u\nv, \"w\"", "x", "\"");
    }

    @Test
    void largeNumbersAndConstantColumnsAreFine() throws IOException {
      Dataset data = read("a,b,y\n1e38,5,-1e38\n-3.4e38,5,3.4028234663852886e38\n", VALUES);

      assertThat(inputs(data, 0)).containsExactly(1e38, 5);
      assertThat(inputs(data, 1)).containsExactly(-3.4e38, 5);
      assertThat(data.value(1)).isEqualTo(Float.MAX_VALUE);
    }

    @Test
    void manyColumnsAreReadInNoTime() {
      int columns = 65_537;
      String header = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
      String row = IntStream.range(0, columns).mapToObj(Integer::toString).collect(Collectors.joining(","));
      Options last = Options.of("c65536").withTask(Task.REGRESSION);

      Dataset data = assertTimeout(Duration.ofSeconds(2), () -> read(header + "\n" + row + "\n" + row + "\n", last));
      assertThat(inputs(data, 1)[65_535]).isEqualTo(65_535);
      assertThat(data.value(1)).isEqualTo(65_536);
      String bad = error(header + "\n" + row + "\n", Options.of("none"));
      assertThat(bad).endsWith("has no column \"none\", and --target names it. The columns are c0, c1, c2, c3, c4, c5, c6, c7, "
          + "c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19 and 65,517 more.");
    }
  }

  @Nested
  class Numerals {
    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "+1", "5.", ".5", "-.5e-3", "1E5", "1e+05", "007", "123456789012345", "1234567890.12345",
        "0.1", "4.9e-324", "1e-400", "3.4e38", "99999999999999999999999", "0.000000000000000000000000000001"})
    void decimalNumbersAreRead(String text) throws IOException {
      assertThat(inputs(read("a,y\n" + text + ",1\n", VALUES), 0)[0]).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n/a", "NaN", "nan", "Inf", "-Infinity", "inf", "NA", "null", "?", "0x1p3", "0x10", "1d", "1f", "1.5D",
        "1L", "1e", "1e+", "e5", ".", "-", "+", "--1", "1-", "1 2", "1.2.3", "1_000", "1,234,567", "٣", "１", "−1", "∞", "1%", "$1",
        "true", "\u00A01"})
    void otherTextIsNot(String text) {
      assertThat(error("age,y\n1,1\n\"" + text + "\",2\n", VALUES))
          .isEqualTo("t.csv line 3, column \"age\": \"" + text.replace("\u00A0", "\\u00A0") + "\" is not a number. Leave the "
          + "column out with --ignore age, or remove the row.");
    }

    @Test
    void anEmptyCellIsNamed() {
      assertThat(error("age,y\n1,1\n,2\n", VALUES))
          .isEqualTo("t.csv line 3, column \"age\": the cell is empty, and a number is expected. Leave the column out with "
          + "--ignore age, or remove the row.");
      assertThat(error("age,y\n1,1\n\" \",2\n", VALUES)).contains("the cell is empty");
    }

    @Test
    void aDecimalCommaIsExplained() {
      assertThat(error("age,y\n\"1,5\",1\n", VALUES))
          .isEqualTo("t.csv line 2, column \"age\": \"1,5\" is not a number; decimals are written with a point. Leave the column "
          + "out with --ignore age, or remove the row.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e39", "3.41e38", "1e999999999999", "400000000000000000000000000000000000000"})
    void whatAFloatCannotHoldIsRefused(String text) {
      assertThat(error("age,y\n" + text + ",1\n", VALUES))
          .isEqualTo("t.csv line 2, column \"age\": \"" + text + "\" is too large; the numbers of a float go from -3.4e38 to "
          + "3.4e38. Leave the column out with --ignore age, or remove the row.");
      assertThat(error("age,y\n1," + text + "\n", VALUES)).startsWith("t.csv line 2, column \"y\": \"" + text + "\" is too large");
      assertThat(error("age,y\n1," + text + "\n", Y)).startsWith("t.csv line 2, column \"y\": \"" + text + "\" is too large");
    }

    @Test
    void theAdviceFitsTheOptions() {
      assertThat(error("my age,y\nx,1\n", VALUES)).endsWith("Leave the column out with --ignore \"my age\", or remove the row.");
      assertThat(error("age,y\nx,1\n", VALUES.withFeatures(List.of("age"))))
          .endsWith("Leave the column out of --features, or remove the row.");
      assertThat(error("age,y\n1,x\n", VALUES))
          .isEqualTo("t.csv line 2, column \"y\": \"x\" is not a number. Correct it, remove the row, or say --task classification "
          + "if these are classes.");
    }

    @Test
    void aFileOfSmallNumbersRoundTrips() throws IOException {
      Random random = new Random(2);
      double[][] table = new double[500][4];
      StringBuilder text = new StringBuilder("a,b,c,y\n");
      for (double[] row : table) {
        Arrays.setAll(row, i -> random.nextGaussian() * Math.pow(10, random.nextInt(-30, 5)));
        row[0] = random.nextInt(-1000, 1000) / 100.0;
        text.append(Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(","))).append('\n');
      }
      Dataset data = read(text.toString(), VALUES);

      assertThat(data.size()).isEqualTo(500);
      for (int i = 0; i < 500; i++) {
        assertThat(inputs(data, i)).containsExactly(Arrays.copyOf(table[i], 3));
        assertThat(data.value(i)).isEqualTo(table[i][3]);
      }
    }
  }

  @Nested
  class Targeted {
    @Test
    void textMakesClassesInSortedOrder() throws IOException {
      Dataset data = read("a,y\n1,u\n2,t\n3,u\n4,7\n", Y);

      assertThat(data.schema().target()).isEqualTo(new Target.Classes("y", List.of("7", "t", "u")));
      assertThat(IntStream.range(0, 4).map(data::label)).containsExactly(2, 1, 2, 0);
    }

    @Test
    void fewWholeNumbersMakeClassesSortedByNumber() throws IOException {
      assertThat(read(column(64, i -> Integer.toString(i % 12)), Y).schema().target())
          .isEqualTo(new Target.Classes("y", IntStream.range(0, 12).mapToObj(Integer::toString).toList()));
      assertThat(read("a,y\n1,1.0\n2,0.0\n3,1.0\n4,0.0\n5,0.0\n", Y).schema().target())
          .isEqualTo(new Target.Classes("y", List.of("0.0", "1.0")));
    }

    @Test
    void otherNumbersMakeValues() throws IOException {
      assertThat(read(column(64, i -> i % 12 + ".5"), Y).schema().target()).as("not whole").isEqualTo(new Target.Value("y"));
      assertThat(read(column(64, i -> Integer.toString(i % 21)), Y).schema().target()).as("21 values").isEqualTo(new Target.Value("y"));
      assertThat(read(column(40, i -> Integer.toString(i % 20)), Y).schema().target()).as("half of the rows")
          .isEqualTo(new Target.Value("y"));
      assertThat(read(column(41, i -> Integer.toString(i % 20)), Y).schema().target().outputs()).as("fewer than half").isEqualTo(20);
    }

    @Test
    void aLateTextIsAClassWhenClassesAreAskedFor() throws IOException {
      Dataset data = read(column(2000, i -> i == 1999 ? "none" : i + ".5"), Y.withTask(Task.CLASSIFICATION));

      assertThat(data.schema().target().outputs()).isEqualTo(2000);
      assertThat(labels(data).subList(1998, 2000)).containsExactly("1998.5", "none");
    }

    @Test
    void theTaskOverrules() throws IOException {
      assertThat(read(column(64, i -> Integer.toString(i % 2)), VALUES).schema().target()).isEqualTo(new Target.Value("y"));
      assertThat(read(column(64, i -> i + ".5"), Y.withTask(Task.CLASSIFICATION)).schema().target().outputs()).isEqualTo(64);
    }

    @Test
    void anEmptyTargetIsRefused() {
      assertThat(error("a,y\n1,u\n2,\n", Y))
          .isEqualTo("t.csv line 3, column \"y\": the cell is empty, and a class is expected. Fill it, or remove the row.");
      assertThat(error("a,y\n1,5\n2,\n", Y))
          .startsWith("t.csv line 3, column \"y\": the cell is empty, and a number is expected. Correct it");
      assertThat(error("a,y\n1,5\n2,\n", VALUES))
          .startsWith("t.csv line 3, column \"y\": the cell is empty, and a number is expected. Correct it");
    }

    @Test
    void oneClassIsNotEnough() {
      assertThat(error("a,y\n1,u\n2,u\n3,u\n", Y))
          .isEqualTo("t.csv, column \"y\": there is only one class, \"u\", in all 3 rows; a classifier needs at least two. Check "
          + "that --target names the right column.");
    }

    @Test
    void oneNumberInTwoSpellingsIsNotTwoClasses() throws IOException {
      String text = "a,y\n1,1\n2,1.0\n3,0\n4,0\n5,0\n6,1\n7,1\n";

      assertThat(error(text, Y)).isEqualTo("t.csv, column \"y\": \"1\" and \"1.0\" are the same number in two spellings. Write "
          + "them alike, or say --task classification if they are two classes, --task regression if they are values.");
      assertThat(error("a,y\n1,0\n2,-0\n3,0\n4,0\n5,0\n", Y)).contains("\"0\" and \"-0\" are the same number");
      assertThat(read(text, Y.withTask(Task.CLASSIFICATION)).schema().target().outputs()).isEqualTo(3);
    }

    @Test
    void thereAreAtMost32767Classes() throws IOException {
      Dataset data = read(column(32_767, i -> "k" + i), Y);

      assertThat(data.schema().target().outputs()).isEqualTo(32_767);
      assertThat(labels(data).get(32_766)).isEqualTo("k32766");
      assertThat(error(column(40_000, i -> "k" + i), Y))
          .isEqualTo("t.csv line 32769, column \"y\": \"k32767\" is one class more than the 32,767 that are possible. Say --task "
          + "regression if these are numbers, or choose another column as --target and leave this one out with --ignore y.");
      assertThat(error(column(40_000, i -> "" + i), Y.withTask(Task.CLASSIFICATION)))
          .contains("line 32769").contains("--task regression");
    }

    @Test
    void manyNumbersAreValuesAndATextAmongThemIsNamed() throws IOException {
      assertThat(read(column(40_000, i -> "" + i), Y).value(39_999)).isEqualTo(39_999);
      assertThat(error(column(40_000, i -> i == 39_990 ? "n/a" : "" + i), Y))
          .isEqualTo("t.csv line 39992, column \"y\": \"n/a\" is not a number as the 39,990 rows before it are, which are too "
          + "many different ones to be classes. Correct it, or remove the row; --task regression says that numbers are meant.");
    }

    @Test
    void aNovelIsNoClass() throws IOException {
      assertThat(read("a,y\n1,u\n2," + "v".repeat(1000) + "\n", Y).schema().target().outputs()).isEqualTo(2);
      assertThat(error("a,y\n1,u\n2," + "v".repeat(1001) + "\n", Y))
          .startsWith("t.csv line 3, column \"y\": \"" + "v".repeat(40) + "…\" has 1,001 characters, too many for the name of a "
          + "class.");
    }
  }

  @Nested
  class Columns {
    @Test
    void aMissingTargetIsNamedWithWhatThereIs() {
      assertThat(error("species,island,y\n1,2,3\n", Options.of("price")))
          .isEqualTo("t.csv line 1: the header has no column \"price\", and --target names it. The columns are species, island, y.");
    }

    @Test
    void aNearMissIsSuggested() {
      assertThat(error("species,island,y\n1,2,3\n", Options.of("speceis"))).contains(" Did you mean \"species\"? ");
      assertThat(error("species,island,y\n1,2,3\n", Options.of("Species"))).contains(" Did you mean \"species\"? ");
      assertThat(error("species,island,y\n1,2,3\n", Options.of("iland"))).contains(" Did you mean \"island\"? ");
      assertThat(error("species,island,y\n1,2,3\n", Options.of("x"))).doesNotContain("Did you mean");
    }

    @Test
    void theNearestNameIsTheOneSuggested() {
      assertThat(NearMiss.of("colour", List.of("valour", "color", "kolours"))).contains("color");
      assertThat(NearMiss.of("colour", List.of("ruoloc", "col", "colourless", "vapors"))).isEmpty();
      assertThat(NearMiss.of("n".repeat(64), List.of("n".repeat(63)))).contains("n".repeat(63));
      assertThat(NearMiss.of("n".repeat(65), List.of("n".repeat(64)))).isEmpty();
    }

    @Test
    void twentyColumnsAreListed() {
      String header = IntStream.rangeClosed(1, 20).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

      assertThat(error(header + "\n", Y)).endsWith(", c19, c20.");
      assertThat(error(header + ",c21\n", Y)).endsWith(", c19, c20 and 1 more.");
    }

    @Test
    void soAreIgnoredColumnsAndFeatures() {
      assertThat(error("age,b,y\n1,2,3\n", Y.withIgnored(List.of("agee"))))
          .isEqualTo("t.csv line 1: the header has no column \"agee\", and --ignore names it. Did you mean \"age\"? The columns "
          + "are age, b, y.");
      assertThat(error("age,b,y\n1,2,3\n", Y.withFeatures(List.of("b", "c"))))
          .isEqualTo("t.csv line 1: the header has no column \"c\", and --features names it. The columns are age, b, y.");
    }

    @Test
    void aSemicolonIsNoSeparator() {
      assertThat(error("a;b;y\n1;2;3\n", Y)).endsWith("The columns are a;b;y. Cells must be separated by commas, not semicolons.");
      assertThat(error("a\tb\ty\n1\t2\t3\n", Y))
          .endsWith("Cells of a .csv file must be separated by commas; a file with tabs is named .tsv.");
    }

    @Test
    void twoOfOneNameAreRefused() {
      assertThat(error("a,b,y, a\n1,2,3,4\n", Y))
          .isEqualTo("t.csv line 1, column \"a\": columns 1 and 4 have this same name in the header. Rename one of them.");
    }

    @Test
    void aColumnWithoutANameIsRefused() {
      assertThat(error(",a,y\n0,1,2\n", Y))
          .isEqualTo("t.csv line 1: column 1 of 3 has no name in the header. Give it one, or remove the column; pandas leaves its "
          + "index out with to_csv(…, index=False).");
      assertThat(error("a,y,\n1,2,\n", Y)).contains("column 3 of 3 has no name");
    }

    @Test
    void aFeatureMustBeLeft() {
      assertThat(error("y,b\n1,2\n", Y.withIgnored(List.of("b"))))
          .isEqualTo("t.csv: no column is left to predict \"y\" from. The columns are y, b.");
      assertThat(error("y\n1\n", Y)).isEqualTo("t.csv: no column is left to predict \"y\" from. The columns are y.");
    }

    @Test
    void aColumnHasOneRole() {
      assertThatIllegalArgumentException().isThrownBy(() -> Y.withIgnored(List.of("y"))).withMessageContaining("target and ignored");
      assertThatIllegalArgumentException().isThrownBy(() -> Y.withFeatures(List.of("y"))).withMessageContaining("target and a feature");
      assertThatIllegalArgumentException().isThrownBy(() -> Y.withFeatures(List.of("a")).withIgnored(List.of("a")))
          .withMessageContaining("feature and ignored");
      assertThatIllegalArgumentException().isThrownBy(() -> Y.withFeatures(List.of("a", "a")))
          .withMessageContaining("twice among the features");
    }
  }

  @Nested
  class Faults {
    @Test
    void aFileThatIsNotThere() {
      assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> CsvSource.of(folder.resolve("none.csv")).read(Y))
          .withMessageEndingWith("none.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n \n", "\uFEFF"})
    void anEmptyFile(String text) {
      assertThat(error(text, Y)).isEqualTo("t.csv: the file is empty; a header with the names of the columns is expected, and a "
          + "row for each example.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,y", "a,y\n", "a,y\n\n"})
    void onlyAHeader(String text) {
      assertThat(error(text, Y)).isEqualTo("t.csv: the file has a header and no rows; at least one is expected.");
    }

    @Test
    void aRowThatIsTooShortOrTooLong() {
      assertThat(error("a,b,y\n1,2,3\n1\n", VALUES))
          .isEqualTo("t.csv line 3: 1 cell was found and 3 expected, as many as in the header. Add what is missing, or remove the "
          + "row.");
      assertThat(error("a,b,y\n1,2,3\n1,2,3,4\n", VALUES))
          .isEqualTo("t.csv line 3: 4 cells were found and 3 expected, as many as in the header. Put a cell that has a separator "
          + "in it in quotation marks, or remove the row.");
      assertThat(error("a,b,y\n1,2,3\n1,2,3,\n", VALUES)).contains("line 3: 4 cells");
      assertThat(error("a,b,y\n1,2,3\n1,2", VALUES)).contains("line 3: 2 cells");
      assertThat(error("a,b,y\n1,2,3\n\"\"\n", VALUES)).contains("line 3: 1 cell ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void utf16(String charset) throws IOException {
      Path file = file("t.csv", "a,y\n1,2\n", Charset.forName(charset));

      assertThat(error(file, Y)).isEqualTo("t.csv: the text is UTF-16, and UTF-8 is expected. Save it as UTF-8, for instance with "
          + "iconv -f UTF-16 -t UTF-8.");
    }

    @Test
    void latin1() throws IOException {
      String text = "a,y\n" + "1,x\n".repeat(30_000) + "2,caf\u00E9\n3,z\n";

      assertThat(error(file("t.csv", text, StandardCharsets.ISO_8859_1), Y))
          .isEqualTo("t.csv line 30002: the byte 0xE9 is not UTF-8 here, as in a Latin-1 file. Save the file as UTF-8, for "
          + "instance with iconv -f LATIN1 -t UTF-8.");
      assertThat(error(file("t.csv", "\u00E9,y\r\n1,2\r\n", StandardCharsets.ISO_8859_1), Y)).startsWith("t.csv line 1: the byte 0xE9");
      assertThat(error(file("t.csv", "a,y\r\n1,2\r\n\u00FF,2", StandardCharsets.ISO_8859_1), Y))
          .startsWith("t.csv line 3: the byte 0xFF");
      assertThat(error(file("t.csv", "a,y\n1,2\n2,\u00C3", StandardCharsets.ISO_8859_1), Y)).startsWith("t.csv line 3: the byte 0xC3");
    }

    @Test
    void charactersOfEveryLengthCrossEveryBufferEdge() throws IOException {
      String text = "a,y\n" + IntStream.range(0, 40_000).mapToObj(i -> i % 7 + ",é€😀" + i % 3 + "\n").collect(Collectors.joining());

      assertThat(read(text, Y).schema().target()).isEqualTo(new Target.Classes("y", List.of("é€😀0", "é€😀1", "é€😀2")));
    }

    @Test
    void aNulCharacter() {
      assertThat(error("a,y\n1,2\n2,\0\n", Y))
          .isEqualTo("t.csv line 3: a NUL character was found; this is not a text file, or it is damaged.");
      assertThat(error("a,y\r1,2\r\n\0", Y)).startsWith("t.csv line 3: a NUL");
      assertThat(error("\0\0\0\0", Y)).startsWith("t.csv line 1: a NUL");
    }

    @Test
    void gzipCutShortOrDamaged() throws IOException {
      byte[] packed = gzip("a,y\n" + new Random(3).ints(5000, 0, 100).mapToObj(i -> i + "," + i + "\n").collect(Collectors.joining()));
      String message = "t.csv.gz: the gzip data are damaged or end too early. Check the file with gzip -t, or fetch it again.";

      for (int length : new int[] {2, 5, 12, packed.length / 2, packed.length - 1}) {
        assertThat(error(Files.write(folder.resolve("t.csv.gz"), Arrays.copyOf(packed, length)), Y)).isEqualTo(message);
      }
      packed[packed.length - 6] ^= 1;
      assertThat(error(Files.write(folder.resolve("t.csv.gz"), packed), Y)).isEqualTo(message);
    }

    @Test
    void aQuotationMarkThatIsNeverClosed() {
      assertThat(error("a,y\n1,2\n\"3,4\n5,6\n", Y))
          .isEqualTo("t.csv line 3: the record that begins here has a quotation mark that is opened and not closed. Close it.");
      assertThat(error("\"a,y\n1,2\n", Y)).startsWith("t.csv line 1: the record that begins here");
    }

    @Test
    void oneThatIsNeverClosedInAGigabyte() {
      Endless endless = new Endless("a,y\n1,2\n\"", "some text\n", 1L << 30);

      String message = assertTimeout(Duration.ofSeconds(2), () -> error(CsvSource.of("t.csv", endless), Y));
      assertThat(message).isEqualTo("t.csv line 3: the record that begins here is longer than 8,388,608 characters. Look for a "
          + "quotation mark that is opened and not closed.");
      assertThat(endless.read).isLessThan(10_000_000);
    }

    @Test
    void textAfterAQuotedCell() {
      assertThat(error("a,y\n1,2\n\"3\"4,5\n", Y))
          .isEqualTo("t.csv line 3: text follows a closing quotation mark. A quotation mark inside a quoted cell is written "
          + "twice, as in \"5\"\" pipe\".");
      assertThat(error("a,y\n1,\"x\n\"z\n", Y)).startsWith("t.csv line 3: text follows");
    }

    @Test
    void moreRowsThanAnArrayHolds() throws IOException {
      Path file = file("t.csv", "a,b,y\n" + "1,2,3\n".repeat(6), StandardCharsets.UTF_8);

      assertThat(CsvSource.of(file).withRoomFor(12).read(VALUES).size()).isEqualTo(6);
      assertThat(error(CsvSource.of(file).withRoomFor(11), VALUES))
          .endsWith("t.csv line 7: this is row 6, and a table of 2 feature columns can have 5 (11 numbers). Leave columns out "
          + "with --ignore, or take a part of the rows.");
    }

    @Test
    void linesAreThoseOfTheFile() {
      assertThat(error("\"a\n\n\",y\n\n1,\"u\r\nv\rw\"\n\nx,2\n", Y)).startsWith("t.csv line 9, column \"a\": \"x\"");
      assertThat(error("a,b,y\n\"1\n\n\",x,2\n", Y)).as("a cell on a later line of its record")
          .startsWith("t.csv line 4, column \"b\": \"x\"");
      DataException e = catchThrowableOfType(DataException.class, () -> read("a,y\n1,2\nx,2\n", Y));
      assertThat(e.line()).isEqualTo(3);
      assertThat(e.column()).isEqualTo("a");
      assertThat(e.source()).endsWith("t.csv");
    }

    @Test
    void messagesStayShortAndVisible() {
      assertThat(error("a,y\n" + "z".repeat(5_000_000) + ",2\n", Y))
          .isEqualTo("t.csv line 2, column \"a\": \"" + "z".repeat(40) + "…\" is not a number. Leave the column out with --ignore "
          + "a, or remove the row.");
      assertThat(error("a,y\n1\u001B[31m\u0007\u202E\u2028é😀,2\n", Y)).contains("\"1\\u001B[31m\\u0007\\u202E\\u2028é😀\" is not");
      assertThat(error("n".repeat(1_000_000) + ",y\nx,2\n", Y)).hasSizeLessThan(250);
      assertThat(error("n".repeat(1_000_000) + ",y\n1,2\n", Options.of("z"))).hasSizeLessThan(250);
      assertThat(error("a,y\n" + "😀".repeat(41) + ",2\n", Y)).contains("\"" + "😀".repeat(40) + "…\"");
      assertThat(error("a,y\n" + "😀".repeat(40) + ",2\n", Y)).contains("\"" + "😀".repeat(40) + "\"");
    }

    @Test
    void aHundredMegabytesInOneCellAreRefused() {
      Endless cell = new Endless("a,y\n", "z", 100_000_000);

      assertThat(error(CsvSource.of("t.csv", cell), Y))
          .startsWith("t.csv line 2: the record that begins here is longer than").hasSizeLessThan(200);
    }

    /** Damaged at random, a file is read or refused in one line; nothing else leaves. */
    @Test
    void nothingButTheDeclaredExceptionsLeaves() throws IOException {
      Random random = new Random(4);
      byte[] good = "a,b,y\n1,\"2\n\",u\r\n-3.5e1,4, é\n\"5\",6,\"u\"\"v\"\n".getBytes(StandardCharsets.UTF_8);
      byte[] spice = "\0\r\n\",;\t 1e9\u00E9\uFEFF".getBytes(StandardCharsets.UTF_8);
      int refused = 0;
      for (int i = 0; i < 20_000; i++) {
        byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
        for (int k = random.nextInt(4); k > 0; k--) {
          bytes[random.nextInt(bytes.length)] = random.nextBoolean() ? (byte) random.nextInt(256) : spice[random.nextInt(spice.length)];
        }
        try {
          CsvSource.of("t.csv", new ByteArrayInputStream(bytes)).read(Y);
        } catch (DataException e) {
          refused++;
          assertThat(e.getMessage()).startsWith("t.csv").hasSizeLessThan(400).doesNotContainPattern("[\\x00-\\x1f]");
        }
      }
      assertThat(refused).isBetween(1000, 20_000);
    }
  }

  @Nested
  class ForAModel {
    private final Schema classifier = new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Classes("y", List.of("v", "u")));
    private final Schema regressor = new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("y"));

    @Test
    void columnsAreFoundByNameAmongOthers() throws IOException {
      Dataset data = csv("y,b,text,a\nu,2,?,1\nv,4,?,3\n").read(classifier);

      assertThat(data.schema()).isEqualTo(classifier);
      assertThat(inputs(data, 1)).containsExactly(3, 4);
      assertThat(IntStream.range(0, 2).map(data::label)).as("in the model's numbering").containsExactly(1, 0);
      assertThat(csv("y,b,a\n0.5,2,1\n").read(regressor).value(0)).isEqualTo(0.5);
    }

    @Test
    void oneClassIsEnough() throws IOException {
      assertThat(csv("a,b,y\n1,2,u\n").read(classifier).label(0)).isEqualTo(1);
    }

    @Test
    void predictionNeedsNoTarget() throws IOException {
      CsvSource.Rows rows = csv("b,text,a\n2,?,1\n4,?,3\n").rows(classifier);

      assertThat(rows.header()).containsExactly("b", "text", "a");
      assertThat(rows.features().count()).isEqualTo(2);
      double[] row = new double[2];
      rows.features().read(1, row);
      assertThat(row).containsExactly(3, 4);
      assertThat(csv("b,a,y\n2,1,\n").rows(classifier).features().count()).as("with an empty target").isEqualTo(1);
    }

    @Test
    void aMissingFeatureIsNamed() {
      String message = "t.csv line 1: the header has no column \"b\", and the model needs it. The columns are a, c, y.";

      assertThat(error(() -> csv("a,c,y\n1,2,u\n").read(classifier))).isEqualTo(message);
      assertThat(error(() -> csv("a,c,y\n1,2,u\n").rows(classifier))).isEqualTo(message);
    }

    @Test
    void aMissingTargetIsNamed() {
      assertThat(error(() -> csv("a,b\n1,2\n").read(classifier)))
          .isEqualTo("t.csv line 1: the header has no column \"y\", and it is what the model predicts. The columns are a, b.");
    }

    @Test
    void anUnseenClassIsNamed() {
      assertThat(error(() -> csv("a,b,y\n1,2,u\n3,4,w\n").read(classifier)))
          .isEqualTo("t.csv line 3, column \"y\": \"w\" is none of the model's 2 classes: v, u. Correct it, or remove the row.");
      assertThat(error(() -> csv("a,b,y\n1,2,\n").read(classifier)))
          .contains("line 2, column \"y\": the cell is empty, and a class is expected");
      assertThat(error(() -> csv("a,b,y\n1,2,w\n").read(regressor)))
          .isEqualTo("t.csv line 2, column \"y\": \"w\" is not a number. Correct it, or remove the row.");
    }

    @Test
    void aBadCellCannotBeIgnored() {
      assertThat(error(() -> csv("a,b\n1,NA\n").rows(classifier)))
          .isEqualTo("t.csv line 2, column \"b\": \"NA\" is not a number. The model needs this column: correct the cell, or "
          + "remove the row.");
    }

    @Test
    void aSingleColumnMayHaveBlankLinesButNoEmptyCells() throws IOException {
      Schema one = new Schema(Inputs.Columns.numbers(List.of("a")), new Target.Value("y"));

      assertThat(csv("a\n1\n\n2\n").rows(one).features().count()).isEqualTo(2);
      assertThat(error(() -> csv("a\n1\n\"\"\n2\n").rows(one))).startsWith("t.csv line 3, column \"a\": the cell is empty");
    }

    @Test
    void aModelOfImagesReadsNoCsv() {
      Schema images = new Schema(new Inputs.Pixels(28, 28), new Target.Classes("digit", List.of("0", "1")));

      assertThat(error(() -> csv("a\n1\n").rows(images)))
          .isEqualTo("t.csv: a CSV file has columns of numbers, and the model reads images of 28 × 28 pixels. Give it images.");
    }
  }

  /** The files of the folder that GRADUS_DATA names. */
  @Nested
  class RealData {
    @Test
    void penguinsHaveMissingCells() {
      Options species = Options.of("species").withIgnored(List.of("island", "sex"));

      assertThat(error(real("penguins.csv"), species))
          .endsWith("penguins.csv line 5, column \"bill_length_mm\": the cell is empty, and a number is expected. Leave the "
          + "column out with --ignore bill_length_mm, or remove the row.");
      assertThat(error(real("penguins.csv"), Options.of("species")))
          .endsWith("penguins.csv line 2, column \"island\": \"Torgersen\" is not a number. Leave the column out with --ignore "
          + "island, or remove the row.");
    }

    @Test
    void penguinsWithoutThemAreReadAndReadAgainForTheModel() throws IOException {
      Path complete = folder.resolve("penguins.csv");
      Files.write(complete, Files.readAllLines(real("penguins.csv")).stream().filter(line -> !line.contains(",,")).toList());
      Dataset data = CsvSource.of(complete).read(Options.of("species").withIgnored(List.of("island", "sex")));

      assertThat(data.size()).isEqualTo(342);
      assertThat(data.schema().target()).isEqualTo(new Target.Classes("species", List.of("Adelie", "Chinstrap", "Gentoo")));
      assertThat(data.schema().inputs())
          .isEqualTo(Inputs.Columns.numbers(List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")));
      assertThat(inputs(data, 0)).containsExactly(39.1, 18.7, 181, 3750);
      assertThat(IntStream.range(0, 342).filter(i -> data.label(i) == 1).count()).isEqualTo(68);
      Dataset again = CsvSource.of(complete).read(data.schema());
      assertThat(labels(again)).isEqualTo(labels(data));
    }

    @Test
    void mpgIsRegressionWithoutItsIncompleteColumn() throws IOException {
      Options mpg = Options.of("mpg").withIgnored(List.of("origin", "name"));

      assertThat(error(real("mpg.csv"), mpg))
          .endsWith("mpg.csv line 34, column \"horsepower\": the cell is empty, and a number is expected. Leave the column out "
          + "with --ignore horsepower, or remove the row.");
      Dataset data = CsvSource.of(real("mpg.csv")).read(mpg.withIgnored(List.of("origin", "name", "horsepower")));
      assertThat(data.size()).isEqualTo(398);
      assertThat(data.schema().target()).isEqualTo(new Target.Value("mpg"));
      assertThat(data.value(0)).isEqualTo(18);
      assertThat(inputs(data, 397)).containsExactly(4, 119, 2720, 19.4, 82);
    }

    private Path real(String name) {
      String data = System.getenv("GRADUS_DATA");
      assumeTrue(data != null, "skipped: GRADUS_DATA is not set; it names the folder that has " + name);
      Path file = Path.of(data, name);
      assumeTrue(Files.exists(file), "skipped: the folder that GRADUS_DATA names has no " + name);
      return file;
    }
  }

  /** A start, then the same text again and again, up to a length. */
  private static final class Endless extends InputStream {
    private final byte[] start;
    private final byte[] again;
    private final long length;
    private long read;

    Endless(String start, String again, long length) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.again = again.getBytes(StandardCharsets.UTF_8);
      this.length = length;
    }

    @Override
    public int read() {
      if (read == length) return -1;
      byte b = read < start.length ? start[(int) read] : again[(int) ((read - start.length) % again.length)];
      read++;
      return b;
    }
  }

  private interface Reading {
    void run() throws IOException;
  }

  private Dataset read(String text, Options options) throws IOException {
    return csv(text).read(options);
  }

  private CsvSource csv(String text) throws IOException {
    return CsvSource.of(file("t.csv", text, StandardCharsets.UTF_8));
  }

  private Path file(String name, String text, Charset charset) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(charset));
  }

  private String error(String text, Options options) {
    return error(() -> read(text, options));
  }

  private String error(Path file, Options options) {
    return error(() -> CsvSource.of(file).read(options));
  }

  private String error(CsvSource source, Options options) {
    return error(() -> source.read(options));
  }

  /** The message of the error that reading makes, with the file named as if it were in the working directory. */
  private String error(Reading reading) {
    DataException e = catchThrowableOfType(DataException.class, reading::run);
    assertThat(e).as("an error").isNotNull();
    String prefix = folder + folder.getFileSystem().getSeparator();
    assertThat(e.getMessage().lines()).as("one line").hasSize(1);
    return e.getMessage().startsWith(prefix) ? e.getMessage().substring(prefix.length()) : e.getMessage();
  }

  /** A table with a target column y. */
  private static String column(int rows, IntFunction<String> y) {
    return "a,y\n" + IntStream.range(0, rows).mapToObj(i -> "1," + y.apply(i) + "\n").collect(Collectors.joining());
  }

  private static double[] inputs(Dataset data, int i) {
    double[] row = new double[data.schema().inputs().count()];
    data.inputs(i, row);
    return row;
  }

  private static List<String> labels(Dataset data) {
    List<String> labels = ((Target.Classes) data.schema().target()).labels();
    return IntStream.range(0, data.size()).mapToObj(i -> labels.get(data.label(i))).toList();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  /** One stray text among many numbers is a slip, not a classification with a class for every number. */
  @Test
  void aStrayTextInANumericTargetIsAnError(@TempDir Path folder) throws Exception {
    StringBuilder text = new StringBuilder("x,t\n");
    for (int i = 0; i < 100; i++) text.append(i).append(',').append(i == 60 ? "n/a" : Double.toString(i + 0.5)).append('\n');
    Path file = Files.writeString(folder.resolve("typo.csv"), text);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> CsvSource.of(file).read(CsvSource.Options.of("t"))).isInstanceOf(DataException.class)
        .hasMessageContaining("line 62").hasMessageContaining("\"n/a\"").hasMessageContaining("nearly all other cells").hasMessageContaining("--task classification");
  }
}
