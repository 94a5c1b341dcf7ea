package dev.gradus.peers;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
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

/** One training step of Deeplearning4j: forward, backward, update. Its batches are random and lie ready in native memory: gathering is not timed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseParallelGC", "-Dorg.nd4j.log.initialization=false"})
public class Dl4jBenchmark {
  private static final int BATCHES = 16;

  @Param({"W1", "W2", "W3"}) private Work work;

  private MultiLayerNetwork network;
  private INDArray[] features;
  private INDArray[] labels;
  private int next;

  @Setup(Level.Trial)
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    network = Dl4jPeer.network(work);
    features = new INDArray[BATCHES];
    labels = new INDArray[BATCHES];
    for (int b = 0; b < BATCHES; b++) {
      float[] values = new float[work.batch * work.inputs()];
      for (int i = 0; i < values.length; i++) values[i] = (float) random.nextDouble();
      float[] targets = new float[work.batch * work.outputs()];
      for (int i = 0; i < work.batch; i++) targets[i * work.outputs() + random.nextInt(work.outputs())] = 1;
      features[b] = Dl4jPeer.rows(values, work.inputs());
      labels[b] = Dl4jPeer.rows(targets, work.outputs());
    }
  }

  @Benchmark
  public void fit() {
    int b = next++ % BATCHES;
    network.fit(features[b], labels[b]);
  }
}
