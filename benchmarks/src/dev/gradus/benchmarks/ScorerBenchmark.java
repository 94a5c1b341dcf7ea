package dev.gradus.benchmarks;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.model.Model;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Preparation;
import dev.gradus.score.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
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

/** The scorer alone: an image, of which most pixels are 0; a row without a 0; and reading the model. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
public class ScorerBenchmark {
  @Param({"W1", "W2"}) private Work work;

  private Path file;
  private Scorer scorer;
  private double[] image;
  private double[] dense;

  @Setup(Level.Trial)
  public void setUp() throws IOException {
    Network network = work.network;
    Dataset digits = DrawnDigits.dataset(1, 0, 10);
    file = Files.createTempFile("scorer", ".safetensors");
    Parameters theta = Parameters.initial(network, DataType.FLOAT, Initializer.glorot(), 1);
    try (Model model = new Model(theta, digits.schema(), Preparation.none(digits.schema().inputs()), Map.of())) {
      model.save(file);
    }
    scorer = Scorer.load(file);
    image = new double[network.inputs()];
    digits.inputs(0, image);
    dense = Arrays.stream(image).map(pixel -> 0.5 + pixel).toArray();
  }

  @Benchmark
  public double[] image() {
    return scorer.outputs(image);
  }

  @Benchmark
  public double[] rowWithoutZeros() {
    return scorer.outputs(dense);
  }

  @Benchmark
  public Scorer load() throws IOException {
    return Scorer.load(file);
  }

  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    Files.delete(file);
  }
}
