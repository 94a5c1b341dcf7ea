package dev.gradus.benchmarks;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Updater;
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

/** One step of an update rule on n parameters, against a copy of a vector of that length (8 bytes a parameter). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class UpdateBenchmark {
  @Param({"23860", "535818", "5824522"}) private int n;
  @Param({"sgd", "momentum", "nesterov", "adam"}) private String rule;
  @Param({"1", "2"}) private int threads;

  private Team team;
  private Kernels kernels;
  private Matrix theta;
  private Matrix g;
  private Updater updater;

  @Setup(Level.Trial)
  public void setUp() {
    team = new Team(threads);
    kernels = new Kernels(DataType.FLOAT, team);
    theta = Matrix.zeros(DataType.FLOAT, n);
    g = Matrix.zeros(DataType.FLOAT, n);
    g.fill(() -> 1e-3);
    Optimizer optimizer = switch (rule) {
      case "sgd" -> Optimizer.sgd(0.01);
      case "momentum" -> Optimizer.momentum(0.01, 0.9);
      case "nesterov" -> Optimizer.nesterov(0.01, 0.9);
      default -> Optimizer.adam(0.001);
    };
    updater = new Updater(optimizer, theta, g, team);
  }

  /** The pass over (state, θ, g). */
  @Benchmark
  public void update() {
    updater.update(1e-3);
  }

  @Benchmark
  public void copy() {
    kernels.copy(n, g, theta);
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    updater.close();
    kernels.close();
    theta.close();
    g.close();
    team.close();
  }
}
