package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TableCacheTest {
  private static final String KEY = TableCache.key("a", "b");
  private static final String OTHER = TableCache.key("a", "c");

  private static final String WAITING = "notice: another process is storing a copy of these data; waiting for it";

  @TempDir
  private Path temporary;

  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger builds = new AtomicInteger();
  private Path folder;
  private TableCache cache;

  @BeforeEach
  void makeCache() {
    folder = temporary.resolve("deep/cache");
    cache = new TableCache(folder, notices::add);
  }

  private Table small(TableWriter.Place place) throws IOException {
    builds.incrementAndGet();
    TableWriter writer = place.open("numbers", 2);
    for (int r = 0; r < 9; r++) writer.add(new double[] {r, r / 10.0}, r + 2);
    return writer.finish(List.of(Column.number("a"), Column.number("b")), List.of(List.of(), List.of()));
  }

  private static void assertSmall(Table table) {
    double[] row = new double[2];
    Table.Reader reader = table.reader(0, 1);
    for (int r = 0; r < 9; r++) {
      reader.read(r, row);
      assertThat(row).containsExactly(r, r / 10.0);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aTableIsBuiltOnceAndThenRead() throws IOException {
    assertThat(cache.open(KEY)).isEmpty();
    for (int i = 0; i < 3; i++) {
      try (Table table = cache.build(KEY, this::small)) {
        assertSmall(table);
      }
    }
    assertThat(builds).hasValue(1);
    assertThat(cache.open(KEY)).get().satisfies(TableCacheTest::assertSmall);
    assertThat(cache.open(OTHER)).isEmpty();
    assertThat(names()).containsExactly(KEY + ".table");
    assertThat(notices).isEmpty();
  }

  @Test
  void otherOptionsAreAnotherText() {
    TableOptions standard = TableOptions.standard();
    assertThat(Stream.of(standard, standard.withOnly(List.of("a", "b")), standard.withOnly(List.of("a, b")), standard.withIgnored(List.of("a", "b")),
        standard.withTargets(List.of("a", "b")), standard.withTargets(List.of("a, b")), standard.withTargets(List.of("a1 b")),
        standard.withType("a", ColumnType.TIME), standard.withType("a", ColumnType.TIME).withUses(Map.of("a", ColumnUse.INPUT)),
        standard.withUses(Map.of("a", ColumnUse.GROUP)), standard.withRules(standard.rules().withMissing(List.of("a", "b"))),
        standard.withRules(standard.rules().withMissing(List.of("a, b"))), standard.withRules(standard.rules().withUnits(List.of("a", "b"))),
        standard.withRules(standard.rules().withDecimal(',')), standard.withRules(standard.rules().withThousands(','))).map(TableOptions::text))
        .doesNotHaveDuplicates();
    assertThat(standard.withUses(Map.of("a", ColumnUse.WEIGHT)).text()).as("a table does not depend on it").isEqualTo(standard.text());
    assertThat(standard.withIgnored(List.of("a", "b")).text()).isEqualTo(standard.withIgnored(List.of("b", "a")).text());
  }

  @Test
  void keysAreOfAllTheirParts() {
    assertThat(List.of(TableCache.key("a", "bc"), TableCache.key("ab", "c"), TableCache.key("", "abc"), TableCache.key("a", "bd"))).doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[0-9a-f]{64}"));
    assertThatThrownBy(() -> cache.open("../x")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key of \"../x\" was given; it must be 64 hexadecimal digits");
  }

  @Test
  void whatIsDamagedIsBuiltAgainWithANotice() throws IOException {
    cache.build(KEY, this::small).close();
    Path file = folder.resolve(KEY + ".table");
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      checkRepair(file, damaged, whole);
    }
    for (int length = 0; length < whole.length; length += 7) checkRepair(file, Arrays.copyOf(whole, length), whole);
  }

  private void checkRepair(Path file, byte[] damaged, byte[] whole) throws IOException {
    Files.write(file, damaged);
    notices.clear();
    builds.set(0);
    try (Table table = cache.build(KEY, this::small)) {
      assertSmall(table);
    }
    assertThat(builds).hasValue(1);
    assertThat(notices).singleElement().asString().contains("is made anew").contains(file.toString());
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    assertThat(names()).containsExactly(KEY + ".table");
  }

  @Test
  void anInterruptedThreadLeavesTheTable() throws IOException {
    cache.build(KEY, this::small).close();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> cache.open(KEY)).isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertSmall(cache.open(KEY).orElseThrow());
    assertThat(notices).isEmpty();
  }

  @Test
  void aBuildThatFailsLeavesNothing() throws IOException {
    assertThatThrownBy(() -> cache.build(KEY, place -> {
      TableWriter writer = place.open("numbers", 1);
      writer.add(new double[] {1}, 1);
      throw new DataException("numbers", "are wrong");
    })).isInstanceOf(DataException.class);
    assertThat(names()).isEmpty();
    assertSmall(cache.build(KEY, this::small));
  }

  @Test
  void aFolderThatCannotBeIsToldBeforeAnythingIsRead() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "x");
    TableCache nowhere = new TableCache(file.resolve("cache"), notices::add);
    assertThat(nowhere.open(KEY)).isEmpty();
    assertThatThrownBy(() -> nowhere.build(KEY, this::small)).isInstanceOf(UnwritableTableException.class)
        .hasMessageContaining("the folder " + file.resolve("cache")).hasMessageContaining("--cache none");
    assertThat(builds).hasValue(0);
  }

  @Test
  void whatNobodyOpenedForThirtyDaysGoesWhenAnotherIsBuilt() throws IOException {
    cache.build(KEY, this::small).close();
    Path file = folder.resolve(KEY + ".table");
    Path stranger = Files.writeString(folder.resolve("notes.table"), "not ours");
    Path spilled = Files.writeString(folder.resolve("spilled-01234567-89ab-cdef-0123-456789abcdef.table"), "of a killed process");
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
    Files.setLastModifiedTime(stranger, old);
    Files.setLastModifiedTime(spilled, old);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(29))));
    cache.build(OTHER, this::small).close();
    assertThat(file).exists();
    assertThat(spilled).doesNotExist();

    Files.setLastModifiedTime(file, old);
    cache.open(KEY).orElseThrow().close();
    cache.build(TableCache.key("third", ""), this::small).close();
    assertThat(file).exists();

    Files.setLastModifiedTime(file, old);
    cache.build(TableCache.key("fourth", ""), this::small).close();
    assertThat(file).doesNotExist();
    assertThat(stranger).exists();
  }

  @Test
  void leftoversGoAndWhatIsBeingWrittenStays() throws IOException {
    cache.build(KEY, place -> {
      Table first = small(place);
      Path leftover = Files.writeString(folder.resolve(OTHER + ".table.01234567-89ab-cdef-0123-456789abcdef.part"), "x");
      Path stranger = Files.writeString(folder.resolve("film.part"), "x");
      TableWriter writing = TableWriter.inFile(folder.resolve("t"), "t", 2);
      cache.build(OTHER, this::small).close();
      assertThat(leftover).doesNotExist();
      assertThat(stranger).exists();
      assertThat(names()).anyMatch(name -> name.startsWith("t."));
      writing.close();
      assertThat(names()).noneMatch(name -> name.startsWith("t."));
      return first;
    }).close();
  }

  @Test
  void threadsBuildOnce() throws Exception {
    Thread[] threads = new Thread[6];
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int t = 0; t < threads.length; t++) {
      threads[t] = new Thread(() -> {
        try (Table table = new TableCache(folder, notices::add).build(KEY, place -> {
          pause(1200);
          return small(place);
        })) {
          assertSmall(table);
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      });
      threads[t].setUncaughtExceptionHandler((thread, e) -> failures.add(e));
    }
    for (Thread thread : threads) thread.start();
    for (Thread thread : threads) thread.join();
    assertThat(failures).isEmpty();
    assertThat(builds).hasValue(1);
    assertThat(notices).hasSize(5).allMatch(notice -> notice.endsWith("waiting for it"));
    assertThat(names()).containsExactly(KEY + ".table");
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Process start(List<String> before, String... how) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx256m", "-cp",
        System.getProperty("java.class.path"), CacheProcess.class.getName(), folder.toString()));
    command.addAll(List.of(how));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> output(Process process) throws InterruptedException {
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return lines;
  }

  @Test
  void twoProcessesAtOnceReadTheSameTableAndOneBuildsIt() throws Exception {
    Process one = start(List.of());
    Process two = start(List.of());
    List<String> all = new ArrayList<>(output(one));
    all.addAll(output(two));
    all.remove(WAITING);
    String sum = "sum " + CacheProcess.expectedSum();
    assertThat(all).containsExactlyInAnyOrder("building", sum, sum);
    assertThat(names()).containsExactly(CacheProcess.KEY + ".table");
  }

  @Test
  void oneThatWaitsSaysSoAndReadsWhatTheFirstMade() throws Exception {
    Process one = start(List.of(), "hold");
    assertThat(one.inputReader().readLine()).isEqualTo("building");
    Process two = start(List.of());
    assertThat(two.inputReader().readLine()).isEqualTo(WAITING);
    one.outputWriter().append('\n').close();
    String sum = "sum " + CacheProcess.expectedSum();
    assertThat(output(one)).containsExactly(sum);
    assertThat(output(two)).containsExactly(sum);
    assertThat(names()).containsExactly(CacheProcess.KEY + ".table");
  }

  @Test
  void whenABuilderIsKilledTheOneThatWaitsBuilds() throws Exception {
    Process one = start(List.of(), "hold");
    assertThat(one.inputReader().readLine()).isEqualTo("building");
    Process two = start(List.of());
    assertThat(two.inputReader().readLine()).isEqualTo(WAITING);
    one.destroyForcibly().waitFor();
    assertThat(output(two)).containsExactly("building", "sum " + CacheProcess.expectedSum());
    assertThat(names()).containsExactly(CacheProcess.KEY + ".table");
  }

  @Test
  void buildersThatAreKilledAtAnyMomentLeaveNothingThatIsTakenForWhole() throws Exception {
    long sum = CacheProcess.expectedSum();
    Draws draws = Draws.of(20);
    int left = 0;
    for (int round = 0; round < 20; round++) {
      Process process = start(List.of());
      try (BufferedReader lines = process.inputReader()) {
        assertThat(lines.readLine()).isEqualTo("building");
        Thread.sleep(draws.below(round, 300));
        process.destroyForcibly().waitFor();
      }
      if (names().stream().anyMatch(name -> name.endsWith(".part"))) left++;
      cache.open(CacheProcess.KEY).ifPresent(whole -> assertThat(CacheProcess.sum(whole)).isEqualTo(sum));
      Files.deleteIfExists(folder.resolve(CacheProcess.KEY + ".table"));
    }
    assertThat(left).isPositive();
    try (Table table = cache.build(CacheProcess.KEY, place -> CacheProcess.build(place, false))) {
      assertThat(CacheProcess.sum(table)).isEqualTo(sum);
    }
    assertThat(names()).containsExactly(CacheProcess.KEY + ".table");
    assertThat(notices).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsToldAndLeavesNothing() throws Exception {
    Process process = start(List.of("sh", "-c", "ulimit -f 4000; exec \"$@\"", "sh"));
    List<String> lines = output(process);
    assertThat(lines).first().isEqualTo("building");
    assertThat(String.join("\n", lines)).contains("the folder " + folder + " cannot keep the table: after ")
        .contains("Make room there, name another folder with --cache FOLDER, or keep the table in memory with --cache none.");
    assertThat(process.exitValue()).isNotZero();
    assertThat(names()).isEmpty();
  }
}
