package dev.gradus.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Takes a number of minutes, gives four trainers and eight predictors at once for so long: every model's file is compared with that of the same run alone,
 * every answer with that for the row alone on one thread, both made before. Some thirty times in between all pause, and what the process holds is measured.
 *
 * <p>A program of its own: {@code Soak [MINUTES]}, 30 of them by default. It prints a line for each sample and a last one with what it found, and ends with 1
 * when an answer or a file was wrong, a thread failed, or memory, threads or open files grew.
 */
public final class Soak {
  private static final int TRAINERS = 4;
  private static final int PREDICTORS = 8;
  private static final int SEEDS = 5;
  private static final int SAMPLES = 30;
  private static final long LONGEST_PAUSE_NANOS = 10_000_000_000L;
  private static final long MOST_GROWTH = 32L << 20;
  private static final int FAILURES_TOLD = 5;

  private final Path folder;
  private final PrintStream out;
  private final Map<Recipe, List<byte[]>> files = new EnumMap<>(Recipe.class);
  private final List<Subject> subjects = new ArrayList<>();
  private final ReadWriteLock working = new ReentrantReadWriteLock();
  private final AtomicLong runs = new AtomicLong();
  private final AtomicLong predictions = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean ended;

  /** What came of it. @param faults a sentence for each thing that is not as it must be */
  record Result(long runs, long predictions, long wrong, long failures, List<String> faults) {}

  private interface Work {
    void turn(Random random, int turn) throws Exception;
  }

  /** @param folder for model files; @param out told what happens */
  Soak(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    double minutes = args.length == 0 ? 30 : Double.parseDouble(args[0]);
    Path folder = Files.createTempDirectory("gradus-soak");
    Result result = new Soak(folder, System.out).run(Math.round(minutes * 60e9), SAMPLES);
    System.exit(result.faults().isEmpty() ? 0 : 1);
  }

