package dev.gradus.benchmarks;

import dev.gradus.net.Activation;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** The loops of an activation over a tile that lies in a first-level cache: nanoseconds for 2,048 elements. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class ActivationBenchmark {
  private static final int N = 2048;

  @Param({"sigmoid", "tanh", "relu"}) private String activation;

  private Activation g;
  private final float[] z = new float[N];
  private final float[] a = new float[N];
  private final float[] d = new float[N];

  @Setup(Level.Trial)
  public void setUp() {
    g = Activation.named(activation);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < N; i++) {
      z[i] = (float) (8 * random.nextDouble() - 4);
      d[i] = (float) random.nextDouble();
    }
  }

  /** A = g(Z). */
  @Benchmark
  public float[] apply() {
    g.apply(z, a, N);
    return a;
  }

  /** dZ = dA ⊙ g′(Z). */
  @Benchmark
  public float[] pullBack() {
    g.pullBack(z, a, d, N);
    return d;
  }

  /** A = g(Z) by the formula in double, one element after another: what the loops replace. */
  @Benchmark
  public float[] formula() {
    for (int i = 0; i < N; i++) a[i] = (float) g.value(z[i]);
    return a;
  }
}
