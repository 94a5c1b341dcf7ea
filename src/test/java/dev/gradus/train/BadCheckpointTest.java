package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import dev.gradus.store.ModelFileException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checkpoints that were damaged, or made by hand with a right checksum: each is a {@link ModelFileException}, or, where it is of another run, an
 * {@link IllegalArgumentException}; at once and without the memory that it claims.
 */
class BadCheckpointTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MOST_BYTES = 32 << 20;
  private static final long MOST_NANOSECONDS = 100_000_000;
  private static final String RUN = "training.state.run.";
  private static final String BEST = "training.state.best.";
  private static final String EPOCHS = "training.history.epochs";
  private static final String RESTORED = "training.state.restored";

  @TempDir
  static Path folder;

  private static byte[] adam;
  private static byte[] lbfgs;

  @BeforeAll
  static void make() throws IOException {
    adam = Files.readAllBytes(SmallRun.checkpoint(SmallRun.ofAdam(), Files.createDirectory(folder.resolve("adam"))));
    lbfgs = Files.readAllBytes(SmallRun.checkpoint(SmallRun.ofLBfgs(), Files.createDirectory(folder.resolve("lbfgs"))));
  }

  /** What is changed in a checkpoint, and what is said of it. */
  private static Arguments forged(String says, Consumer<ForgedCheckpoint> change) {
    return arguments(says, false, change);
  }

  private static Arguments ofLBfgs(String says, Consumer<ForgedCheckpoint> change) {
    return arguments(says, true, change);
  }

  private static Arguments column(String name, String says, double... values) {
    return forged(says, file -> file.column(name, values));
  }

  private static Consumer<ForgedCheckpoint> values(String name, UnaryOperator<double[]> change) {
    return file -> {
      ForgedCheckpoint.Part part = file.tensors().get(name);
      double[] values = change.apply(part.values().clone());
      file.tensors().put(name, new ForgedCheckpoint.Part(part.type(), List.of((long) values.length), values));
    };
  }

  private static double[] last(double[] values, double value) {
    values[values.length - 1] = value;
    return values;
  }

  private static List<String> state() throws IOException {
    return new ForgedCheckpoint(adam).tensors().keySet().stream().filter(name -> name.startsWith("training.state.")).toList();
  }

  static Stream<Arguments> parts() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (String name : state()) {
      String quoted = "\"" + name + "\"";
      all.add(forged("there is no tensor " + quoted, file -> file.tensors().remove(name)));
      all.add(forged("tensor " + quoted + " has NaN", values(name, of -> last(of, Double.NaN))));
      if (!name.endsWith("monitored")) all.add(forged("tensor " + quoted + " has the shape", values(name, of -> Arrays.copyOf(of, of.length + 1))));
      if (!name.endsWith("monitored")) all.add(forged("tensor " + quoted, values(name, of -> new double[0])));
      all.add(forged("tensor " + quoted, file -> file.tensors().computeIfPresent(name, (n, part) -> new ForgedCheckpoint.Part(part.type().equals("F32") ? "F64" : "F32",
          part.shape(), part.values()))));
      all.add(forged("tensor " + quoted, file -> file.tensors().computeIfPresent(name, (n, part) -> new ForgedCheckpoint.Part(part.type(),
          List.of((long) part.values().length, 1L), part.values()))));
    }
    return all.stream();
  }

  static Stream<Arguments> counts() {
    List<Arguments> all = new ArrayList<>();
    List<String> counts = List.of(RUN + "epoch", RUN + "method.steps", RUN + "averages.parameters.values", RUN + "averages.statistics.values",
        RUN + "within an epoch", RUN + "pass.batches", BEST + "epoch", BEST + "epochs without gain", RESTORED);
    for (String name : counts) {
      for (double value : new double[] {-1, 0.5, 1e18, Double.POSITIVE_INFINITY}) {
        all.add(column(name, "tensor \"" + name + "\" has " + value + ", expected a whole number from 0 to ", value));
      }
    }
    all.add(column(RUN + "within an epoch", "has 2.0, expected a whole number from 0 to 1", 2));
    all.add(column(RESTORED, "has 4.0, expected a whole number from 0 to 3", 4));
    all.add(column(RUN + "epoch", "its state is that after 2147483646 epochs", Integer.MAX_VALUE));
    all.add(column(RUN + "epoch", "its state is that after 0 epochs and 6 steps", 1));
    all.add(column(RUN + "within an epoch", "its state is that after 2 epochs", 0));
    all.add(column(RUN + "method.steps", "after 1 epochs and 3 steps", 3));
    all.add(column(BEST + "epoch", "the best of them number 2 and", 2));
    all.add(column(BEST + "epochs without gain", "and 2 since the last gain", 2));
    all.add(ofLBfgs("has 1.0E15, expected a whole number from 0 to 10", file -> file.column(RUN + "method.pairs", 1e15)));
    all.add(ofLBfgs("has -1.0, expected a whole number", file -> file.column(RUN + "method.pairs", -1)));
    all.add(ofLBfgs("there is no tensor \"" + RUN + "method.s7\"", file -> file.column(RUN + "method.pairs", 10)));
    all.add(ofLBfgs("there is no tensor \"" + RUN + "method.y1\"", file -> file.tensors().remove(RUN + "method.y1")));
    all.add(ofLBfgs("tensor \"" + RUN + "method.sy1\" has the shape [3]", file -> file.column(RUN + "method.sy1", 1, 2, 3)));
    all.add(ofLBfgs("tensor \"" + RUN + "method.s1\" has the shape [1]", file -> file.column(RUN + "method.s1", 1)));
    all.add(ofLBfgs("there is no tensor \"" + RUN + "method.gradient\"", file -> file.tensors().remove(RUN + "method.gradient")));
    return all.stream();
  }

  static Stream<Arguments> histories() {
    String loss = "training.history.train.loss";
    String validation = "training.history.validation.loss";
    return Stream.of(
        forged("it is a model and no checkpoint", file -> file.tensors().remove(EPOCHS)),
        forged("tensor \"" + EPOCHS + "\" has the shape [4], the run needs [0]", values(EPOCHS, of -> Arrays.copyOf(of, 4))),
        forged("tensor \"" + EPOCHS + "\" has the shape [6], the run needs [5]", values(EPOCHS, of -> Arrays.copyOf(of, 6))),
        forged("tensor \"" + loss + "\" has 1 epochs, expected 2", values(EPOCHS, of -> Arrays.copyOf(of, 10))),
        forged("tensor \"" + loss + "\" has 1 epochs, expected 0", values(EPOCHS, of -> new double[0])),
        column(EPOCHS, "has -4.0, expected a whole number", -4, 0.01, 1, 1, 26),
        column(EPOCHS, "has 0.5, expected a whole number", 0.5, 0.01, 1, 1, 26),
        column(EPOCHS, "has 1.0E17, expected a whole number", 1e17, 0.01, 1, 1, 26),
        column(EPOCHS, "has -26.0, expected a whole number", 4, 0.01, 1, 1, -26),
        column(EPOCHS, "has 1.0E10, expected a whole number from 0 to 2147483647", 4, 0.01, 1, 1, 1e10),
        column(EPOCHS, "has NaN", 4, Double.NaN, 1, 1, 26),
        column(EPOCHS, "its history has 1 epochs and 7 steps", 7, 0.01, 1, 1, 26),
        column(loss, "its history has no loss of epoch 1", Double.NaN),
        column(loss, "has 2 epochs, expected 1", 1, 1),
        column(loss, "has 0 epochs, expected 1"),
        column(validation, "has 3 epochs, expected 1", 1, 1, 1),
        column("training.history.validation.made up", "has 2 epochs, expected 1", 1, 1),
        forged("its history has no loss of epoch 1", file -> file.tensors().remove(loss)),
        forged("is no column of at most", file -> file.tensors().put(loss, new ForgedCheckpoint.Part("F32", List.of(1L), new double[1]))),
        forged("is no column of at most", file -> file.tensors().put(loss, new ForgedCheckpoint.Part("F64", List.of(1L, 1L), new double[1]))),
        forged("is no column of at most", file -> file.tensors().put(loss, new ForgedCheckpoint.Part("F64", List.of(), new double[1]))),
        forged("its history has fewer steps after epoch 2 than before", file -> {
          file.tensors().keySet().removeIf(name -> name.startsWith("training.history."));
          file.column(EPOCHS, 4, 0.01, 1, 1, 0, 3, 0.01, 1, 1, 0).column(loss, 1, 1);
        }));
  }

  private static Arguments note(String says, Consumer<Map<String, Object>> change) {
    return forged(says, file -> change.accept(file.note()));
  }

  static Stream<Arguments> notes() {
    return Stream.of(
        forged("it has no note of the run", file -> file.provenance().remove("checkpoint")),
        forged("it has no note of the run", file -> file.provenance().put("checkpoint", "yes")),
        forged("it has no note of the run", file -> file.provenance().put("checkpoint", List.of(1))),
        note("its note of the run has null as step_threads", note -> note.remove("step_threads")),
        note("its note of the run has null as evaluation_threads", note -> note.remove("evaluation_threads")),
        note("has two as step_threads", note -> note.put("step_threads", "two")),
        note("has 0.0 as step_threads", note -> note.put("step_threads", 0)),
        note("has -1.0 as step_threads", note -> note.put("step_threads", -1)),
        note("has 1.5 as step_threads", note -> note.put("step_threads", 1.5)),
        note("has 257.0 as step_threads", note -> note.put("step_threads", 257)),
        note("has 1.0E9 as evaluation_threads", note -> note.put("evaluation_threads", 1e9)),
        note("has 1.0E300 as evaluation_threads", note -> note.put("evaluation_threads", 1e300)),
        note("its note of the run has no plan", note -> note.remove("plan")),
        note("its note of the run has no plan", note -> note.put("plan", 7)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"parts", "counts", "histories", "notes"})
  void aLieIsRefusedAtOnceAndWithoutTheMemoryItClaims(String says, boolean ofLBfgs, Consumer<ForgedCheckpoint> change) throws IOException {
    Path file = forge(ofLBfgs, change);
    Trainer trainer = (ofLBfgs ? SmallRun.ofLBfgs() : SmallRun.ofAdam()).resumeFrom(file);
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long time = THREADS.getCurrentThreadCpuTime();

    Throwable thrown = catchThrowable(() -> SmallRun.train(trainer).close());

    time = THREADS.getCurrentThreadCpuTime() - time;
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    assertThat(thrown).isInstanceOfSatisfying(ModelFileException.class, e -> assertThat(e.getMessage()).startsWith(file + ": ").contains(says));
    assertThat(time).as("nanoseconds").isLessThanOrEqualTo(MOST_NANOSECONDS);
    assertThat(allocated).as("bytes allocated").isLessThanOrEqualTo(MOST_BYTES);
  }

  private static Path forge(boolean ofLBfgs, Consumer<ForgedCheckpoint> change) throws IOException {
    ForgedCheckpoint forged = new ForgedCheckpoint(ofLBfgs ? lbfgs : adam);
    change.accept(forged);
    return forged.write(folder.resolve("checkpoint-000000006.safetensors"));
  }

  static Stream<Arguments> otherRuns() {
    return Stream.of(
        note("the training data changed", note -> note.remove("data_sha256")),
        note("the training data changed: there were none", note -> note.put("data_sha256", 7)),
        note("the training data changed", note -> note.put("data_sha256", "")),
        note("the validation data changed", note -> note.put("validation_sha256", List.of())),
        note("optimizer was null and is Adam", note -> note.put("plan", new LinkedHashMap<>())),
        note("batch was 8 and is 7", note -> putPlan(note, "batch", "8")),
        note("batch was {} and is 7", note -> putPlan(note, "batch", Map.of())));
  }

  @SuppressWarnings("unchecked")
  private static void putPlan(Map<String, Object> note, String key, Object value) {
    ((Map<String, Object>) note.get("plan")).put(key, value);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherRuns")
  void anotherRunIsRefusedByName(String says, boolean ofLBfgs, Consumer<ForgedCheckpoint> change) throws IOException {
    Path file = forge(ofLBfgs, change);

    Throwable thrown = catchThrowable(() -> SmallRun.train(SmallRun.ofAdam().resumeFrom(file)).close());

    assertThat(thrown).isExactlyInstanceOf(IllegalArgumentException.class).hasMessageContaining(file.toString()).hasMessageContaining(says);
  }

  @Test
  void whatIsForgedWithoutAChangeIsACheckpoint() {
    assertThatCode(() -> SmallRun.resume(forge(false, file -> { }))).doesNotThrowAnyException();
    assertThatCode(() -> SmallRun.train(SmallRun.ofLBfgs().resumeFrom(forge(true, file -> { }))).close()).doesNotThrowAnyException();
  }

  // Damage

  @Test
  void cutAtAnyLengthItIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("cut"), adam);
    List<String> others = new ArrayList<>();
    for (int length = adam.length - 1; length >= 0; length--) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      Throwable thrown = catchThrowable(() -> CheckpointFile.open(file));
      if (!(thrown instanceof ModelFileException)) others.add("length " + length + ": " + thrown);
    }
    assertThat(others).isEmpty();
  }

  /** One of the eight bits of each byte, in turn. */
  @Test
  void withABitFlippedInAnyByteItIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("flipped"), adam);
    List<String> others = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int at = 0; at < adam.length; at++) {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) (adam[at] ^ 1 << at % 8)}), at);
        Throwable thrown = catchThrowable(() -> CheckpointFile.open(file));
        if (!(thrown instanceof ModelFileException)) others.add("byte " + at + ": " + thrown);
        channel.write(ByteBuffer.wrap(new byte[] {adam[at]}), at);
      }
    }
    assertThat(others).isEmpty();
    assertThatCode(() -> CheckpointFile.open(file).close()).as("with every bit back in its place").doesNotThrowAnyException();
  }
}
