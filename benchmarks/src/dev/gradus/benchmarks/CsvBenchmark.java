package dev.gradus.benchmarks;

import dev.gradus.data.CsvSource;
import dev.gradus.data.LearningTask;
import dev.gradus.data.Dataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a table of 50,000 rows of 30 decimals and a class, from a file to a data set; the file is warm. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class CsvBenchmark {
  private Path file;

  @Setup(Level.Trial)
  public void setUp() throws IOException {
    file = Files.createTempFile("gradus", ".csv");
    SplittableRandom random = new SplittableRandom(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int k = 0; k < 30; k++) out.write("f" + k + ",");
      out.write("y\n");
      for (int row = 0; row < 50_000; row++) {
        for (int k = 0; k < 30; k++) out.write(String.format(Locale.ROOT, "%.7f,", random.nextDouble() * 4 - 2));
        out.write(random.nextInt(2) + "\n");
      }
    }
  }

  @Benchmark
  public Dataset read() throws IOException {
    return CsvSource.of(file).read(LearningTask.of("y"));
  }

  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    Files.delete(file);
  }
}
