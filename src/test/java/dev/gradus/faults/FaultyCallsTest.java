package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.CsvSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.LearningTask;
import dev.gradus.data.Roles;
import dev.gradus.data.Table;
import dev.gradus.data.TableCache;
import dev.gradus.data.TableWriter;
import dev.gradus.data.UnwritableTableException;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Column;
import dev.gradus.store.AtomicFile;
import dev.gradus.train.Cadence;
import dev.gradus.train.CancelledException;
import dev.gradus.train.CheckpointException;
import dev.gradus.train.Checkpoints;
import dev.gradus.train.Keep;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The k-th call to the file system fails, for every k: what is there then is the old state or the new one, and no temporary file. */
class FaultyCallsTest {
  private static final byte[] OLD = bytes(20_000, 1);
  private static final byte[] NEW = bytes(30_000, 2);
  private static final String KEY = TableCache.key("a", "b");

  @TempDir Path folder;

  /** What is done by way of a path of the faulty file system. */
  private interface Work {
    void with(Path folder) throws IOException;
  }

  /** What has to hold after a failure. */
  private interface After {
    void failure(Path folder, Faults faults, Exception failure) throws IOException;
  }

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new java.util.Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }

  /** Does work once for every call that it makes, which fails, and once without a failure; says how many failed. */
  private void forEveryCall(String what, boolean staysFull, Work prepare, Work work, After after) throws IOException {
    Map<String, Integer> failed = new TreeMap<>();
    Path place = folder.resolve("place");
    for (int k = 1; ; k++) {
      empty(place);
      Files.createDirectories(place);
      prepare.with(place);
      Faults faults = new Faults().at(k);
      if (staysFull) faults.staysFull();
      Exception failure = null;
      try {
        work.with(new FaultyFileSystem(faults).path(place));
      } catch (IOException | RuntimeException e) {
        failure = e;
      }
      if (!faults.failed()) {
        assertThat(failure).as("without a fault, after %s calls", k - 1).isNull();
        System.out.println(what + (staysFull ? ", the disk stays full" : "") + ": " + (k - 1) + " calls failed, each once: " + failed);
        assertThat(k).isGreaterThan(5);
        return;
      }
      failed.merge(faults.failedCall(), 1, Integer::sum);
      try {
        after.failure(place, faults, failure);
        if (!faults.failedCall().equals("delete")) assertThat(Training.leftOvers(place)).as("temporary files").isEmpty();
      } catch (AssertionError | RuntimeException | IOException e) {
        throw new AssertionError("call " + k + ", " + faults.failedCall() + ", with the failure " + failure, e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileIsTheOldOneOrTheNewOne(boolean staysFull) throws IOException {
    forEveryCall("AtomicFile.write", staysFull, place -> Files.write(place.resolve("file"), OLD), place -> AtomicFile.write(place.resolve("file"), AtomicFile.of(NEW)),
        (place, faults, failure) -> {
          byte[] found = Files.readAllBytes(place.resolve("file"));
          if (failure == null) assertThat(found).isEqualTo(NEW);
          assertThat(found).isIn(OLD, NEW);
          if (faults.failedCall().equals("write")) assertThat(failure).hasMessageContaining(Faults.FULL);
          assertThat(Training.names(place)).hasSizeLessThanOrEqualTo(faults.failedCall().equals("delete") ? 2 : 1);
        });
  }

  @Test
  void aNewFileIsThereOrNot() throws IOException {
    forEveryCall("AtomicFile.write of a new file in a new folder", true, place -> {}, place -> AtomicFile.write(place.resolve("a/file"), AtomicFile.of(NEW)), (place, faults, failure) -> {
      Path file = place.resolve("a/file");
      if (failure == null) assertThat(file).exists();
      if (Files.exists(file)) assertThat(Files.readAllBytes(file)).isEqualTo(NEW);
      assertThat(Training.leftOvers(place.resolve("a"))).isEmpty();
    });
  }

  @Test
  void aFileIsWholeWhereWritesAreShort() throws IOException {
    AtomicFile.write(new FaultyFileSystem(new Faults().shortWrites()).path(folder).resolve("file"), AtomicFile.of(NEW));
    assertThat(Files.readAllBytes(folder.resolve("file"))).isEqualTo(NEW);
    try (TrainingResult result = trainer(plan -> plan).train(EXAMPLES)) {
      result.model().save(folder.resolve("a.safetensors"));
      result.model().save(new FaultyFileSystem(new Faults().shortWrites()).path(folder).resolve("b.safetensors"));
    }
    assertThat(folder.resolve("b.safetensors")).hasSameBinaryContentAs(folder.resolve("a.safetensors"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aModelIsTheOldOneOrTheNewOne(boolean staysFull) throws IOException {
    Path oldModel = folder.resolve("old");
    Path newModel = folder.resolve("new");
    try (TrainingResult first = trainer(plan -> plan).train(EXAMPLES); TrainingResult second = trainer(plan -> plan.seed(7)).train(EXAMPLES)) {
      first.model().save(oldModel);
      second.model().save(newModel);
      forEveryCall("Model.save", staysFull, place -> Files.copy(oldModel, place.resolve("m")), place -> second.model().save(place.resolve("m")),
          (place, faults, failure) -> {
            byte[] found = Files.readAllBytes(place.resolve("m"));
            assertThat(found).isIn(Files.readAllBytes(oldModel), Files.readAllBytes(newModel));
            if (failure == null) assertThat(found).isEqualTo(Files.readAllBytes(newModel));
            Model.load(place.resolve("m")).close();
          });
    }
  }

  private static final Dataset EXAMPLES = examples();

  private static Dataset examples() {
    try {
      return CsvSource.of("rows.csv", new ByteArrayInputStream(Training.rows().getBytes(StandardCharsets.UTF_8)))
          .read(new LearningTask(List.of("kind"), List.of("a", "b"), List.of(), LearningTask.Kind.AUTO, Roles.none())).range(0, 60);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Trainer trainer(UnaryOperator<TrainingPlan.Builder> more) {
    TrainingPlan.Builder plan = TrainingPlan.builder().batch(20).epochs(2).threads(1).seed(3).keep(Keep.BEST);
    int inputs = EXAMPLES.preparedBy(EXAMPLES.fit(plan.build().preparation())).width();
    return new Trainer(Network.inputs(inputs).hidden(Layer.of(5, Activation.tanh()).withDropout(0.2)).outputs(3, Head.softmaxCrossEntropy()), more.apply(plan).build())
        .validation(EXAMPLES);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRunGoesOnFromTheCheckpointThatIsThere(boolean staysFull) throws IOException {
    byte[] expected = trained(trainer(plan -> plan));
    forEveryCall("checkpoints of a run", staysFull, place -> {}, place -> {
      Checkpoints checkpoints = Checkpoints.in(place).every(new Cadence.Steps(2)).keepBest();
      trainer(plan -> plan).checkpoints(checkpoints).train(EXAMPLES).close();
    }, (place, faults, failure) -> {
      if (failure != null) {
        assertThat(failure).isInstanceOfSatisfying(CheckpointException.class, e -> {
          assertThat(e.path().getParent()).hasToString(place.toString());
          assertThat(e.bytes()).isGreaterThan(1000);

          assertThat(e).hasMessageContaining(e.path().toString()).hasMessageContaining(e.bytes() + " bytes");
        });
        if (faults.failedCall().equals("write")) assertThat(failure).hasMessageContaining(Faults.FULL);
      }
      Optional<Path> newest = Checkpoints.newest(place, notice -> {
        throw new AssertionError("no checkpoint may be damaged, but " + notice);
      });
      Trainer again = trainer(plan -> plan);
      assertThat(trained(newest.map(again::resumeFrom).orElse(again))).isEqualTo(expected);
    });
  }

  @Test
  void anInterruptWhileACheckpointIsWrittenEndsTheRunAfterAWholeOne() throws IOException {
    byte[] expected = trained(trainer(plan -> plan));
    for (int k = 1; ; k++) {
      Path place = Files.createDirectories(folder.resolve("place"));
      empty(place);
      Files.createDirectories(place);
      Faults faults = new Faults().at(k).interrupts();
      Optional<Path> written = Optional.empty();
      try {
        trainer(plan -> plan).checkpoints(Checkpoints.in(new FaultyFileSystem(faults).path(place)).every(new Cadence.Steps(2))).train(EXAMPLES).close();
      } catch (CancelledException e) {
        written = e.checkpoint();
        assertThat(written).isPresent();
      }
      boolean interrupted = Thread.interrupted();
      if (!faults.failed()) break;
      assertThat(interrupted).as("call %s, %s: the thread stays interrupted", k, faults.failedCall()).isTrue();
      assertThat(Training.leftOvers(place)).isEmpty();
      Trainer again = trainer(plan -> plan);
      written.ifPresent(path -> again.resumeFrom(FaultyPath.real(path)));
      assertThat(trained(again)).as("call %s, %s", k, faults.failedCall()).isEqualTo(expected);
    }
  }

  private byte[] trained(Trainer trainer) throws IOException {
    try (TrainingResult result = trainer.train(EXAMPLES)) {
      result.model().save(folder.resolve("trained"));
    }
    return Files.readAllBytes(folder.resolve("trained"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStoredTableIsWholeOrNotThere(boolean staysFull) throws IOException {
    forEveryCall("TableCache.build", staysFull, place -> {}, place -> new TableCache(place.resolve("cache"), notice -> {}).build(KEY, FaultyCallsTest::table).close(),
        (place, faults, failure) -> {
          Path cache = place.resolve("cache");
          if (failure != null) assertThat(failure).isInstanceOf(IOException.class);
          if (faults.failedCall().equals("write")) assertThat(failure).isInstanceOf(UnwritableTableException.class).hasMessageContaining(Faults.FULL);
          if (!faults.failedCall().equals("delete")) assertThat(Training.leftOvers(cache)).isEmpty();
          try (Table table = new TableCache(cache, notice -> {
            throw new AssertionError("no table may be damaged, but " + notice);
          }).build(KEY, FaultyCallsTest::table)) {
            assertThat(table.rows()).isEqualTo(5000);
            double[] row = new double[2];
            table.reader(0, 1).read(4321, row);
            assertThat(row).containsExactly(4321, 432.1);
          }
        });
  }

  private static Table table(TableWriter.Place place) throws IOException {
    TableWriter writer = place.open("numbers", 2);
    for (int r = 0; r < 5000; r++) writer.add(new double[] {r, r / 10.0}, r + 2);
    return writer.finish(List.of(Column.number("a"), Column.number("b")), List.of(List.of(), List.of()));
  }
}
