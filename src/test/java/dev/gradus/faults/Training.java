package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run of {@code gradus train} that takes about a second: its words, and what it gives when nothing disturbs it.
 *
 * @param words without a run folder
 * @param elsewhere whether the model goes to another folder than the rest
 */
record Training(String name, List<String> words, boolean elsewhere) {
  /** What a run gave. @param time from the start of the process to its end */
  record Result(byte[] model, List<Map<String, Object>> history, String table, Duration time) {}

  private static Training of(String name, boolean elsewhere, String words) {
    return new Training(name, List.of(words.split(" ")), elsewhere);
  }

  /** All of them. @param folder for the data */
  static List<Training> all(Path folder) throws IOException {
    Path csv = Files.writeString(folder.resolve("rows.csv"), rows());
    return List.of(
        of("digits, adam, batch normalisation, dropout, clipping, cosine, early stopping", false, "digits --hidden 64 --dropout 0.2 --normalization batch "
            + "--clip-norm 1 --schedule cosine-steps --patience 3 --epochs 3 --batch 64 --checkpoint-every 20 --threads 1"),
        of("digits, nesterov, moving average, 2 threads, model elsewhere", true, "digits --hidden 64 --optimizer nesterov --lr 0.02 --average ema:0.99 --keep best "
            + "--epochs 3 --batch 64 --checkpoint-every 33 --checkpoint-keep-best --threads 2"),
        of("a table, adamw, plateau, early stopping", false, csv + " --target y --hidden 32,16 --optimizer adamw --schedule plateau-epochs:0.5:2 --patience 50 "
            + "--epochs 60 --batch 16 --checkpoint-every epoch --cache none --threads 1"),
        of("a table, rmsprop, layer normalisation, a checkpoint a step", true, csv + " --target kind --hidden 32 --optimizer rmsprop --normalization layer "
            + "--input-noise 0.1 --epochs 8 --batch 32 --checkpoint-every 1 --checkpoint-keep 1 --cache none --threads 1"));
  }

  /** 300 rows {@code a,b,kind,y} with cells missing. */
  static String rows() {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("a,b,kind,y\n");
    for (int i = 0; i < 300; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      String kind = List.of("aster", "briar", "clover").get(a > 0.5 ? 0 : b > 0 ? 1 : 2);
      csv.append(String.format(Locale.ROOT, "%.4f,%s,%s,%.4f%n", a, i % 17 == 3 ? "" : String.format(Locale.ROOT, "%.4f", b), kind, 3 * a - b * b));
    }
    return csv.toString();
  }

  /** Where the model goes for a run in some folder. */
  Path model(Path run) {
    return elsewhere ? run.resolveSibling(run.getFileName() + "-model").resolve("m.safetensors") : run.resolve("model.safetensors");
  }

  /** The words of {@code gradus train} for a run in some folder. */
  List<String> train(Path run) {
    List<String> all = new ArrayList<>(List.of("train"));
    all.addAll(words);
    all.addAll(List.of("--run-dir", run.toString()));
    if (elsewhere) all.addAll(List.of("--out", model(run).toString()));
    return all;
  }

  /** What it gives in a process that nothing disturbs. */
  Result undisturbed(Path place) throws IOException, InterruptedException {
    Path run = place.resolve("undisturbed-" + Math.abs(name.hashCode()));
    try (Child child = Child.start(place, train(run))) {
      int code = child.code();
      Duration time = child.time();
      assertThat(code).as(child.err()).isZero();
      return new Result(Files.readAllBytes(model(run)), history(run), table(run), time);
    }
  }

  /** Goes on with a run, or begins it when it did not even begin, in this process, to its end. */
  Here finish(Path run) {
    if (Files.exists(run.resolve("config.json"))) return Here.run("resume", run);
    assertThat(Here.run("resume", run).code()).as("the code for a folder without a run").isEqualTo(66);
    return Here.run(train(run).toArray());
  }

  /** Finds that a run gave what it gives undisturbed, to the last bit, and nothing else. */
  void assertSame(Path run, Result expected, String when) throws IOException {
    assertThat(Files.readAllBytes(model(run))).as("the model of %s, %s", name, when).isEqualTo(expected.model());
    assertThat(history(run)).as("history.jsonl of %s, %s", name, when).isEqualTo(expected.history());
    assertThat(table(run)).as("history.csv of %s, %s", name, when).isEqualTo(expected.table());
    assertThat(leftOvers(run)).as("temporary files of %s, %s", name, when).isEmpty();
    assertThat(leftOvers(model(run).getParent())).as("temporary files of %s, %s", name, when).isEmpty();
  }

  /** The temporary files in a folder. */
  static List<String> leftOvers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    return names(folder).filter(file -> file.endsWith(".tmp") || file.endsWith(".part")).toList();
  }

  static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  /** {@code history.jsonl} without times. */
  static List<Map<String, Object>> history(Path run) throws IOException {
    List<Map<String, Object>> epochs = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("history.jsonl"))) {
      Map<String, Object> epoch = new TreeMap<>();
      ((Map<?, ?>) Json.parse(line)).forEach((key, value) -> epoch.put(key.toString(), value));
      assertThat(epoch.remove("seconds")).isNotNull();
      assertThat(epoch.remove("examples_per_second")).isNotNull();
      epochs.add(epoch);
    }
    return epochs;
  }

  /** {@code history.csv} without times. */
  private static String table(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("history.csv"));
    List<String> columns = List.of(lines.get(0).split(","));
    StringBuilder table = new StringBuilder();
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      assertThat(cells).hasSize(columns.size());
      cells[columns.indexOf("seconds")] = "";
      cells[columns.indexOf("examples_per_second")] = "";
      table.append(String.join(",", Arrays.asList(cells))).append('\n');
    }
    return table.toString();
  }
}
