package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are ended by SIGKILL at any moment, which nothing can be done against: what is resumed gives the bits of the undisturbed run. */
class KillTest {
  private static final int KILLS = Integer.getInteger("gradus.kills", 20);
  private static final long SEED = Long.getLong("gradus.kills.seed", 1);
  /** Of the length of the undisturbed run: a little more, so that its last moments are among them. */
  private static final double SPAN = 1.05;
  private static final int LONGEST_MILLIS = 400;

  @TempDir Path folder;

  private final Map<String, Integer> moments = new TreeMap<>();

  @Test
  void whatIsKilledGoesOnToTheSameBits() throws IOException, InterruptedException {
    List<Training> trainings = Training.all(folder);
    List<Training.Result> expected = new ArrayList<>();
    for (Training training : trainings) expected.add(training.undisturbed(folder));
    Random random = new Random(SEED);
    int kills = 0;
    int again = 0;
    for (int tried = 0; kills < KILLS; tried++) {
      assertThat(tried).as("runs that ended before they were killed").isLessThan(5 * KILLS + 20);
      Training training = trainings.get(kills % trainings.size());
      Duration time = expected.get(kills % trainings.size()).time();
      Path run = folder.resolve("run-" + tried);
      boolean inTraining = random.nextInt(4) > 0;
      if (!(inTraining ? killedAfterACheckpoint(training.train(run), run, random) : killed(training.train(run), moment(random, time)))) continue;
      kills++;
      String when = "kill " + kills + ", " + note(training, run);
      while (Files.exists(run.resolve("config.json")) && random.nextInt(4) == 0 && kills < KILLS && killed(List.of("resume", run.toString()), moment(random, time))) {
        kills++;
        again++;
        when += ", then " + note(training, run);
      }
      Here end = training.finish(run);
      assertThat(end.code()).as("%s: %s", when, end.err()).isZero();
      training.assertSame(run, expected.get(trainings.indexOf(training)), when);
    }
    System.out.println(kills + " of " + kills + " killed runs went on to the same bits; " + again + " were killed again after resume; killed: " + moments);
  }

  private static Duration moment(Random random, Duration time) {
    return Duration.ofNanos((long) (SPAN * random.nextDouble() * time.toNanos()));
  }

  /** Whether it was still running at that moment. */
  private boolean killed(List<String> words, Duration moment) throws IOException, InterruptedException {
    try (Child child = Child.start(folder, words)) {
      if (!child.runsAfter(moment)) return false;
      child.kill();
      return true;
    }
  }

  /** Whether it was still running at a moment after its first checkpoint: the start of a process takes longer than these trainings. */
  private boolean killedAfterACheckpoint(List<String> words, Path run, Random random) throws IOException, InterruptedException {
    try (Child child = Child.start(folder, words)) {
      while (child.alive() && (!Files.isDirectory(run) || Training.names(run).noneMatch(name -> name.startsWith("checkpoint-")))) Thread.sleep(1);
      Thread.sleep(0, random.nextInt(1_000_000));
      Thread.sleep(random.nextInt(LONGEST_MILLIS));
      if (!child.alive()) return false;
      child.kill();
      return true;
    }
  }

  /** What a killed run left says when that was. */
  private String note(Training training, Path run) throws IOException {
    String moment = moment(training, run);
    moments.merge(moment, 1, Integer::sum);
    return moment;
  }

  private static String moment(Training training, Path run) throws IOException {
    if (!Files.exists(run.resolve("config.json"))) return "a: before its configuration was written";
    if (Files.exists(training.model(run))) return "e: after its model was saved";
    if (!Training.leftOvers(run).isEmpty()) return "d: while a file was written";
    if (Training.names(run).noneMatch(name -> name.startsWith("checkpoint-"))) return "b: before the first checkpoint";
    return "c: later, between two files";
  }
}
