package dev.gradus.peers;

import java.io.IOException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j's MultiLayerNetwork: {@code Dl4jPeer WORK EPOCHS}. */
public final class Dl4jPeer implements Epochs.Peer {
  private final Work work;
  private final MultiLayerNetwork network;

  private Dl4jPeer(Work work) {
    this.work = work;
    this.network = network(work);
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 2) throw new IllegalArgumentException("expected WORK EPOCHS, the work W1, W2 or W3");
    Work work = Work.valueOf(args[0]);
    Epochs.run("dl4j 1.0.0-M2.1", work, Integer.parseInt(args[1]), null, new Dl4jPeer(work));
  }

  static MultiLayerNetwork network(Work work) {
    // L2 is the squared error without the half, so its gradient is twice W1's, and half the rate makes the same steps.
    // The library has no momentum but Nesterov's, which costs about the same.
    IUpdater updater = switch (work) {
      case W1 -> new Sgd(1.5);
      case W2 -> new Adam(1e-3);
      case W3 -> new Nesterovs(0.05, 0.9);
      case W4 -> throw new IllegalArgumentException("W4 is not done by this peer");
    };
    boolean squared = work == Work.W1;
    int last = work.sizes.length - 2;
    var layers = new NeuralNetConfiguration.Builder().seed(1).dataType(DataType.FLOAT).weightInit(WeightInit.XAVIER).updater(updater).list();
    for (int l = 0; l < last; l++) {
      layers.layer(new DenseLayer.Builder().nIn(work.sizes[l]).nOut(work.sizes[l + 1]).activation(squared ? Activation.SIGMOID : Activation.RELU).build());
    }
    layers.layer(new OutputLayer.Builder(squared ? LossFunction.L2 : LossFunction.MCXENT).nIn(work.sizes[last]).nOut(work.outputs())
        .activation(squared ? Activation.SIGMOID : Activation.SOFTMAX).build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }

  @Override
  public void step(float[] features, byte[] labels) {
    float[] targets = new float[labels.length * work.outputs()];
    for (int i = 0; i < labels.length; i++) targets[i * work.outputs() + labels[i]] = 1;
    network.fit(rows(features, work.inputs()), rows(targets, work.outputs()));
  }

  @Override
  public long[] classes(float[] features) {
    return network.output(rows(features, work.inputs())).argMax(1).toLongVector();
  }

  static INDArray rows(float[] values, int width) {
    return Nd4j.create(values, new int[] {values.length / width, width});
  }
}
