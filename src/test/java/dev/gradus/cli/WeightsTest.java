package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.model.Model;
import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A weight in a column, or of a class, is how often a row counts: the model and every figure of the history are those of a file with the rows repeated. */
class WeightsTest {
  private static final List<String> KINDS = List.of("aster", "briar", "clover");

  @TempDir private Path folder;

  private record Row(String cells, int kind) {}

  private static List<Row> rows() {
    return Samples.flowers().lines().skip(1).map(line -> line.split(",")).map(c -> new Row(c[0] + "," + c[1], KINDS.indexOf(c[2]))).toList();
  }

  /** A file in which row {@code i} has the weight {@code weight(i)}, and one in which it is so often. */
  private void write(String name, int factorOfBriar) throws IOException {
    StringBuilder weighted = new StringBuilder("x,y,kind,w\n");
    StringBuilder repeated = new StringBuilder("x,y,kind\n");
    List<Row> rows = rows();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      int weight = i % 4;
      weighted.append(row.cells).append(',').append(KINDS.get(row.kind)).append(',').append(weight).append('\n');
      for (int k = 0; k < weight * (row.kind == 1 ? factorOfBriar : 1); k++) repeated.append(row.cells).append(',').append(KINDS.get(row.kind)).append('\n');
    }
    Samples.write(folder.resolve(name + "-weighted.csv"), weighted.toString());
    Samples.write(folder.resolve(name + "-repeated.csv"), repeated.toString());
  }

  private Path run(String name, Object... words) {
    Path at = folder.resolve("run-" + name);
    List<Object> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of(words));
    all.addAll(List.of("--target", "kind", "--hidden", "6", "--activation", "tanh", "--batch", "1000", "--epochs", "12", "--no-shuffle", "--lr", "0.05",
        "--dtype", "double", "--threads", "1", "--seed", "4", "--run-dir", at));
    Gradus.run(all.toArray()).done();
    return at;
  }

  private static void same(Path a, Path b) throws IOException {
    try (Model one = Model.load(a.resolve("model.safetensors")); Model other = Model.load(b.resolve("model.safetensors"))) {
      double[] expected = other.parameters().flat().toDoubleVector();
      assertThat(one.parameters().flat().toDoubleVector()).containsExactly(expected, within(1e-9));
    }
    List<String> lines = Files.readAllLines(a.resolve("history.jsonl"));
    List<String> others = Files.readAllLines(b.resolve("history.jsonl"));
    assertThat(lines).hasSize(12).hasSameSizeAs(others);
    for (int e = 0; e < lines.size(); e++) {
      Map<?, ?> line = (Map<?, ?>) Json.parse(lines.get(e));
      Map<?, ?> other = (Map<?, ?>) Json.parse(others.get(e));
      assertThat(line.keySet().toString()).isEqualTo(other.keySet().toString()).contains("loss").contains("validation_accuracy");
      other.forEach((name, figure) -> {
        if (!((String) name).contains("second")) {
          if (figure instanceof Double number) assertThat((Double) line.get(name)).as("%s", name).isCloseTo(number, within(1e-9));
          if (!(figure instanceof Double)) assertThat(line.get(name)).as("%s", name).isEqualTo(figure);
        }
      });
    }
  }

  @ParameterizedTest
  @CsvSource({"adam, 0", "momentum, 0.1", "lion, 0.1"})
  void aColumnOfWeightsStandsForRepeatedRows(String optimizer, String l2) throws IOException {
    write("a", 1);
    Object[] same = {"--optimizer", optimizer, "--l2", l2};
    Path weighted = run("weighted", folder.resolve("a-weighted.csv"), "--weight", "w", "--validation",
        folder.resolve("a-weighted.csv"), same[0], same[1], same[2], same[3]);
    same(weighted, run("repeated", folder.resolve("a-repeated.csv"), "--validation", folder.resolve("a-repeated.csv"), same[0], same[1], same[2], same[3]));
  }

  /** Unscaled, as a scaling does not see the weights of classes. */
  @Test
  void aWeightOfAClassStandsForItsRowsRepeated() throws IOException {
    write("a", 3);
    Path weighted = run("weighted", folder.resolve("a-weighted.csv"), "--weight", "w", "--class-weight", "briar=3", "--prepare", "none",
        "--validation", folder.resolve("a-weighted.csv"));
    same(weighted, run("repeated", folder.resolve("a-repeated.csv"), "--prepare", "none", "--validation", folder.resolve("a-repeated.csv")));
  }
}
