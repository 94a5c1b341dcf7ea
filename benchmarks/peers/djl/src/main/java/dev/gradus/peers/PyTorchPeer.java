package dev.gradus.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Path;

/** PyTorch's native library, driven by DJL's Trainer: {@code PyTorchPeer WORK EPOCHS [FILE.csv]}. */
public final class PyTorchPeer implements Epochs.Peer {
  private final Work work;
  private final Loss loss;
  private final Model model;
  private final Trainer trainer;

  private PyTorchPeer(Work work) {
    this.work = work;
    // DJL's l2Loss is the mean over all outputs: ten of them, halved, make the weight 5.
    this.loss = switch (work) {
      case W1 -> Loss.l2Loss("half the squared error", 5);
      case W2, W3 -> Loss.softmaxCrossEntropyLoss();
      case W4 -> Loss.sigmoidBinaryCrossEntropyLoss();
    };
    Optimizer optimizer = switch (work) {
      case W1 -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(3)).build();
      case W2, W4 -> Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
      case W3 -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.05f)).optMomentum(0.9f).build();
    };
    SequentialBlock block = new SequentialBlock();
    for (int l = 1; l < work.sizes.length; l++) {
      block.add(Linear.builder().setUnits(work.sizes[l]).build());
      if (work == Work.W1) block.add(Activation.sigmoidBlock());
      else if (l < work.sizes.length - 1) block.add(Activation.reluBlock());
    }
    model = Model.newInstance(work.name(), "PyTorch");
    model.setBlock(block);
    trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(optimizer));
    trainer.initialize(new Shape(work.batch, work.inputs()));
  }

  public static void main(String[] args) throws IOException {
    int expected = args.length > 0 && args[0].equals("W4") ? 3 : 2;
    if (args.length != expected) throw new IllegalArgumentException("expected WORK EPOCHS, and for W4 a CSV file");
    Work work = Work.valueOf(args[0]);
    try (PyTorchPeer peer = new PyTorchPeer(work)) {
      Epochs.run("pytorch 2.7.1 (DJL 0.35)", work, Integer.parseInt(args[1]), args.length > 2 ? Path.of(args[2]) : null, peer);
    }
  }

  @Override
  public void step(float[] features, byte[] labels) {
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDList inputs = new NDList(rows(manager, features));
      NDList targets = new NDList(targets(manager, labels));
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        gradients.backward(loss.evaluate(targets, trainer.forward(inputs)));
      }
      trainer.step();
    }
  }

  /** W1 wants a column for each class, W4 a column of zeros and ones, and the softmax the number of the class. */
  private NDArray targets(NDManager manager, byte[] labels) {
    if (work == Work.W1) {
      float[] columns = new float[labels.length * work.outputs()];
      for (int i = 0; i < labels.length; i++) columns[i * work.outputs() + labels[i]] = 1;
      return manager.create(columns, new Shape(labels.length, work.outputs()));
    }
    float[] numbers = new float[labels.length];
    for (int i = 0; i < labels.length; i++) numbers[i] = labels[i];
    return manager.create(numbers, new Shape(labels.length, 1));
  }

  @Override
  public long[] classes(float[] features) {
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDArray outputs = trainer.evaluate(new NDList(rows(manager, features))).singletonOrThrow();
      NDArray classes = work == Work.W4 ? outputs.gt(0).flatten().toType(DataType.INT64, false) : outputs.argMax(1);
      return classes.toLongArray();
    }
  }

  private NDArray rows(NDManager manager, float[] features) {
    return manager.create(features, new Shape(features.length / work.inputs(), work.inputs()));
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
