package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gradus verify}: the same bits, or what is another. */
@SuppressWarnings("unchecked")
class VerifyCommandTest {
  @TempDir Path folder;

  private Path csv;
  private Path model;

  @BeforeEach
  void writeRows() throws IOException {
    csv = Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
    model = folder.resolve("m.safetensors");
  }

  private Gradus train(String... more) {
    Object[] words = {"train", csv, "--target", "kind", "--epochs", "6", "--hidden", "6", "--out", model, "--run-dir", folder.resolve("run")};
    Object[] all = Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray();
    return Gradus.run(all).done();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--threads 2", "--optimizer lbfgs --validation none", "--patience 2 --dropout 0.2 --seed 7", "--calibrate --batch 3",
      "--dtype double --normalization batch --class-weight balanced", "--schedule cosine-epochs --average ema:0.9 --keep best"})
  void theSameDataGiveTheSameBits(String options) {
    train(options.isEmpty() ? new String[0] : options.split(" "));
    Gradus verified = Gradus.run("verify", model).done();
    assertThat(verified.lines()).containsExactly("same bits: these data and options give this model");
    assertThat(Gradus.run("verify", model, "--data", csv, "--json").done().object().get("same_bits")).isEqualTo(true);
  }

  @Test
  void variablesOfOtherCommandsAreNotItsOwn() {
    train();
    assertThat(Gradus.runWith(Map.of("GRADUS_DATA", folder.toString(), "GRADUS_VALIDATION", "0.2"), "verify", model).done().out()).startsWith("same bits");
  }

  @Test
  void aFlippedLabelIsNamed() throws IOException {
    train();
    List<String> lines = Files.readAllLines(csv);
    int row = lines.size() / 2;
    String old = lines.get(row);
    String label = old.substring(old.lastIndexOf(',') + 1);
    lines.set(row, old.substring(0, old.lastIndexOf(',') + 1) + (label.equals("aster") ? "briar" : "aster"));
    Path other = Files.write(folder.resolve("other.csv"), lines);
    Gradus verified = Gradus.run("verify", model, "--data", other);
    assertThat(verified.code()).isEqualTo(ExitCode.FAILED);
    assertThat(verified.lines()).hasSize(1);
    assertThat(verified.out()).startsWith("other data: changed columns: kind; within the rows ").contains(Integer.toString(row));
    assertThat(Gradus.run("verify", model, "--data", other, "--json").object().get("same_data")).isEqualTo(false);
  }

  @Test
  void otherBitsAreToldWithTheStep() throws IOException {
    train();
    Path second = folder.resolve("n.safetensors");
    Gradus.run("train", csv, "--target", "kind", "--epochs", "6", "--hidden", "6", "--lr", "0.002", "--out", second, "--run-dir", folder.resolve("run2")).done();
    Path forged = forged(second, provenance -> ((Map<Object, Object>) provenance.get("configuration")).put("lr", 0.001));
    Gradus verified = Gradus.run("verify", forged);
    assertThat(verified.code()).as(verified.err()).isEqualTo(ExitCode.FAILED);
    assertThat(verified.out()).contains("other bits; the first loss that differs is that of step 2").contains("  W1: ").contains(" values, by at most ");
  }

  /** A model with another provenance. */
  private Path forged(Path of, Consumer<Map<String, Object>> change) throws IOException {
    Path forged = folder.resolve("forged.safetensors");
    try (Model trained = Model.load(of)) {
      Map<String, Object> provenance = trained.provenance();
      change.accept(provenance);
      new Model(trained.parameters(), trained.schema(), trained.preparation(), provenance).save(forged);
    }
    return forged;
  }

  @Test
  void withoutTraceItDoesNotClaimThatLossesAreTheSame() throws IOException {
    train("--lr", "0.002");
    Path forged = forged(model, provenance -> {
      provenance.remove("trace");
      ((Map<Object, Object>) provenance.get("configuration")).put("lr", 0.001);
    });
    assertThat(Gradus.run("verify", forged).out()).startsWith("other bits; the model has no trace of its steps");
  }

  @Test
  void aModelDoesNotChooseADatabase() throws IOException {
    train();
    for (String source : List.of("jdbc:h2:mem:x;INIT=CALL CSVWRITE('x','SELECT 1')", "-")) {
      Path forged = forged(model, provenance -> {
        ((Map<Object, Object>) provenance.get("configuration")).put("source", source);
        ((Map<Object, Object>) provenance.get("configuration")).put("query", "SELECT 1");
      });
      Gradus refused = Gradus.run("verify", forged);
      assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).hasLineCount(1).contains("--data");
    }
    assertThat(Gradus.run("verify", model, "--query", "SELECT 1").err()).contains("--query goes with --data");
  }

  @Test
  void marksThatAreNoneAreADamagedModel() throws IOException {
    train();
    List<Consumer<Map<String, Object>>> damages = List.of(provenance -> provenance.put("trace", "1:00000000" + " 9:00000000".repeat(100_000)),
        provenance -> provenance.put("trace", ""), provenance -> provenance.put("data_digests", "none"), provenance -> provenance.put("data_digests", Map.of()));
    for (Consumer<Map<String, Object>> damage : damages) {
      Gradus refused = Gradus.run("verify", forged(model, damage));
      assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.BAD_DATA);
      assertThat(refused.err()).hasLineCount(1).contains("forged.safetensors: the ");
    }
  }

  @Test
  void validationFromASource() throws IOException {
    Path valid = Files.copy(csv, folder.resolve("valid.csv"));
    train("--validation", valid.toString());
    assertThat(Gradus.run("verify", model).done().out()).startsWith("same bits");
    Path moved = Files.move(valid, folder.resolve("moved.csv"));
    assertThat(Gradus.run("verify", model).code()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(Gradus.run("verify", model, "--validation-data", moved).done().out()).startsWith("same bits");
    Files.writeString(moved, Files.readString(moved).replaceFirst("aster", "briar"));
    assertThat(Gradus.run("verify", model, "--validation-data", moved).out()).startsWith("other data: validation examples: changed columns: kind");
  }

  @Test
  void whatCannotBeVerifiedIsRefused() {
    train();
    Path checkpoint = folder.resolve("run").resolve("checkpoint-000000002.safetensors");
    assertThat(Gradus.run("verify", checkpoint).err()).contains("is a checkpoint, made on the way of a run").hasLineCount(1);
    Gradus refused = Gradus.run("verify", model, "--validation-data", csv);
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("--validation-data").contains("was not validated on a source of its own");
  }
}
