package dev.gradus.benchmarks;

import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.net.Network;
import java.util.SplittableRandom;
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

/**
 * What no step can do without: its matrix products, divided by BLAS itself over as many threads as the step has, or by gradus' team; the faster of the two is
 * the floor.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class FloorBenchmark {
  @Param({"W1", "W2", "W3", "W4"}) private Work work;
  @Param("auto") private String threads;

  private Team team;
  private Team one;
  private Kernels divided;
  private Kernels whole;
  private Matrix[] W;
  private Matrix[] dW;
  private Matrix[] Z;
  private Matrix[] A;

  @Setup(Level.Trial)
  public void setUp() {
    team = work.team(threads);
    one = new Team(1);
    divided = new Kernels(DataType.FLOAT, team);
    whole = new Kernels(DataType.FLOAT, one);
    Network network = work.network;
    int L = network.depth();
    W = new Matrix[L + 1];
    dW = new Matrix[L + 1];
    Z = new Matrix[L + 1];
    A = new Matrix[L + 1];
    A[0] = random(network.inputs(), work.batch);
    for (int l = 1; l <= L; l++) {
      W[l] = random(network.units(l), network.units(l - 1));
      dW[l] = random(network.units(l), network.units(l - 1));
      Z[l] = random(network.units(l), work.batch);
      A[l] = random(network.units(l), work.batch);
    }
  }

  private static Matrix random(int rows, int columns) {
    Matrix matrix = Matrix.zeros(DataType.FLOAT, rows, columns);
    SplittableRandom random = new SplittableRandom(1);
    matrix.fill(() -> random.nextDouble() - 0.5);
    return matrix;
  }

  /** W A⁻ and dZ A⁻ᵀ of every layer, Wᵀ dZ of all but the first, each divided over the team. */
  @Benchmark
  public void productsByTeam() {
    products(divided);
  }

  /** The same products, each one call that BLAS divides over its own threads. */
  @Benchmark
  public void productsByBlas(BlasThreads threads) {
    products(whole);
  }

  /** The threads of BLAS itself, for the benchmark that uses them. */
  @State(Scope.Thread)
  public static class BlasThreads {
    @Setup(Level.Iteration)
    public void set(FloorBenchmark benchmark) {
      blas_set_num_threads(benchmark.team.size());
    }
  }

  private void products(Kernels kernels) {
    int L = work.network.depth();
    for (int l = 1; l <= L; l++) kernels.gemm(W[l], A[l - 1], Z[l], work.batch);
    for (int l = L; l >= 1; l--) {
      if (l > 1) kernels.gemmAt(W[l], Z[l], A[l - 1], work.batch);
      kernels.gemmBt(1, Z[l], A[l - 1], 0, dW[l], work.batch);
    }
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    divided.close();
    whole.close();
    team.close();
    A[0].close();
    for (int l = 1; l < Z.length; l++) {
      W[l].close();
      dW[l].close();
      Z[l].close();
      A[l].close();
    }
  }
}
