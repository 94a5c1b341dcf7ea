package dev.gradus.benchmarks;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.Batches;
import dev.gradus.kernel.Team;
import dev.gradus.net.Initializer;
import dev.gradus.optim.Clipping;
import dev.gradus.train.Step;
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

/** A training step: gather a shuffled batch, forward, backward, update. {@link FloorBenchmark} times what no step can do without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class StepBenchmark {
  @Param({"W1", "W2", "W3", "W4"}) private Work work;
  @Param("auto") private String threads;

  private Team team;
  private Parameters theta;
  private Backprop backprop;
  private Step step;
  private Batches batches;
  private long epoch;

  @Setup(Level.Trial)
  public void setUp() {
    team = work.team(threads);
    theta = Parameters.initial(work.network, DataType.FLOAT, Initializer.glorot(), 1);
    backprop = new Backprop(theta, work.batch, Regularization.none(), team);
    step = Step.of(backprop, work.optimizer, Clipping.none(), team);
    batches = team.size() == 1 && threads.equals("auto") ? Batches.ahead(work.examples(), work.network.outputs(), work.batch, DataType.FLOAT)
        : new Batches(work.examples(), work.network.outputs(), work.batch, DataType.FLOAT, team);
    batches.shuffle(1, 0);
  }

  @Benchmark
  public double step() {
    if (!batches.next() || batches.batch().m() < work.batch) {
      batches.shuffle(1, ++epoch);
      batches.next();
    }
    return step.make(batches.batch(), work.optimizer.rate());
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    batches.close();
    step.close();
    backprop.close();
    theta.close();
    team.close();
  }
}
