package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.store.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Whatever is wrong with words or files has its exit code and one line on standard error, which says where, what was found and what was
 * expected; and leaves nothing behind.
 */
class BadInputTest {
  @TempDir
  static Path folder;

  private static String good;

  @BeforeAll
  static void writeFiles() throws IOException {
    file("flowers.csv", Samples.flowers());
    file("prices.csv", Samples.prices());
    Gradus.run(words("train @/flowers.csv --target kind --epochs 1 --run-dir @/class-run --out @/classes.safetensors")).done();
    Gradus.run(words("train @/prices.csv --target price --epochs 1 --run-dir @/value-run --out @/values.safetensors")).done();

    file("empty.csv", "");
    file("header.csv", "x,y\n");
    file("words.csv", "age,city,y\n31,Rome,1\nn/a,Oslo,0\n");
    file("ages.csv", "age,y\n31,1\nunknown,0\n");
    file("many.csv", "x;y;kind\nmany;1,5;aster\n");
    StringBuilder names = new StringBuilder("name,born,age\n");
    for (int i = 0; i < 60; i++) names.append("name").append(i).append(",2024-01-").append(10 + i % 20).append(',').append(i * 0.5).append('\n');
    file("names.csv", names.toString());
    file("gap.csv", "age,kind\n31,old\n12,\n");
    file("one-class.csv", "x,kind\n1,only\n2,only\n");
    file("ragged.csv", "x,y\n1,2\n3\n");
    file("no-y.csv", "x,kind\n1,aster\n");
    file("no-kind.csv", "x,y\n1,2\n");
    file("daisy.csv", "x,y,kind\n1,2,aster\n1,2,daisy\n");
    file("marks.csv", "x,a,b,w,one,t\n0.5,0,1,1,g,2024-01-01\n1.5,1,1,-1,g,2024-01-02\n2,0,1,1,g,2024-02-30\n3,0,1,1,g,2024-03-01\n");
    file("regular", "a file");
    good = Files.readString(folder.resolve("classes.safetensors"), StandardCharsets.ISO_8859_1);
    bytes("cut.safetensors", good.substring(0, good.length() - 10));
    bytes("short.safetensors", good.substring(0, 100));
    int last = good.length() - 1;
    bytes("changed.safetensors", good.substring(0, last) + (char) (good.charAt(last) ^ 4));
    bytes("foreign.safetensors", safetensors("{\"W1\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}") + "\0\0\0\0");

    idx("good", 0x803, 0x801, 0, 1, 2, 1);
    idx("magic", 0x803, 0x802, 0, 1, 2, 1);
    idx("images", 0x801, 0x801, 0, 1, 2, 1);
    idx("label", 0x803, 0x801, 0, 1, 2, 77);
    idx("cut", 0x803, 0x801, 0, 1, 2, 1);
    Path images = folder.resolve("cut/train-images-idx3-ubyte");
    Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 20));
    idx("no-test", 0x803, 0x801, 0, 1, 2, 1);
  }

  private static void file(String name, String text) throws IOException {
    Samples.write(folder.resolve(name), text);
  }

  private static void bytes(String name, String latin) throws IOException {
    Files.writeString(folder.resolve(name), latin, StandardCharsets.ISO_8859_1);
  }

  private static String safetensors(String header) {
    return (char) header.length() + "\0\0\0\0\0\0\0" + header;
  }

  private static void idx(String name, int imagesMagic, int labelsMagic, int... labels) throws IOException {
    int n = labels.length;
    ByteBuffer images = ByteBuffer.allocate(16 + 4 * n).putInt(imagesMagic).putInt(n).putInt(2).putInt(2);
    ByteBuffer classes = ByteBuffer.allocate(8 + n).putInt(labelsMagic).putInt(n);
    for (int label : labels) classes.put((byte) label);
    Files.createDirectories(folder.resolve(name));
    Files.write(folder.resolve(name).resolve("train-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(name).resolve("train-labels-idx1-ubyte"), classes.array());
  }

  /** Words divided at spaces; @ stands for the folder. */
  private static Object[] words(String line) {
    return Arrays.stream(line.split(" ")).map(word -> word.replace("@", folder.toString())).toArray();
  }

  private static Arguments bad(int code, String words, String... says) {
    return arguments(code, words, says);
  }

  private static Arguments training(int code, String words, String... says) {
    return bad(code, "train @/flowers.csv --target kind --run-dir @/run " + words, says);
  }

  static Stream<Arguments> badWords() {
    return Stream.of(
        bad(2, "train", "SOURCE"),
        bad(2, "trian @/flowers.csv", "trian", "did you mean", "train"),
        bad(2, "evaluate @/classes.safetensors", "SOURCE", "gradus evaluate --help"),
        bad(2, "train @/flowers.csv --run-dir @/run", "--target is missing", "flowers.csv", "which of its columns"),
        training(2, "--out @/flowers.csv", "--out", "flowers.csv is the file that is read"),
        bad(2, "predict @/classes.safetensors @/flowers.csv --out @/flowers.csv", "flowers.csv is the file that is read"),
        bad(2, "predict @/classes.safetensors @/flowers.csv --out @/classes.safetensors", "classes.safetensors is the file that is read"),
        bad(2, "evaluate @/classes.safetensors @/flowers.csv --split train", "--split", "is a table"),
        bad(2, "train digits --target x --run-dir @/run", "--target", "digits is not one"),
        training(2, "--epoch 5", "--epoch", "did you mean", "--epochs"),
        training(2, "--lr", "--lr"),
        training(2, "--hidden 0", "0 units", "at least 1"),
        training(2, "--hidden 8,-1", "-1 units", "at least 1"),
        training(2, "--hidden abc", "--hidden", "\"abc\"", "whole number", "64,32"),
        training(2, "--hidden 8,,4", "--hidden", "\"\"", "64,32"),
        training(2, "--hidden 99999999999", "--hidden", "99999999999"),
        training(2, "--activation rellu", "activation", "\"rellu\"", "known are", "relu"),
        training(2, "--activation rellu --hidden none", "activation", "\"rellu\"", "known are"),
        training(2, "--activation step", "layer 1", "step", "derivative is zero", "sigmoid"),
        training(2, "--loss squared-error --output step", "layer 2", "step", "derivative is zero"),
        training(2, "--loss cross", "loss", "\"cross\"", "known are", "cross-entropy"),
        training(2, "--output soft", "\"soft\"", "known are"),
        training(2, "--loss cross-entropy --output sigmoid", "cross-entropy", "does not go with", "sigmoid", "softmax"),
        training(2, "--output sigmoid", "cross-entropy", "does not go with", "sigmoid", "softmax"),
        training(2, "--loss squared-error --output softmax", "squared-error", "does not go with", "softmax"),
        bad(2, "train @/prices.csv --target price --run-dir @/run --loss cross-entropy", "cross-entropy", "for classes", "squared-error"),
        training(2, "--optimizer adm", "optimizer", "\"adm\"", "known are", "adam"),
        training(2, "--init hee", "initializer", "\"hee\"", "known are", "he"),
        training(2, "--init constant:x", "constant:x", "constant:0.1"),
        training(2, "--schedule cosine", "schedule", "\"cosine\"", "constant"),
        training(2, "--schedule step-epochs:0:0.5", "0 epochs", "at least 1"),
        training(2, "--lr 0", "learning rate of 0.0", "above 0"),
        training(2, "--lr -1", "learning rate of -1.0", "above 0"),
        training(2, "--lr NaN", "learning rate of NaN", "above 0"),
        training(2, "--lr 1e400", "learning rate of Infinity", "above 0"),
        training(2, "--lr fast", "--lr", "'fast'"),
        training(2, "--batch 0", "batch of 0", "at least 1"),
        training(2, "--batch 1.5", "--batch", "'1.5'"),
        training(2, "--epochs 0", "0 epochs", "at least 1"),
        training(2, "--l2 -1", "L2 penalty of -1.0", "at least 0"),
        training(2, "--l2 NaN", "L2 penalty of NaN", "at least 0"),
        training(2, "--dropout 1", "dropout of 1.0", "below 1"),
        training(2, "--dropout -0.1", "dropout of -0.1", "at least 0"),
        training(2, "--validation 1.5", "--validation 1.5", "above 0 and below 1"),
        training(2, "--validation 0", "--validation 0", "above 0 and below 1"),
        training(2, "--validation NaN", "--validation NaN", "above 0 and below 1"),
        training(2, "--threads 0", "--threads", "\"0\"", "auto", "from 1"),
        training(2, "--threads many", "--threads", "\"many\"", "auto"),
        training(2, "--momentum 0.5 --optimizer sgd", "--momentum", "nesterov", "sgd"),
        training(2, "--momentum 1 --optimizer nesterov", "momentum", "1.0", "below 1"),
        training(2, "--prepare max", "--prepare", "STANDARD", "'max'"),
        training(2, "--scale-target yes", "--scale-target", "AUTO", "'yes'"),
        training(2, "--dates sometimes", "--dates", "day-first", "month-first", "'sometimes'"),
        training(2, "--decimal ;", "--decimal", "\";\"", "must be . or ,"),
        training(2, "--decimal ab", "--decimal", "'ab'"),
        training(2, "--decimal , --thousands ,", "--decimal and --thousands", "must differ"),
        training(2, "--encoding nope", "--encoding nope", "not known"),
        training(2, "--clip 0", "--clip", "above 0"),
        training(2, "--scale-target standard", "--scale-target standard", "for values", "3 classes of kind"),
        bad(2, "evaluate @/classes.safetensors @/flowers.csv --decimal ;", "--decimal", "\";\"", "must be . or ,"),
        bad(2, "evaluate @/classes.safetensors digits --separator ;", "--separator", "digits is not one"),
        bad(2, "train digits --numeric x --run-dir @/run", "--numeric", "digits is not one"),
        bad(2, "train digits --log1p x --run-dir @/run", "--log1p", "digits", "is not one"),
        bad(2, "train digits --missing x --run-dir @/run", "--missing", "digits is not one"),
        training(2, "--dtype half", "--dtype", "FLOAT", "'half'"),
        training(2, "--task guess", "--task", "CLASSIFICATION", "'guess'"),
        training(2, "--seed x", "--seed", "'x'"),
        training(2, "--test", "--test", "flowers.csv", "no test examples"),
        training(2, "--features x,kind", "\"kind\"", "the target and a feature"),
        training(2, "--weight kind", "\"kind\"", "the target and the weight"),
        training(2, "--features x --group x", "\"x\"", "a feature and the group"),
        training(2, "--weight x --group x", "\"x\"", "the weight and the group"),
        training(2, "--time x --ignore x", "\"x\"", "the time and ignored"),
        training(2, "--group x --time y", "--group x", "--time y", "leave one"),
        training(2, "--group x --validation none", "--group x", "--validation none", "give a fraction"),
        training(2, "--time x --validation @/flowers.csv", "--time x", "--validation", "flowers.csv", "give a fraction"),
        bad(2, "train digits --weight w --run-dir @/run", "--weight", "digits is not one"),
        bad(2, "train @/marks.csv --target a,b --task regression --run-dir @/run", "2 columns a, b", "not supported yet"),
        bad(2, "train @/marks.csv --target a,a --run-dir @/run", "\"a\"", "twice among the targets"),
        bad(2, "train @/marks.csv --target a,b --features b,x --run-dir @/run", "\"b\"", "a target and a feature"),
        bad(2, "train @/marks.csv --target a,b --ignore one,t --loss cross-entropy --run-dir @/run", "2 labels, a,b", "binary-cross-entropy"),
        bad(2, "evaluate @/classes.safetensors @/flowers.csv --weight x", "\"x\"", "the weight and an input of the model"),
        bad(2, "evaluate @/classes.safetensors @/flowers.csv --weight kind", "\"kind\"", "the weight and what the model predicts"),
        bad(2, "evaluate @/classes.safetensors digits --weight w", "--weight", "digits is not one"),
        bad(2, "train - --target kind --run-dir @/run --validation -", "standard input", "once"),
        bad(2, "train @/flowers.csv --target kind --run-dir @/class-run", "class-run", "already holds a run"),
        bad(2, "predict @/values.safetensors @/prices.csv --probabilities", "--probabilities", "squared-error"),
        bad(2, "evaluate @/classes.safetensors digits --split validation", "--split validation", "digits"),
        bad(2, "gradcheck --batch 0", "--batch 0", "at least 1"),
        bad(2, "gradcheck --sample 0", "--sample 0", "at least 1"),
        bad(2, "gradcheck --l2 -1", "--l2", "-1.0", "at least 0"),
        bad(2, "gradcheck --activation step", "layer 1", "step"));
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        bad(66, "train @/none.csv --target y --run-dir @/run", "none.csv", "no such file"),
        bad(66, "train @/regular/none.csv --target y --run-dir @/run", "none.csv"),
        bad(66, "train @/good --target y --run-dir @/run", "good", "folder", "idx:"),
        bad(66, "train idx:@/none --run-dir @/run", "none", "no such folder"),
        bad(66, "train idx:@/no-test --test --run-dir @/run", "t10k-images-idx3-ubyte"),
        bad(66, "evaluate @/none.safetensors @/flowers.csv", "none.safetensors", "no such file"),
        bad(66, "evaluate @/classes.safetensors @/none.csv", "none.csv", "no such file"),
        bad(66, "predict @/good @/flowers.csv", "good", "folder", "model"),
        bad(66, "inspect @/none.safetensors", "none.safetensors", "no such file"),
        training(66, "--init-from @/none.safetensors", "none.safetensors", "no such file"),
        training(66, "--validation @/none.csv", "none.csv", "no such file"),
        bad(65, "train @/empty.csv --target y --run-dir @/run", "empty.csv", "empty"),
        bad(65, "train @/header.csv --target y --run-dir @/run", "header.csv", "header and no rows"),
        bad(65, "train @/ages.csv --target y --run-dir @/run --task regression --numeric age", "ages.csv line 3", "column \"age\"", "unknown", "number",
            "--missing unknown"),
        bad(65, "train @/words.csv --target y --run-dir @/run --numeric city", "words.csv line 2", "column \"city\"", "Rome", "not a number"),
        bad(65, "train @/words.csv --target y --run-dir @/run --numeric town", "words.csv line 1", "\"town\"", "--numeric"),
        bad(65, "train @/words.csv --target y --run-dir @/run --categorical town", "words.csv line 1", "\"town\"", "--categorical"),
        bad(65, "train @/words.csv --target y --run-dir @/run --log1p town", "words.csv", "--log1p", "\"town\"", "age, city"),
        bad(65, "train @/words.csv --target y --run-dir @/run --log1p city", "words.csv", "--log1p", "\"city\"", "category", "--numeric city"),
        bad(65, "train @/words.csv --target city --task regression --run-dir @/run", "words.csv line 2", "column \"city\"", "Rome", "not a number"),
        bad(65, "train @/names.csv --target name --run-dir @/run", "names.csv", "column \"name\"", "nearly all different", "--task classification"),
        bad(65, "train @/names.csv --target born --ignore name --run-dir @/run", "names.csv", "column \"born\"", "times", "--task classification"),
        bad(65, "train @/gap.csv --target kind --run-dir @/run", "gap.csv", "column \"kind\"", "only one class", "\"old\""),
        training(65, "--validation @/many.csv", "many.csv line 2", "column \"x\"", "\"many\"", "not a number"),
        bad(65, "train @/one-class.csv --target kind --run-dir @/run", "one-class.csv", "only one class", "\"only\""),
        bad(65, "train @/ragged.csv --target y --run-dir @/run", "ragged.csv line 3"),
        bad(65, "train @/flowers.csv --target kid --run-dir @/run", "flowers.csv line 1", "\"kid\"", "Did you mean \"kind\"?"),
        training(65, "--features x,z", "flowers.csv line 1", "\"z\"", "--features"),
        training(65, "--weight z", "flowers.csv line 1", "\"z\"", "--weight"),
        training(65, "--group z", "flowers.csv line 1", "\"z\"", "--group"),
        training(65, "--time z", "flowers.csv line 1", "\"z\"", "--time"),
        bad(65, "train @/marks.csv --target a,x --ignore one,t --run-dir @/run", "marks.csv line 2", "column \"x\"", "\"0.5\"", "neither 0 nor 1",
            "not supported yet"),
        bad(65, "train @/marks.csv --target a,c --run-dir @/run", "marks.csv line 1", "\"c\"", "--target"),
        bad(65, "train @/marks.csv --target a --weight w --ignore one,t --run-dir @/run", "marks.csv line 3", "column \"w\"", "\"-1\" is negative"),
        bad(65, "train @/marks.csv --target a --group one --ignore t --run-dir @/run", "marks.csv", "one group", "--validation none"),
        bad(65, "train @/marks.csv --target a --time t --ignore one --run-dir @/run", "marks.csv line 4", "column \"t\"", "\"2024-02-30\""),
        training(65, "--ignore z", "flowers.csv line 1", "\"z\"", "--ignore"),
        training(65, "--validation @/daisy.csv", "daisy.csv line 3", "\"daisy\"", "aster, briar, clover"),
        training(65, "--validation @/no-y.csv", "no-y.csv line 1", "\"y\""),
        training(65, "--validation digits", "pixels", "2 columns"),
        training(65, "--init-from @/regular", "regular", "cut short"),
        training(65, "--init-from @/classes.safetensors --hidden 5", "classes.safetensors", "\"W1\"", "[128, 2]", "[5, 2]"),
        training(65, "--init-from @/foreign.safetensors", "foreign.safetensors", "\"W1\"", "[1]", "[128, 2]"),
        bad(65, "train idx:@/magic --run-dir @/run", "train-labels-idx1-ubyte", "expected"),
        bad(65, "train idx:@/images --run-dir @/run", "train-images-idx3-ubyte", "expected"),
        bad(65, "train idx:@/cut --run-dir @/run", "train-images-idx3-ubyte", "expected"),
        bad(65, "train idx:@/label --run-dir @/run", "train-labels-idx1-ubyte", "example 4 is 77", "expected 0 to 2"),
        bad(65, "evaluate @/classes.safetensors @/no-y.csv", "no-y.csv line 1", "\"y\"", "the model needs it"),
        bad(65, "evaluate @/classes.safetensors @/no-kind.csv", "no-kind.csv line 1", "\"kind\"", "what the model predicts"),
        bad(65, "evaluate @/classes.safetensors @/daisy.csv", "daisy.csv line 3", "column \"kind\"", "\"daisy\"", "aster, briar, clover"),
        bad(65, "evaluate @/classes.safetensors digits", "digits", "2 columns"),
        bad(65, "evaluate @/classes.safetensors @/empty.csv", "empty.csv", "empty"),
        bad(65, "predict @/classes.safetensors @/no-y.csv", "no-y.csv line 1", "\"y\""),
        bad(65, "predict @/cut.safetensors @/flowers.csv", "cut.safetensors", "cut short"),
        bad(65, "evaluate @/short.safetensors @/flowers.csv", "short.safetensors", "cut short"),
        bad(65, "inspect @/changed.safetensors", "changed.safetensors", "checksum", "changed"),
        bad(65, "inspect @/flowers.csv", "flowers.csv", "not a safetensors file"),
        bad(65, "inspect @/empty.csv", "empty.csv", "empty"),
        bad(65, "inspect @/foreign.safetensors", "foreign.safetensors", "not a model of gradus", "--init-from"));
  }

  static Stream<Arguments> badPlaces() {
    return Stream.of(
        training(74, "--out @/regular/m.safetensors", "regular", "cannot be written", "--out"),
        training(74, "--out @/regular/deep/m.safetensors", "regular", "cannot be written", "--out"),
        training(74, "--out @/good", "good", "cannot be written", "it is a folder", "--out"),
        training(74, "--out /", "cannot be written", "it is a folder", "--out"),
        bad(74, "train @/flowers.csv --target kind --run-dir @/regular", "regular", "cannot be written", "--run-dir"),
        bad(74, "train @/flowers.csv --target kind --run-dir @/regular/run", "regular", "cannot be written", "--run-dir"),
        bad(74, "predict @/classes.safetensors @/flowers.csv --out @/regular/p.csv", "regular", "cannot be written", "--out"),
        bad(74, "predict @/classes.safetensors @/flowers.csv --out @/good", "good", "cannot be written", "it is a folder", "--out"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource({"badWords", "badFiles", "badPlaces"})
  void isOneLineAndAnExitCodeAndLeavesNothingBehind(int code, String words, String[] says) throws IOException {
    Map<String, String> before = contents();

    Gradus gradus = Gradus.run(words(words));

    assertThat(gradus.code()).as("the exit code; standard error was: %s", gradus.err()).isEqualTo(code);
    assertThat(gradus.err()).startsWith("gradus: ").endsWith(System.lineSeparator()).contains(says);
    assertThat(gradus.err().lines()).as("lines on standard error").hasSize(1);
    assertThat(gradus.err()).doesNotContain("Exception", "\tat ", "null");
    assertThat(gradus.out()).isEmpty();
    Map<String, String> after = contents();
    assertThat(after.keySet()).as("files and folders").isEqualTo(before.keySet());
    assertThat(after).isEqualTo(before);
  }

  /** Every file and folder with its content. */
  private static Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        String text = Files.isDirectory(path) ? "a folder" : Files.readString(path, StandardCharsets.ISO_8859_1);
        contents.put(folder.relativize(path).toString(), text);
      }
    }
    return contents;
  }

  @Test
  void aColumnThatIsLeftOutIsToldBeforeWhatIsWrong() {
    Gradus text = Gradus.run(words("train @/names.csv --target age --features name --run-dir @/run"));
    Gradus time = Gradus.run(words("train @/names.csv --target age --time name --run-dir @/run"));

    assertThat(text.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(text.err().lines()).hasSize(2).first().asString().startsWith("notice: the column name has texts");
    assertThat(text.err().lines().toList().get(1)).startsWith("gradus: ").contains("names.csv", "column \"name\"", "--features", "--categorical name");
    assertThat(time.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(time.err().lines().toList().get(1)).startsWith("gradus: ").contains("names.csv", "column \"name\"", "--time names it", "A time is");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void divergenceIsCalledByItsPlaceAndLeavesTheConfigurationButNoModel() throws IOException {
    Path run = folder.resolve("diverged");

    Gradus gradus = Gradus.run(words("train @/prices.csv --target price --optimizer sgd --lr 1e10 --run-dir @/diverged"));

    assertThat(gradus.code()).isEqualTo(ExitCode.FAILED);
    assertThat(gradus.err().lines().filter(line -> line.startsWith("gradus: "))).singleElement().asString()
        .matches("gradus: epoch 1, step \\d+, layer [12]: .*").contains("not a finite number any more", "lower --lr");
    assertThat(gradus.err()).doesNotContain("Exception", "\tat ");
    assertThat(gradus.out()).isEmpty();
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("config.json", "log.txt", "run.lock");
    }
    assertThat(Json.parse(Files.readString(run.resolve("config.json")).strip())).isInstanceOf(Map.class);
  }

  /** A command that ends with something thrown. */
  @Command(name = "fail")
  private record Failing(Throwable thrown) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (thrown instanceof Error error) throw error;
      throw (Exception) thrown;
    }
  }

  static Stream<Arguments> thrown() {
    return Stream.of(
        arguments(new OutOfMemoryError("Java heap space"), 71, "out of memory: Java heap space; use a smaller network or batch"),
        arguments(new UnsatisfiedLinkError("no jnind4jcpu"), 69, "native library of ND4J cannot be loaded: no jnind4jcpu"),
        arguments(new ExceptionInInitializerError(new IllegalStateException("no backend")), 69,
            "cannot be loaded: java.lang.IllegalStateException: no backend"),
        arguments(new InterruptedIOException("interrupted while downloading"), 130, "interrupted while downloading"),
        arguments(new UncheckedIOException("a.bin cannot be read: broken", new IOException("broken")), 66, "a.bin cannot be read: broken"),
        arguments(new IllegalArgumentException("two\nlines and \u001b[31mred"), 2, "two lines and ?[31mred"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void whatIsThrownHasItsExitCodeErrorsIncluded(Throwable thrown, int code, String says) {
    Gradus gradus = failing(thrown);

    assertThat(gradus.code()).isEqualTo(code);
    assertThat(gradus.err()).startsWith("gradus: ").contains(says).doesNotContain("\tat ");
    assertThat(gradus.err().lines()).hasSize(1);
  }

  static Stream<Throwable> bugs() {
    return Stream.of(new NullPointerException("no x"), new StackOverflowError(), new AssertionError("no y"), new IllegalStateException("no z"));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void whatNobodyForesawIsABugAndShownWhole(Throwable thrown) {
    Gradus gradus = failing(thrown);

    assertThat(gradus.code()).isEqualTo(ExitCode.BUG);
    assertThat(gradus.err()).startsWith("gradus: this is a bug: " + thrown.getClass().getName()).contains("please report", "\tat ");
  }

  private static Gradus failing(Throwable thrown) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(new PrintWriter(out), new PrintWriter(err)).addSubcommand(new Failing(thrown));
    int code = line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute("fail");
    return new Gradus(code, out.toString(), err.toString());
  }
}
