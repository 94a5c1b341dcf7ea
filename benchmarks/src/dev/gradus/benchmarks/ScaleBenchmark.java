package dev.gradus.benchmarks;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Regularization;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Updater;
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
 * How a step with Adam grows with width, depth and batch, and from which size on two threads are worth their handing over.
 *
 * <p>The network has as many inputs as hidden units, relu, ten outputs with softmax; the batch is in place.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class ScaleBenchmark {
  @Param({"16", "32", "64", "128", "256", "512", "1024", "2048"}) private int width;
  @Param("2") private int depth;
  @Param({"32"}) private int batch;
  @Param({"1", "2"}) private int threads;

  private Team team;
  private Parameters theta;
  private Backprop backprop;
  private Updater updater;
  private Matrix X;
  private Matrix Y;
  private double[] w;

  @Setup(Level.Trial)
  public void setUp() {
    Network.Builder builder = Network.inputs(width);
    for (int l = 0; l < depth; l++) builder = builder.hidden(width, Activation.relu());
    Network network = builder.outputs(10, Head.softmaxCrossEntropy());
    team = new Team(threads);
    theta = Parameters.initial(network, DataType.FLOAT, Initializer.he(), 1);
    backprop = new Backprop(theta, batch, Regularization.none(), team);
    updater = new Updater(Optimizer.adam(1e-4), theta.flatMatrix(), backprop.gradient().flatMatrix(), team);
    SplittableRandom random = new SplittableRandom(1);
    X = Matrix.zeros(DataType.FLOAT, width, batch);
    X.fill(random::nextDouble);
    Y = Matrix.zeros(DataType.FLOAT, 10, batch);
    int[] at = {0};
    Y.fill(() -> at[0]++ % 11 == 0 ? 1 : 0);
    w = new double[batch];
    Arrays.fill(w, 1);
  }

  @Benchmark
  public double step() {
    double loss = backprop.lossAndGradient(X, Y, w, batch);
    updater.update(1e-4);
    return loss;
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    updater.close();
    backprop.close();
    theta.close();
    X.close();
    Y.close();
    team.close();
  }
}
