package dev.gradus.benchmarks;

import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;

/** The works that gradus is measured on: a network, an update rule, a batch. */
public enum Work {
  /** 784-30-10 sigmoid, squared error, SGD at 3, batches of 10: calls cost more than arithmetic. */
  W1(Network.inputs(784).hidden(30, Activation.sigmoid()).outputs(10, Head.squaredError(Activation.sigmoid())), Optimizer.sgd(3), 10),
  /** 784-512-256-10 relu, softmax with cross-entropy, Adam, batches of 128. */
  W2(Network.inputs(784).hidden(512, Activation.relu()).hidden(256, Activation.relu()).outputs(10, Head.softmaxCrossEntropy()),
      Optimizer.adam(1e-3), 128),
  /** 784-2048-2048-10 relu, softmax with cross-entropy, momentum, batches of 512: products are nearly all. */
  W3(Network.inputs(784).hidden(2048, Activation.relu()).hidden(2048, Activation.relu()).outputs(10, Head.softmaxCrossEntropy()),
      Optimizer.momentum(0.05, 0.9), 512);

  final Network network;
  final Optimizer optimizer;
  final int batch;

  Work(Network network, Optimizer optimizer, int batch) {
    this.network = network;
    this.optimizer = optimizer;
    this.batch = batch;
  }
}