  /** @param samples how many times all pause, evenly over the time; of fewer than {@link Trend#FEWEST} no growth is told */
  Result run(long nanos, int samples) throws Exception {
    prepare();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < TRAINERS; t++) {
      Path file = folder.resolve("trained-" + t);
      threads.add(start("trainer-" + t, t, (random, turn) -> train(random, file)));
    }
    for (int t = 0; t < PREDICTORS; t++) threads.add(start("predictor-" + t, TRAINERS + t, this::predict));
    List<ProcessFigures> figures = new ArrayList<>();
    long start = System.nanoTime();
    for (int s = 1; s <= samples; s++) {
      sleepUntil(start + nanos / samples * s);
      if (ProcessFigures.available()) figures.add(sample((System.nanoTime() - start) / 60e9));
    }
    sleepUntil(start + nanos);
    ended = true;
    for (Thread thread : threads) thread.join();
    subjects.forEach(Subject::close);
    deleteFolder();
    return result(figures, (System.nanoTime() - start) / 60e9);
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    Thread.sleep(Math.max(0, (nanos - System.nanoTime()) / 1_000_000));
  }

  /** What each run makes alone, and what each model answers alone. */
  private void prepare() throws IOException {
    for (Recipe recipe : Recipe.values()) {
      Path file = file(recipe);
      List<byte[]> alone = new ArrayList<>();
      for (int seed = SEEDS - 1; seed >= 0; seed--) alone.add(0, recipe.train(seed, file));
      files.put(recipe, alone);
      subjects.add(Subject.load(file));
    }
  }

  private Path file(Recipe recipe) {
    return folder.resolve(recipe + ".safetensors");
  }

  private Thread start(String name, int seed, Work work) {
    Thread thread = new Thread(() -> {
      Random random = new Random(seed);
      for (int turn = 0; !ended; turn++) {
        working.readLock().lock();
        try {
          work.turn(random, turn);
        } catch (Throwable e) {
          fail(e);
        } finally {
          working.readLock().unlock();
        }
      }
    }, name);
    thread.start();
    return thread;
  }

  private void fail(Throwable e) {
    if (failures.incrementAndGet() <= FAILURES_TOLD) e.printStackTrace(out);
  }

  private void train(Random random, Path file) throws IOException {
    Recipe recipe = Recipe.values()[random.nextInt(Recipe.values().length)];
    int seed = random.nextInt(SEEDS);
    if (!Arrays.equals(recipe.train(seed, file), files.get(recipe).get(seed))) {
      wrong.incrementAndGet();
      out.println(recipe + " with seed " + seed + " made another model than alone");
    }
    runs.incrementAndGet();
  }

  /** Some rows in some way, of a model that all share; now and then of one that was just read and is closed at once. */
  private void predict(Random random, int turn) throws IOException {
    Recipe recipe = Recipe.values()[random.nextInt(Recipe.values().length)];
    Way way = Way.values()[random.nextInt(Way.values().length)];
    int count = 1 + random.nextInt(way == Way.AS_THEY_COME || way == Way.TOGETHER ? 300 : 60);
    int from = random.nextInt(Subject.ROWS - count);
    Subject shared = subjects.get(recipe.ordinal());
    int bad;
    if (turn % 64 == 63) {
      try (Subject own = shared.again(file(recipe))) {
        bad = own.wrong(way, from, count);
      }
    } else {
      bad = shared.wrong(way, from, count);
    }
    if (bad > 0) out.println(recipe + " asked as " + way + " for " + count + " rows from " + from + ": " + bad + " answers are not those of the row alone");
    wrong.addAndGet(bad);
    predictions.addAndGet(count);
  }

  private ProcessFigures sample(double minutes) throws IOException, InterruptedException {
    working.writeLock().lock();
    try {
      awaitTeams();
      ProcessFigures figures = ProcessFigures.now();
      out.printf(Locale.ROOT, "minute %.1f: %s; %,d runs, %,d predictions, %d wrong, %d failures%n", minutes, figures, runs.get(), predictions.get(),
          wrong.get(), failures.get());
      return figures;
    } finally {
      working.writeLock().unlock();
    }
  }

  /** Threads of teams that were closed, and those that read rows, end a little later than their owners' work. */
  private static void awaitTeams() throws InterruptedException {
    long limit = System.nanoTime() + LONGEST_PAUSE_NANOS;
    while (System.nanoTime() < limit && Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().startsWith("gradus-"))) {
      Thread.sleep(10);
    }
  }

  private void deleteFolder() throws IOException {
    for (Recipe recipe : Recipe.values()) Files.delete(file(recipe));
    for (int t = 0; t < TRAINERS; t++) Files.deleteIfExists(folder.resolve("trained-" + t));
    Files.delete(folder); // empty: no temporary file was left
  }

  private Result result(List<ProcessFigures> samples, double minutes) {
    List<String> faults = new ArrayList<>();
    if (wrong.get() > 0) faults.add(wrong + " wrong");
    if (failures.get() > 0) faults.add(failures + " failures");
    String grown = "";
    if (samples.size() >= Trend.FEWEST) {
      Trend trend = new Trend(samples);
      long resident = trend.growth(ProcessFigures::resident);
      long threads = trend.growth(ProcessFigures::threads);
      long open = trend.growth(ProcessFigures::files);
      grown = String.format(Locale.ROOT, "; growth: resident %+.1f MB, heap %+.1f MB, arrays %+d, threads %+d, files %+d", resident / 1048576.0,
          trend.growth(ProcessFigures::heap) / 1048576.0, trend.growth(ProcessFigures::arrays), threads, open);
      if (resident > MOST_GROWTH) faults.add("resident memory grew");
      if (threads > 0) faults.add("threads became more");
      if (open > 0) faults.add("open files became more");
    }
    out.printf(Locale.ROOT, "soak of %.1f minutes with %d trainers and %d predictors: %,d runs trained, %,d predictions checked, %d wrong, %d failures%s: %s%n",
        minutes, TRAINERS, PREDICTORS, runs.get(), predictions.get(), wrong.get(), failures.get(), grown, faults.isEmpty() ? "passed" : String.join(", ", faults));
    return new Result(runs.get(), predictions.get(), wrong.get(), failures.get(), faults);
  }
}
