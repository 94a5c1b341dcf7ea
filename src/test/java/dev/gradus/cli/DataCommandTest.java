package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.store.Safetensors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gradus data} and the file of {@code --schema}. */
class DataCommandTest {
  @TempDir
  Path folder;

  private Path flowers;
  private int runs;

  @BeforeEach
  void writeSamples() throws IOException {
    flowers = Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
  }

  /** 100 rows of all types: a price with a comma, a day with the day first, gaps, a text, classes of numbers. */
  private Path mixed() throws IOException {
    StringBuilder csv = new StringBuilder("price;day;colour;flag;note;kind\n");
    for (int i = 0; i < 100; i++) {
      csv.append(i % 9 == 0 ? "" : 3 * i % 17 + "," + (10 + i % 80)).append(';').append(String.format("%02d/%02d/2023", 1 + i % 28, 1 + i % 12)).append(';')
          .append(List.of("red", "green", "blue", "NA").get(i % 4)).append(';').append(i % 3 == 0 ? "yes" : "no").append(";note number ").append(i).append(';')
          .append(i % 5 % 3).append('\n');
    }
    return Samples.write(folder.resolve("mixed.csv"), csv.toString());
  }

  private byte[] weights(Path source, String target, Object... options) throws IOException {
    Path out = folder.resolve("model" + ++runs + ".safetensors");
    List<Object> words = new ArrayList<>(List.of("train", source, "--target", target, "--epochs", "3", "--hidden", "5", "--run-dir", folder.resolve("run"
        + runs), "--out", out));
    words.addAll(Arrays.asList(options));
    Gradus.run(words.toArray()).done();
    StringBuilder all = new StringBuilder();
    try (Safetensors file = Safetensors.open(out)) {
      for (String name : List.of("W1", "b1", "W2", "b2")) {
        int length = 1;
        for (long size : file.shape(name)) length *= (int) size;
        double[] values = new double[length];
        file.read(name, 0, values, length);
        all.append(name).append(Arrays.toString(values));
      }
    }
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  // describe

  @Test
  void aLineForEachColumnFitsTheTerminal() {
    Gradus gradus = Gradus.run("data", "describe", flowers).done();

    assertThat(gradus.lines().get(0)).isEqualTo("60 rows of 3 columns in " + flowers);
    assertThat(gradus.lines()).hasSize(6);
    assertThat(gradus.lines().subList(1, 6)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(gradus.lines().get(3)).matches("x +number +0 +60 [▁▂▃▄▅▆▇█ ]{10} 4\\.0\\d+ ± 3\\.\\d+  -\\S+ \\S+ \\S+ \\S+ \\S+");
    assertThat(gradus.lines().get(5)).contains("category", "aster 33 %, briar 33 %, clover 33 %");
  }

  @ParameterizedTest
  @CsvSource({"80, 80", "20, 80", "100, 100", "300, 120", "x, 100", ", 100"})
  void linesAreAsWideAsTheTerminalWithinBounds(String columns, int width) {
    assertThat(FiguresTable.width(columns)).isEqualTo(width);
  }

  @Test
  void namesOfColumnsDriveNoTerminal() throws IOException {
    Path odd = Samples.write(folder.resolve("odd.csv"), "a\u001b[31m,b\n" + "7,1\n7,2\n7,1\n".repeat(4));

    Gradus gradus = Gradus.run("data", "describe", odd).done();

    assertThat(gradus.out() + gradus.err()).doesNotContain("\u001b");
    assertThat(gradus.out()).contains("warning: \"a\uFFFD[31m\" has the same value in all rows");
  }

  @Test
  void asJsonItIsOneObject() throws IOException {
    Map<?, ?> facts = Gradus.run("data", "describe", mixed(), "--target", "kind", "--json").done().object();

    assertThat(facts.get("rows")).isEqualTo(100.0);
    List<?> columns = (List<?>) facts.get("columns");
    assertThat(columns.stream().map(c -> ((Map<?, ?>) c).get("name") + " " + ((Map<?, ?>) c).get("type")))
        .containsExactly("price number", "day time", "colour category", "flag boolean", "note text", "kind category");
    assertThat(((Map<?, ?>) columns.get(0)).get("missing")).isEqualTo(12.0);
    assertThat(((Map<?, ?>) columns.get(2)).get("most_frequent")).isEqualTo(Map.of("red", 25.0, "green", 25.0, "blue", 25.0));
  }

  // schema files

  @ParameterizedTest
  @ValueSource(strings = {"", "--target"})
  void trainingWithTheSchemaThatWasWrittenIsTheSame(String target) throws IOException {
    Path schema = folder.resolve("schema.yaml");
    Path mixed = mixed();
    List<Object> words = new ArrayList<>(List.of("data", "describe", mixed, "--schema", schema));
    if (!target.isEmpty()) words.addAll(List.of(target, "kind"));
    Gradus.run(words.toArray()).done();

    assertThat(Files.readString(schema)).contains("\n  price: {type: number}  # ", "\n  day: {type: time}  # ", "\n  note: {type: text}  # ");
    assertThat(weights(mixed, "kind", "--schema", schema)).isEqualTo(weights(mixed, "kind"));
    assertThat(weights(mixed, "price", "--schema", schema, "--ignore", "kind")).isEqualTo(weights(mixed, "price", "--ignore", "kind"));
  }

  @Test
  void aSchemaSaysTypesAndPreparationAndOptionsGoBeforeIt() throws IOException {
    Path schema = Samples.write(folder.resolve("schema.yaml"), "columns:\n  x: {type: number, prepare: minmax, clip: 3}\n");
    Path same = Samples.write(folder.resolve("same.yaml"), "columns:\n  x: {type: number}\n");

    byte[] plain = weights(flowers, "kind");
    assertThat(weights(flowers, "kind", "--schema", same)).isEqualTo(plain);
    assertThat(weights(flowers, "kind", "--schema", schema)).isNotEqualTo(plain);
    assertThat(weights(flowers, "kind", "--schema", schema, "--prepare", "robust", "--clip", "2")).isEqualTo(weights(flowers, "kind", "--prepare", "robust",
        "--clip", "2"));
    assertThat(weights(flowers, "kind", "--schema", schema, "--categorical", "x")).isEqualTo(weights(flowers, "kind", "--categorical", "x"));
    assertThat(weights(flowers, "kind", "--schema", schema, "--ignore", "x")).isEqualTo(weights(flowers, "kind", "--ignore", "x"));
    assertThat(weights(flowers, "kind", "--schema", schema, "--features", "y")).isEqualTo(weights(flowers, "kind", "--features", "y"));
  }

  @Test
  void cvTuneAndLrFindReadASchemaToo() throws IOException {
    Path schema = Samples.write(folder.resolve("schema.yaml"), "columns:\n  x: {type: number, prepare: none, fill: 3, indicator: never}\n  y: {type: text}\n");

    assertThat(Gradus.run("cv", flowers, "--target", "kind", "--schema", schema, "--epochs", "1", "--folds", "2").done().err()).contains("1 → ");
    assertThat(Gradus.run("lr-find", flowers, "--target", "kind", "--schema", schema, "--steps", "20").code()).isEqualTo(ExitCode.DONE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      columns:\\n  x: {type: nummer} | line 2: column "x" key "type": found "nummer", expected one of number, boolean, category, time, text
      columns:\\n  x: {prepare: none} | line 2: column "x" has no type; expected type:
      columns:\\n  x: {type: number, prepar: none} | line 2: column "x" has an unknown key "prepar"; did you mean "prepare"?
      columns:\\n  x: {type: number, encoding: ordinal} | line 2: column "x" is of type number, and "encoding" is for categories
      columns:\\n  x: {type: category, fill: mean} | line 2: column "x" is of type category, and "fill" is for numbers and booleans
      columns:\\n  x: {type: number, clip: -1} | line 2: column "x" key "clip": found "-1", expected a number above 0
      columns:\\n  x: {type: number, fill: NaN} | line 2: column "x" key "fill": found "NaN", expected mean, median or a number
      columns:\\n  x: {type: category, order: [a, a]} | the category "a" was given twice
      columns:\\n  x: {type: category, encoding: one-hot, order: [a]} | an order is for ordinal
      columns:\\n  x: {type: category, encoding: hashed:0} | key "encoding"
      columns:\\n  x: {type: category, max-categories: 0} | expected a whole number of at least 1
      columns:\\n  x: number | line 2: "number" stands there, expected {type: …} for the column "x"
      column:\\n  x: {type: number} | line 1: unknown key "column"; did you mean "columns"?
      columns: [x] | line 1: a list stands there, expected a line for each column
      # nothing | line 1: the file is empty; expected columns:
      """)
  void whatASchemaCannotSayIsRefusedWithItsLine(String text, String message) throws IOException {
    Path schema = Samples.write(folder.resolve("schema.yaml"), text.replace("\\n", "\n") + "\n");

    Gradus gradus = Gradus.run("train", flowers, "--target", "kind", "--schema", schema, "--run-dir", folder.resolve("run"));

    assertThat(gradus.code()).isEqualTo(ExitCode.USAGE);
    assertThat(gradus.err()).hasLineCount(1).startsWith("gradus: ").contains("schema.yaml", message);
  }

  @Test
  void aSchemaOfAnotherTableIsRefusedAndOneThatIsNotThere() throws IOException {
    Path schema = Samples.write(folder.resolve("schema.yaml"), "columns:\n  xx: {type: number}\n  kinds: {type: category}\n");

    Gradus gradus = Gradus.run("train", flowers, "--target", "kind", "--schema", schema, "--run-dir", folder.resolve("run"));
    assertThat(gradus.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(gradus.err()).contains("\"xx\"", "--schema names it").contains("The columns are x, y, kind");

    Gradus none = Gradus.run("train", flowers, "--target", "kind", "--schema", folder.resolve("none.yaml"), "--run-dir", folder.resolve("run"));
    assertThat(none.code()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(none.err()).contains("none.yaml: there is no such file or folder");
  }

  // convert

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.tsv", "a.csv.gz", "a.csv.zst"})
  void whatIsConvertedIsReadAsTheSameTable(String name) throws IOException {
    Path mixed = mixed();
    Path out = folder.resolve(name);

    assertThat(Gradus.run("data", "convert", mixed, "--out", out).done().out()).isEqualTo(out + ": 100 rows" + System.lineSeparator());
    List<String> csv = Gradus.run("data", "sample", out, "-n", "1000").done().lines();
    assertThat(csv.get(0)).isEqualTo("price,day,colour,flag,note,kind");
    assertThat(csv.get(1)).isEqualTo(",2023-01-01,red,yes,note number 0,0");
    assertThat(csv.get(4)).isEqualTo("9.13,2023-04-04,,yes,note number 3,0");
    Object before = ((Map<?, ?>) Gradus.run("data", "describe", mixed, "--json").done().object()).get("columns");
    Object after = ((Map<?, ?>) Gradus.run("data", "describe", out, "--json").done().object()).get("columns");
    assertThat(withoutWhy(after)).isEqualTo(withoutWhy(before));
  }

  @Test
  void aThousandsMarkInQuotationMarksIsConverted() throws IOException {
    Path csv = Samples.write(folder.resolve("thousands.csv"), "a\n" + "12\n800\n".repeat(30) + "\"1,234\"\n");
    Path out = folder.resolve("out.csv");
    Gradus.run("data", "convert", csv, "--out", out).done();
    assertThat(Files.readAllLines(out)).hasSize(62).endsWith("1234");
  }

  private static List<Map<String, Object>> withoutWhy(Object columns) {
    return ((List<?>) columns).stream().map(column -> {
      Map<String, Object> facts = new TreeMap<>();
      ((Map<?, ?>) column).forEach((key, value) -> facts.put(key.toString(), value));
      facts.remove("why");
      return facts;
    }).toList();
  }

  @Test
  void numbersBecomeAnArrayAndComeBackBitByBit() throws IOException {
    Path csv = Samples.write(folder.resolve("numbers.csv"), "a,b\n0.1,-0.0\n1e-300,12345678901234567\n,3\n");
    Path npy = folder.resolve("numbers.npy");
    Path back = folder.resolve("back.csv");
    Gradus.run("data", "convert", csv, "--out", npy).done();
    Gradus.run("data", "convert", npy, "--out", back).done();

    assertThat(Files.size(npy)).isEqualTo(128 + 6 * 8);
    assertThat(Files.readAllLines(back).subList(1, 4)).containsExactly("0.1,-0.0", "1.0E-300,1.2345678901234568E16", ",3");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      convert | --out | x.parquet | 2 | the name must end in .csv, .tsv (with .gz or .zst or not) or .npy
      convert | --out | x.npy | 2 | the column "kind" is of type category, and .npy holds numbers; leave it out with --ignore
      sample | --out | x.json | 2 | the name must end in .csv or .tsv
      sample | --stratify | kin | 65 | there is no column "kin", and --stratify names it. Did you mean "kind"?
      sample | -n | 0 | 2 | --rows 0
      describe | --target | kin | 65 | Did you mean "kind"?
      """)
  void whatCannotBeIsRefusedInALine(String command, String option, String value, int code, String message) {
    Gradus gradus = Gradus.run("data", command, flowers, option, option.equals("--out") ? folder.resolve(value) : value);

    assertThat(gradus.code()).isEqualTo(code);
    assertThat(gradus.err()).hasLineCount(1).contains(message);
    assertThat(folder.resolve(value)).doesNotExist();
  }

  @Test
  void theSourceIsNotWrittenOver() throws IOException {
    for (String command : List.of("convert", "sample")) {
      assertThat(Gradus.run("data", command, flowers, "--out", flowers).err()).contains("is the file that is read");
    }
    assertThat(Files.readString(flowers)).isEqualTo(Samples.flowers());
    assertThat(Gradus.run("data", "describe", flowers, "--schema", flowers).err()).contains("--schema " + flowers + " is the file that is read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@/x-*.csv", "@/x-1.csv,@/x-2.csv", "@/x-2.csv,@/x-[13].csv"})
  void noneOfSeveralSourcesIsWrittenOver(String source) throws IOException {
    Path first = Samples.write(folder.resolve("x-1.csv"), "a\n1\n");
    Samples.write(folder.resolve("x-2.csv"), "a\n2\n");
    for (String command : List.of("convert", "sample")) {
      Gradus gradus = Gradus.run("data", command, source.replace("@", folder.toString()), "--out", first);
      assertThat(gradus.code()).isEqualTo(2);
      assertThat(gradus.err()).contains("--out " + first + " is the file that is read");
    }
    assertThat(Gradus.run("data", "split", source.replace("@", folder.toString()), "--parts", "1=0.5,3=0.5", "--out", folder.resolve("x.csv")).err())
        .contains("x-1.csv is the file that is read");
    assertThat(Files.readString(first)).isEqualTo("a\n1\n");
  }

  // split

  private static List<String> lines(Path file) throws IOException {
    try (InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void everyRowGoesToOnePartOfItsExactSize() throws IOException {
    Path out = folder.resolve("parts");

    Gradus gradus = Gradus.run("data", "split", flowers, "--out", out, "--parts", "train=0.7,validation=0.15,test=0.15").done();

    assertThat(gradus.lines()).containsExactly(out.resolve("train.csv") + ": 42 rows", out.resolve("validation.csv") + ": 9 rows", out.resolve("test.csv")
        + ": 9 rows");
    List<String> all = new ArrayList<>();
    for (String part : List.of("train", "validation", "test")) {
      List<String> lines = lines(out.resolve(part + ".csv"));
      assertThat(lines.get(0)).isEqualTo("x,y,kind");
      all.addAll(lines.subList(1, lines.size()));
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(Samples.flowers().lines().skip(1).toList());
  }

  @Test
  void classesAreDividedEvenlyGroupsStayTogetherAndTimeRunsOn() throws IOException {
    Gradus.run("data", "split", flowers, "--out", folder.resolve("s.csv.gz"), "--stratify", "kind").done();
    assertThat(lines(folder.resolve("s-test.csv.gz")).stream().skip(1).collect(Collectors.groupingBy(line -> line.split(",")[2], Collectors.counting())))
        .isEqualTo(Map.of("aster", 4L, "briar", 4L, "clover", 4L));

    Path groups = Samples.write(folder.resolve("groups.csv"), "who,when\n" + Stream.iterate(0, i -> i + 1).limit(40).map(i -> "w" + i % 10 + "," + 7 * i % 40
        + "\n")
        .collect(Collectors.joining()));
    Gradus.run("data", "split", groups, "--out", folder.resolve("g.tsv"), "--group", "who").done();
    assertThat(lines(folder.resolve("g-test.tsv")).stream().skip(1).map(line -> line.split("\t")[0]).distinct()).hasSize(2);
    assertThat(lines(folder.resolve("g-test.tsv"))).hasSize(9);

    Gradus.run("data", "split", groups, "--out", folder.resolve("t.csv"), "--time", "when").done();
    assertThat(lines(folder.resolve("t-test.csv")).stream().skip(1).mapToInt(line -> Integer.parseInt(line.split(",")[1])).min()).hasValue(32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train=0.8", "train=0.8,test=0.3", "train=0.8,train=0.2", "train=1,test=0", "../x=0.5,y=0.5", "train=NaN,test=0.5", ""})
  void partsThatAreNoneAreRefused(String parts) {
    Gradus gradus = Gradus.run("data", "split", flowers, "--out", folder.resolve("p"), "--parts", parts);

    assertThat(gradus.code()).isEqualTo(ExitCode.USAGE);
    assertThat(gradus.err()).hasLineCount(1).contains("--parts");
  }

  // sample

  @Test
  void aSampleHasItsRowsInOrderAndNoneTwice() {
    List<String> rows = Samples.flowers().lines().skip(1).toList();

    List<String> ten = Gradus.run("data", "sample", flowers).done().lines();
    List<String> other = Gradus.run("data", "sample", flowers, "--seed", "1").done().lines();
    List<String> even = Gradus.run("data", "sample", flowers, "-n", "31", "--stratify", "kind").done().lines();
    List<String> all = Gradus.run("data", "sample", flowers, "-n", "100").done().lines();

    assertThat(ten).hasSize(11).first().isEqualTo("x,y,kind");
    assertThat(ten.subList(1, 11)).isNotEqualTo(other.subList(1, 11)).isEqualTo(rows.stream().filter(ten::contains).toList());
    assertThat(all.subList(1, 61)).isEqualTo(rows);
    assertThat(even.stream().skip(1).collect(Collectors.groupingBy(line -> line.split(",")[2],
        Collectors.counting())).values()).containsExactlyInAnyOrder(11L, 10L, 10L);
  }

  @Test
  void everyRowIsAsLikely() throws IOException {
    Path numbers = Samples.write(folder.resolve("numbers.csv"), "i\n" + Stream.iterate(0, i -> i + 1).limit(20).map(i -> i
        + "\n").collect(Collectors.joining()));
    int[] counts = new int[20];
    for (int seed = 0; seed < 400; seed++) {
      Gradus.run("data", "sample", numbers, "-n", "5", "--seed", seed).done().lines().stream().skip(1).forEach(line -> counts[Integer.parseInt(line)]++);
    }

    // 400 · 5/20 = 100 ± 8.7; five standard deviations
    assertThat(Arrays.stream(counts).boxed()).allSatisfy(count -> assertThat(count).isBetween(57, 143));
  }

  @Test
  void standardInputIsSampledAndNotSplit() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(Samples.flowers().getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(Gradus.run("data", "sample", "-", "-n", "3").done().lines()).hasSize(4);
      assertThat(Gradus.run("data", "split", "-", "--out", folder.resolve("p")).err()).contains("standard input can be read once");
    } finally {
      System.setIn(before);
    }
  }
}
