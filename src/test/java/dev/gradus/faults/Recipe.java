package dev.gradus.faults;

import dev.gradus.backprop.Regularization;
import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Schedule;
import dev.gradus.train.EarlyStopping;
import dev.gradus.train.IncrementalFit;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;

/** Short runs that differ in rule, stages, type and threads; all learn from the same data sets, which they share. */
enum Recipe {
  /** One thread; dropout, noise, momentum and an average. */
  DROPOUT(net(Layer.of(24, Activation.relu()).withDropout(0.3))) {
    @Override
    Model train(long seed) {
      TrainingPlan plan = plan(seed, 1).optimizer(Optimizer.momentum(0.05, 0.9)).averaging(Averaging.ema(0.98))
          .regularization(Regularization.none().withL2(1e-4).withInputDropout(0.1).withInputNoise(0.01)).build();
      return new Trainer(network, plan).train(EXAMPLES).model();
    }
  },

  /** Two threads; batch normalisation, decoupled decay, a schedule and clipping. */
  BATCH_NORMALISATION(net(Layer.of(96, Activation.tanh()).withNormalization(Normalization.batch()))) {
    @Override
    Model train(long seed) {
      TrainingPlan plan = plan(seed, 2).optimizer(Optimizer.adamW(0.01)).schedule(Schedule.cosineSteps()).clipping(Clipping.byNorm(1)).build();
      return new Trainer(network, plan).train(EXAMPLES).model();
    }
  },

  /** Two threads; layer normalisation, all examples at once, in double. */
  LINE_SEARCH(net(Layer.of(20, Activation.sigmoid()).withNormalization(Normalization.layer()))) {
    @Override
    Model train(long seed) {
      return new Trainer(network, plan(seed, 2).optimizer(new LBfgs(5, 1e-7, 1e-9)).epochs(6).type(DataType.DOUBLE).build()).train(EXAMPLES).model();
    }
  },

  /** One thread; the best of some epochs, from which another run with another rule goes on, and beside it what is learned as it comes. */
  CONTINUED(net(Layer.of(16, Activation.elu(1)).withDropout(0.1))) {
    @Override
    Model train(long seed) {
      Trainer first = new Trainer(network, plan(seed, 1).optimizer(Optimizer.rmsProp(0.003)).stopping(EarlyStopping.after(2)).build()).validation(OTHERS);
      try (TrainingResult begun = first.train(EXAMPLES); IncrementalFit fit = continued(begun.model(), seed, 1).incremental()) {
        fit.fit(EXAMPLES);
        fit.fit(OTHERS);
        return fit.model();
      }
    }
  };

  static final Dataset EXAMPLES = Reading.dataset(Reading.of(1, 500));
  static final Dataset OTHERS = Reading.dataset(Reading.of(2, 200));

  final Network network;

  Recipe(Network network) {
    this.network = network;
  }

  /** The model of a run alone or among others; the caller's to close. */
  abstract Model train(long seed);

  /** The bytes of the model's file, which is left there. */
  byte[] train(long seed, Path file) throws IOException {
    try (Model model = train(seed)) {
      model.save(file);
    }
    return Files.readAllBytes(file);
  }

  /** A run that goes on from a model of this recipe with another rule. */
  Trainer continued(Model model, long seed, int threads) {
    return new Trainer(network, plan(seed, threads).optimizer(Optimizer.amsGrad(0.002)).epochs(2).build()).continueFrom(model);
  }

  private static Network net(Layer first) {
    return Network.inputs(7).hidden(first).hidden(Layer.of(12, Activation.relu())).outputs(3, Head.softmaxCrossEntropy());
  }

  private static TrainingPlan.Builder plan(long seed, int threads) {
    return TrainingPlan.builder().seed(seed).threads(threads).batch(16).epochs(4);
  }
}
