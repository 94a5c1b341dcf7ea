package dev.gradus.benchmarks;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.DrawnDigits;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.net.Initializer;
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

/**
 * A training step, gathering included, against its matrix products alone: what the ratio is above 1 is overhead.
 *
 * <p>Both run in one JVM, on the same shapes and memory, so that their ratio holds on a noisy machine.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class StepBenchmark {
  @Param private Work work;

  private Parameters theta;
  private Backprop backprop;
  private Step step;
  private Team team;
  private Batches batches;
  private Kernels kernels;
  private Matrix[] W;
  private Matrix[] dW;
  private Matrix[] Z;
  private Matrix[] A;
  private long epoch;

  @Setup(Level.Trial)
  public void setUp() {
    team = new Team(Team.sizeFor(work.network.largestProduct(work.batch), Runtime.getRuntime().availableProcessors()));
    theta = Parameters.initial(work.network, DataType.FLOAT, Initializer.glorot(), 1);
    backprop = new Backprop(theta, work.batch, 0, team);
    step = new Step(backprop, work.optimizer, team);
    batches = new Batches(DrawnDigits.dataset(1, 0, 10_000), 10, work.batch, DataType.FLOAT, team);
    batches.next();
    kernels = new Kernels(DataType.FLOAT, team);
    int L = work.network.depth();
    W = new Matrix[L + 1];
    dW = new Matrix[L + 1];
    Z = new Matrix[L + 1];
    A = new Matrix[L + 1];
    A[0] = batches.batch().X();
    for (int l = 1; l <= L; l++) {
      W[l] = Matrix.over(theta.W(l));
      dW[l] = Matrix.over(backprop.gradient().W(l));
      Z[l] = Matrix.zeros(DataType.FLOAT, work.network.units(l), work.batch);
      A[l] = Matrix.zeros(DataType.FLOAT, work.network.units(l), work.batch);
    }
  }

  /** Gather, forward, backward, update. */
  @Benchmark
  public double step() {
    Batch batch = batches.batch();
    if (!batches.next() || batch.m() < work.batch) {
      batches.shuffle(1, ++epoch);
      batches.next();
    }
    return step.make(batch, work.optimizer.rate());
  }

  /** The products of a step: W A⁻ and dZ A⁻ᵀ of every layer, Wᵀ dZ of all but the first. */
  @Benchmark
  public void productsAlone() {
    int L = work.network.depth();
    for (int l = 1; l <= L; l++) kernels.gemm(W[l], A[l - 1], Z[l], work.batch);
    for (int l = L; l >= 1; l--) {
      kernels.gemmBt(1, Z[l], A[l - 1], 0, dW[l], work.batch);
      if (l > 1) kernels.gemmAt(W[l], Z[l], A[l - 1], work.batch);
    }
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    batches.close();
    step.close();
    team.close();
    backprop.close();
    theta.close();
    kernels.close();
    for (int l = 1; l < Z.length; l++) {
      Z[l].close();
      A[l].close();
    }
  }
}
