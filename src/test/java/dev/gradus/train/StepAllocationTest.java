package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.MaxNorm;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.kernel.Team;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.Optimizer;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A training step makes no INDArray on any thread, and native memory stays as it is over 20,000 steps. */
class StepAllocationTest {
  private static final int STEPS = 20_000;
  private static final Regularization ALL = Regularization.none().withL1(1e-5).withL2(1e-4).withInputDropout(0.1).withInputNoise(0.01).withMaxNorm(2);
  private static final Network NETWORK = Network.inputs(784).hidden(Layer.of(30, Activation.sigmoid()).withNormalization(Normalization.batch()))
      .hidden(Layer.of(20, Activation.relu()).withNormalization(Normalization.layer()).withDropout(0.2)).outputs(10, Head.softmaxCrossEntropy());

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @MethodSource("rules")
  void aStepAllocatesNothing(Optimizer rule) {
    try (Team team = new Team(2)) {
      Dataset digits = DrawnDigits.dataset(1, 0, 995);
      measure(rule, team, new Batches(digits, 10, 10, DataType.FLOAT, team));
      measure(rule, Team.ONE, Batches.ahead(digits, 10, 10, DataType.FLOAT));
    }
  }

  static List<Optimizer> rules() {
    return List.of(Optimizer.sgd(0.1), Optimizer.momentum(0.01, 0.9), Optimizer.adam(1e-3));
  }

  private void measure(Optimizer rule, Team team, Batches batches) {
    try (Parameters theta = Parameters.initial(NETWORK, DataType.FLOAT, Initializer.glorot(), 1);
        Backprop backprop = new Backprop(theta, 10, ALL, team);
        Step step = Step.of(backprop, rule, Clipping.none(), team);
        batches) {
      MaxNorm maxNorm = new MaxNorm(ALL.maxNorm().orElseThrow(), DataType.FLOAT, team);
      steps(3_000, backprop, step, maxNorm, batches);
      long arrays = bytesOfOneArray();
      long heap = heapBytes();
      long nd4j = nativeBytes();
      long resident = Pointer.physicalBytes();
      long javacpp = Pointer.totalBytes();
      steps(STEPS, backprop, step, maxNorm, batches);
      double heapPerStep = (heapBytes() - heap) / (double) STEPS;
      System.out.printf("%s, %d threads: heap per step %.0f bytes (an INDArray takes %d), native bytes %d before and %d after %d steps%n", rule.name(),
          team.size(), heapPerStep, arrays, nd4j, nativeBytes(), STEPS);
      assertThat(heapPerStep).as("heap bytes per step; an INDArray takes %d", arrays).isLessThan(300).isLessThan(arrays);
      assertThat(nativeBytes()).as("native bytes of ND4J, of which the collector may have freed some").isLessThanOrEqualTo(nd4j);
      assertThat(Pointer.physicalBytes() - resident).as("growth of resident memory").isLessThan(32 << 20);
      assertThat(Pointer.totalBytes()).as("native bytes of JavaCPP, of which the collector may have freed some").isLessThanOrEqualTo(javacpp);
    }
  }

  /** What this thread and those of teams have allocated. */
  private long heapBytes() {
    long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("gradus-")) bytes += threads.getThreadAllocatedBytes(thread.getId());
    }
    return bytes;
  }

  private static long nativeBytes() {
    return Nd4j.getMemoryManager().allocatedMemory(0);
  }

  private long bytesOfOneArray() {
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < 100; i++) Nd4j.create(DataType.FLOAT, 10, 10).close();
    long before = threads.getThreadAllocatedBytes(thread);
    INDArray array = Nd4j.create(DataType.FLOAT, 10, 10);
    long bytes = threads.getThreadAllocatedBytes(thread) - before;
    array.close();
    return bytes;
  }

  private static void steps(int count, Backprop backprop, Step step, MaxNorm maxNorm, Batches batches) {
    for (int i = 0; i < count; i++) {
      if (!batches.next()) {
        batches.shuffle(1, i);
        batches.next();
      }
      backprop.draw(1, 1, i);
      step.make(batches.batch(), 1e-3);
      maxNorm.apply(backprop.theta());
    }
  }
}
