package dev.gradus.benchmarks;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.backprop.Regularization;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Initializer;
import java.util.Arrays;
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
 * What a gradient costs: by back propagation, for all parameters at once, and by finite differences, two forward passes for each parameter.
 *
 * <p>A network has many parameters, so the differences are timed for one of them and multiplied: 784-30-10 has 23,860.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class DifferencesBenchmark {
  @Param({"W1", "W2", "W4"}) private Work work;

  private Parameters theta;
  private Backprop backprop;
  private Predictor predictor;
  private Matrix X;
  private Matrix Y;
  private Matrix out;
  private double[] w;
  private final double[] weight = new double[1];
  private Matrix W;

  @Setup(Level.Trial)
  public void setUp() {
    theta = Parameters.initial(work.network, DataType.DOUBLE, Initializer.glorot(), 1);
    backprop = new Backprop(theta, work.batch, Regularization.none());
    predictor = new Predictor(theta);
    SplittableRandom random = new SplittableRandom(1);
    X = Matrix.zeros(DataType.DOUBLE, work.network.inputs(), work.batch);
    X.fill(random::nextDouble);
    Y = Matrix.zeros(DataType.DOUBLE, work.network.outputs(), work.batch);
    out = Matrix.zeros(DataType.DOUBLE, work.network.outputs(), work.batch);
    w = new double[work.batch];
    Arrays.fill(w, 1);
    W = Matrix.over(theta.W(1));
  }

  /** The loss and ∂J/∂θ for every parameter. */
  @Benchmark
  public double backPropagation() {
    return backprop.lossAndGradient(X, Y, w, work.batch);
  }

  /** ∂J/∂θ for one parameter, as (J(θ + ε) − J(θ − ε)) / 2ε. */
  @Benchmark
  public double differenceForOneParameter() {
    W.get(0, weight, 0, 1);
    double value = weight[0];
    double high = costAt(value + 1e-4);
    double low = costAt(value - 1e-4);
    weight[0] = value;
    W.set(0, weight, 0, 1);
    return (high - low) / 2e-4;
  }

  private double costAt(double value) {
    weight[0] = value;
    W.set(0, weight, 0, 1);
    return predictor.cost(X, Y, w, work.batch, out) / work.batch;
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    predictor.close();
    backprop.close();
    theta.close();
    X.close();
    Y.close();
    out.close();
  }
}
