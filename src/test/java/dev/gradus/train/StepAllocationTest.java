package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.MaxNorm;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.kernel.NativeMemory;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.RunningFigures;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Position;
import dev.gradus.optim.Schedule;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
  void aStepAllocatesNothing(Optimizer rule, Clipping clipping, Averaging averaging, Schedule schedule) {
    try (Team team = new Team(2)) {
      Dataset digits = DrawnDigits.dataset(1, 0, 995);
      measure(rule, clipping, averaging, schedule, team, new Batches(digits, 10, 10, DataType.FLOAT, team));
      measure(rule, clipping, averaging, schedule, Team.ONE, Batches.ahead(digits, 10, 10, DataType.FLOAT));
    }
  }

  static List<Arguments> rules() {
    Averaging ema = Averaging.ema(0.999);
    return List.of(arguments(Optimizer.sgd(0.1), Clipping.none(), Averaging.none(), Schedule.constant()),
        arguments(Optimizer.momentum(0.01, 0.9), Clipping.none(), ema, Schedule.cosineSteps()),
        arguments(Optimizer.adam(1e-3), Clipping.byNorm(1), ema, Schedule.oneCycleSteps(0.3, 25, 1e4)),
        arguments(Optimizer.adamW(1e-3), Clipping.byValue(0.1), Averaging.none(), Schedule.warmUpSteps(100, 0.1, Schedule.exponentialSteps(0.9999))),
        arguments(Optimizer.nAdam(1e-3), Clipping.none(), Averaging.none(), Schedule.cosineSteps(1000, 2, 0)),
        arguments(Optimizer.rmsProp(1e-3), Clipping.none(), Averaging.none(), Schedule.stepEpochs(10, 0.5)));
  }

  private void measure(Optimizer rule, Clipping clipping, Averaging averaging, Schedule schedule, Team team, Batches batches) {
    try (Parameters theta = Parameters.initial(NETWORK, DataType.FLOAT, Initializer.glorot(), 1);
        Backprop backprop = new Backprop(theta, 10, ALL, team);
        Step step = Step.of(backprop, rule, clipping, team);
        Averages averages = new Averages(averaging, theta, team);
        batches) {
      Position position = new Position(100, 2L * STEPS);
      MaxNorm maxNorm = new MaxNorm(ALL.maxNorm().orElseThrow(), DataType.FLOAT, team);
      steps(3_000, backprop, step, maxNorm, averages, schedule, position, batches);
      long arrays = bytesOfOneArray();
      long heap = heapBytes();
      long nd4j = nativeBytes();
      long resident = Pointer.physicalBytes();
      long javacpp = Pointer.totalBytes();
      steps(STEPS, backprop, step, maxNorm, averages, schedule, position, batches);
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
    return NativeMemory.bytes();
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

  private static void steps(int count, Backprop backprop, Step step, MaxNorm maxNorm, Averages averages, Schedule schedule, Position position, Batches batches) {
    RunningFigures figures = RunningFigures.ofClasses(10);
    double[] outputs = new double[100];
    double[] targets = new double[100];
    for (int i = 0; i < count; i++) {
      if (!batches.next()) {
        batches.shuffle(1, i);
        batches.next();
      }
      backprop.draw(1, 1, i);
      step.make(batches.batch(), 1e-3 * schedule.factor(position.at(1 + i / 100, 1 + i)));
      maxNorm.apply(backprop.theta());
      averages.step();
      int n = batches.batch().m() * 10;
      backprop.outputs().get(0, outputs, 0, n);
      batches.batch().Y().get(0, targets, 0, n);
      figures.add(outputs, targets, batches.batch().w(), batches.batch().m());
    }
  }
}
