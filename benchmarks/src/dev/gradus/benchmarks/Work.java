package dev.gradus.benchmarks;

import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.Targets;
import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Team;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The works that gradus is measured on: a network, an update rule, a batch. */
public enum Work {
  /** 784-30-10 sigmoid, squared error, SGD at 3, batches of 10: calls cost more than arithmetic. */
  W1(Network.inputs(784).hidden(30, Activation.sigmoid()).outputs(10, Head.squaredError(Activation.sigmoid())), Optimizer.sgd(3), 10),
  /** 784-512-256-10 relu, softmax with cross-entropy, Adam, batches of 128. */
  W2(Network.inputs(784).hidden(512, Activation.relu()).hidden(256, Activation.relu()).outputs(10, Head.softmaxCrossEntropy()),
      Optimizer.adam(1e-3), 128),
  /** 784-2048-2048-10 relu, softmax with cross-entropy, momentum, batches of 512: products are nearly all. */
  W3(Network.inputs(784).hidden(2048, Activation.relu()).hidden(2048, Activation.relu()).outputs(10, Head.softmaxCrossEntropy()),
      Optimizer.momentum(0.05, 0.9), 512),
  /** 30-64-64-1 relu, binary cross-entropy, Adam, batches of 32: a table of numbers. */
  W4(Network.inputs(30).hidden(64, Activation.relu()).hidden(64, Activation.relu()).outputs(1, Head.sigmoidCrossEntropy()), Optimizer.adam(1e-3), 32),
  /** 4096-8192-8192-10 relu, softmax with cross-entropy, Adam, batches of 256: 101 million parameters, 1.6 GB. */
  W5(Network.inputs(4096).hidden(8192, Activation.relu()).hidden(8192, Activation.relu()).outputs(10, Head.softmaxCrossEntropy()),
      Optimizer.adam(1e-4), 256);

  final Network network;
  final Optimizer optimizer;
  final int batch;

  Work(Network network, Optimizer optimizer, int batch) {
    this.network = network;
    this.optimizer = optimizer;
    this.batch = batch;
  }

  /** Drawn digits where the network is for them, or else normal columns and classes that follow from two of them. */
  Dataset examples() {
    int width = network.inputs();
    if (width == DrawnDigits.SIDE * DrawnDigits.SIDE) return DrawnDigits.dataset(1, 0, 60_000);
    int examples = (int) Math.min(100_000, 20_000_000L / width);
    Draws draws = Draws.of(4);
    double[] values = new double[examples * width];
    Arrays.setAll(values, draws::normal);
    int classes = Math.max(2, network.outputs());
    short[] labels = new short[examples];
    for (int i = 0; i < examples; i++) labels[i] = (short) Math.min(classes - 1, Math.max(0, classes / 2 + (int) Math.floor(values[i * width] + values[i * width + 1])));
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    List<String> columns = IntStream.range(0, width).mapToObj(k -> "f" + k).toList();
    return Dataset.of("normal columns", new Schema(Inputs.Columns.numbers(columns), new Target.Classes("y", names)),
        new NumberFeatures(values, Scaling.none(width)), new Targets.OfClasses(labels, names));
  }

  /** A team of {@code auto} or a number of threads. */
  Team team(String threads) {
    return new Team(threads.equals("auto") ? Team.sizeFor(network.largestProduct(batch), Runtime.getRuntime().availableProcessors()) : Integer.parseInt(threads));
  }
}
