package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.DrawnDigits;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Updater;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A training step makes no INDArray, and native memory stays as it is over 20,000 steps. */
class StepAllocationTest {
  private static final int STEPS = 20_000;

  @Test
  void aStepAllocatesNothing() {
    Network network = Network.inputs(784).hidden(30, Activation.sigmoid()).hidden(Layer.of(20, Activation.relu()).withDropout(0.2))
        .outputs(10, Head.softmaxCrossEntropy());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (Parameters theta = Parameters.initial(network, DataType.FLOAT, Initializer.glorot(), 1);
        Backprop backprop = new Backprop(theta, 10, 1e-4);
        Updater updater = new Updater(Optimizer.adam(1e-3), theta.flatMatrix(), backprop.gradient().flatMatrix());
        Batches batches = new Batches(DrawnDigits.dataset(1, 0, 995), 10, 10, DataType.FLOAT)) {
      steps(3_000, backprop, updater, batches);
      long arrays = bytesOfOneArray(threads, thread);
      long heap = threads.getThreadAllocatedBytes(thread);
      long nd4j = nativeBytes();
      long resident = Pointer.physicalBytes();
      long javacpp = Pointer.totalBytes();
      steps(STEPS, backprop, updater, batches);
      double heapPerStep = (threads.getThreadAllocatedBytes(thread) - heap) / (double) STEPS;
      System.out.printf("heap per step %.0f bytes (an INDArray takes %d), native bytes %d before and %d after %d steps%n", heapPerStep, arrays, nd4j,
          nativeBytes(), STEPS);
      assertThat(heapPerStep).as("heap bytes per step; an INDArray takes %d", arrays).isLessThan(300).isLessThan(arrays);
      assertThat(nativeBytes()).as("native bytes of ND4J, of which the collector may have freed some").isLessThanOrEqualTo(nd4j);
      assertThat(Pointer.physicalBytes() - resident).as("growth of resident memory").isLessThan(8 << 20);
      assertThat(Pointer.totalBytes()).as("native bytes of JavaCPP").isEqualTo(javacpp);
    }
  }

  private static long nativeBytes() {
    return Nd4j.getMemoryManager().allocatedMemory(0);
  }

  private static long bytesOfOneArray(ThreadMXBean threads, long thread) {
    for (int i = 0; i < 100; i++) Nd4j.create(DataType.FLOAT, 10, 10).close();
    long before = threads.getThreadAllocatedBytes(thread);
    INDArray array = Nd4j.create(DataType.FLOAT, 10, 10);
    long bytes = threads.getThreadAllocatedBytes(thread) - before;
    array.close();
    return bytes;
  }

  private static void steps(int count, Backprop backprop, Updater updater, Batches batches) {
    Batch batch = batches.batch();
    for (int step = 0; step < count; step++) {
      if (!batches.next()) {
        batches.shuffle(1, step);
        batches.next();
      }
      backprop.draw(1, 1, step);
      backprop.lossAndGradient(batch.X(), batch.Y(), batch.w(), batch.m());
      updater.update(1e-3);
    }
  }
}
