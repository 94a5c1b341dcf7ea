package dev.gradus.benchmarks;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
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

/**
 * The machine's copy speed: 100 MB read and 100 MB written, by all cores.
 *
 * <p>What an update must move at least, it moves at this speed: SGD 12 bytes a parameter, momentum 20, Adam 28.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class CopyBenchmark {
  private static final int LENGTH = 25_000_000;

  private Team team;
  private Kernels kernels;
  private Matrix from;
  private Matrix to;

  @Setup(Level.Trial)
  public void setUp() {
    team = new Team(Runtime.getRuntime().availableProcessors());
    kernels = new Kernels(DataType.FLOAT, team);
    from = Matrix.zeros(DataType.FLOAT, LENGTH);
    to = Matrix.zeros(DataType.FLOAT, LENGTH);
    from.fill(() -> 1);
  }

  @Benchmark
  public void copy() {
    kernels.copy(LENGTH, from, to);
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    kernels.close();
    from.close();
    to.close();
    team.close();
  }
}
