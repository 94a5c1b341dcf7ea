package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are asked to end by SIGTERM or SIGINT at any moment: they end soon, with the right code, and what is resumed gives the bits of the undisturbed run. */
class SignalTest {
  private static final int SIGNALS = Integer.getInteger("gradus.signals", 8);
  private static final long SEED = Long.getLong("gradus.signals.seed", 2);
  private static final double SPAN = 1.02;
  /** The most from signal to end. */
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Map<String, Integer> CODES = Map.of("TERM", 143, "INT", 130);

  @TempDir Path folder;

  private final Map<String, Integer> moments = new TreeMap<>();
  private Duration longest = Duration.ZERO;

  @BeforeEach
  void needsSignals() throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeTrue(Files.exists(status), "signals are sent and looked at on Linux only");
    String ignored = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow().split("\\s+")[1];
    assumeTrue((Long.parseUnsignedLong(ignored, 16) & 1 << 2 - 1) == 0, "SIGINT is ignored by this process, and so by its children: start the tests in the foreground");
  }

  @Test
  void whatIsAskedToEndGoesOnToTheSameBits() throws IOException, InterruptedException {
    List<Training> trainings = Training.all(folder);
    List<Training.Result> expected = new ArrayList<>();
    for (Training training : trainings) expected.add(training.undisturbed(folder));
    Random random = new Random(SEED);
    int sent = 0;
    for (int tried = 0; sent < SIGNALS; tried++) {
      assertThat(tried).as("runs that ended before their signal").isLessThan(3 * SIGNALS + 10);
      Training training = trainings.get(sent % trainings.size());
      Path run = folder.resolve("run-" + tried);
      String signal = random.nextBoolean() ? "TERM" : "INT";
      boolean twice = random.nextInt(4) == 0;
      try (Child child = Child.start(folder, training.train(run))) {
        if (!child.runsAfter(Duration.ofNanos((long) (SPAN * random.nextDouble() * expected.get(sent % trainings.size()).time().toNanos())))) continue;
        sent++;
        Duration took = end(child, signal, twice);
        String moment = moment(child, training, run);
        String when = sent + ". signal, " + signal + (twice ? " twice, " : ", ") + moment;
        // A signal that comes when the model is made already has nothing to end.
        if (!moment.startsWith("e")) assertThat(child.code()).as("%s: %s", when, child.err()).isEqualTo(CODES.get(signal));
        assertThat(child.code()).as("%s: %s", when, child.err()).isIn(0, CODES.get(signal));
        assertThat(child.err()).as(when).doesNotContain("\tat ", "bug");
        if (took.compareTo(LIMIT) > 0) assertThat(took.toNanos() / slowness()).as("nanoseconds from signal to end, %s", when).isLessThan(LIMIT.toNanos());
        if (took.compareTo(longest) > 0) longest = took;
        if (child.err().contains("gradus resume")) assertThat(Training.leftOvers(run)).as("temporary files, %s", when).isEmpty();
        Here end = training.finish(run);
        assertThat(end.code()).as("%s: %s", when, end.err()).isZero();
        assertThat(end.err()).as(when).doesNotContain("it is passed over");
        training.assertSame(run, expected.get(trainings.indexOf(training)), when);
      }
    }
    System.out.printf("%d of %d signals ended a run as they should, which then went on to the same bits; the longest took %d ms; %s%n", sent, sent, longest.toMillis(), moments);
  }

  /** Sends the signal, waits for the end. @return how long it took */
  private static Duration end(Child child, String signal, boolean twice) throws IOException, InterruptedException {
    long sent = System.nanoTime();
    child.signal(signal);
    if (twice) child.signal(signal);
    child.code();
    return Duration.ofNanos(System.nanoTime() - sent);
  }

  /** How much longer than on an idle machine things take now: the start of a JVM there takes half a second. */
  private double slowness() throws IOException, InterruptedException {
    try (Child child = Child.start(folder, List.of("--version"))) {
      child.code();
      return Math.max(1, child.time().toMillis() / 500.0);
    }
  }

  private String moment(Child child, Training training, Path run) throws IOException {
    String moment = "d: in training";
    if (!Files.exists(run.resolve("config.json"))) {
      moment = "a: before its configuration was written";
    } else if (Files.exists(training.model(run))) {
      moment = "e: when its model was saved, or after that";
    } else if (Training.names(run).noneMatch(name -> name.startsWith("checkpoint-"))) {
      moment = "b: before the first checkpoint";
    } else if (!child.err().contains("gradus resume")) {
      moment = "c: in training, by the second signal at once";
    }
    moments.merge(moment, 1, Integer::sum);
    return moment;
  }
}
