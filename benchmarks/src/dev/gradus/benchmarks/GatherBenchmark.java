package dev.gradus.benchmarks;

import dev.gradus.data.Batches;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Gathering a shuffled batch: bytes or columns of numbers to floats, and targets. Cold memory included: the examples are many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class GatherBenchmark {
  @Param({"W1", "W2", "W4"}) private Work work;
  @Param({"1", "2"}) private int threads;

  private Team team;
  private Batches batches;
  private long epoch;

  @Setup(Level.Trial)
  public void setUp() {
    team = new Team(threads);
    batches = new Batches(work.examples(), work.network.outputs(), work.batch, DataType.FLOAT, team);
    batches.shuffle(1, epoch);
  }

  @Benchmark
  public int gather() {
    if (!batches.next()) {
      batches.shuffle(1, ++epoch);
      batches.next();
    }
    return batches.batch().m();
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    batches.close();
    team.close();
  }
}
