package dev.gradus.benchmarks;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.Evaluation;
import dev.gradus.model.Evaluator;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
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

/** Forward propagation alone: one row, 1,000 rows, and an evaluation of 10,000 examples with gathering and figures. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class PredictionBenchmark {
  @Param({"W1", "W2"}) private Work work;

  private Parameters theta;
  private Predictor predictor;
  private Team team;
  private Predictor large;
  private Dataset test;
  private double[] row;
  private Matrix X;
  private Matrix out;

  @Setup(Level.Trial)
  public void setUp() {
    Network network = work.network;
    theta = Parameters.initial(network, DataType.FLOAT, Initializer.glorot(), 1);
    predictor = new Predictor(theta);
    team = Evaluator.team(network);
    large = new Predictor(theta, team);
    test = DrawnDigits.dataset(1, 60_000, 10_000);
    row = new double[network.inputs()];
    test.inputs(0, row);
    X = Matrix.zeros(DataType.FLOAT, network.inputs(), 1000);
    double[] next = new double[network.inputs()];
    for (int i = 0; i < 1000; i++) {
      test.inputs(i, next);
      X.set((long) i * next.length, next, 0, next.length);
    }
    out = Matrix.zeros(DataType.FLOAT, network.outputs(), 1000);
  }

  @Benchmark
  public double[] oneRow() {
    return predictor.predict(row);
  }

  @Benchmark
  public Matrix thousandRows() {
    large.predict(X, 1000, out);
    return out;
  }

  @Benchmark
  public Evaluation evaluateTenThousand() {
    return Evaluator.evaluate(large, test);
  }

  @TearDown(Level.Trial)
  public void tearDown() {
    predictor.close();
    large.close();
    team.close();
    theta.close();
    X.close();
    out.close();
  }
}
