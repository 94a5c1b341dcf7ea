package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Method;
import dev.gradus.optim.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;

/** Takes the name of a method, gives a run of three epochs that has every kind of state, and its checkpoint in the middle of the second epoch. */
public final class SmallRun {
  private static final Dataset DATA = Examples.of("class");
  private static final int STOP = 6;

  private SmallRun() {}

  /** Of a rule with two state vectors, batch normalisation, an average, the best epoch, early stopping and a schedule that looks at losses. */
  static Trainer ofAdam() {
    Layer layer = Layer.of(2, Activation.tanh()).withNormalization(Normalization.batch()).withDropout(0.2);
    return trainer(layer, TrainingPlan.builder().optimizer(Method.named("adam", OptionalDouble.of(0.01), Map.of()))
        .averaging(Averaging.named("ema:0.9")).keep(Keep.BEST).stopping(EarlyStopping.after(2)).schedule(Schedule.named("plateau-epochs:0.5:0")).batch(7));
  }

  /** Of L-BFGS, whose state is pairs of vectors; all examples are its batch. */
  static Trainer ofLBfgs() {
    return trainer(Layer.of(2, Activation.tanh()), TrainingPlan.builder().optimizer(Method.named("lbfgs", OptionalDouble.empty(), Map.of())));
  }

  private static Trainer trainer(Layer layer, TrainingPlan.Builder plan) {
    Network network = Network.inputs(3).hidden(layer).outputs(3, Head.softmaxCrossEntropy());
    return new Trainer(network, plan.epochs(plan.build().optimizer().name().equals("lbfgs") ? 9 : 3).threads(1).seed(5).build()).validation(DATA);
  }

  static TrainingResult train(Trainer trainer) {
    return trainer.train(DATA);
  }

  /** The checkpoint of a run that ends after some steps. */
  static Path checkpoint(Trainer trainer, Path folder) {
    Cancellation end = new Cancellation();
    trainer.checkpoints(Checkpoints.in(folder).every(new Cadence.None())).cancellation(end).callback(new Callback() {
      @Override
      public void step(int epoch, int batch, int batches, double loss) {
        if ((epoch - 1) * batches + batch == STOP) end.cancel();
      }
    });
    try {
      train(trainer).close();
      throw new AssertionError("the run did not end in step " + STOP);
    } catch (CancelledException e) {
      return e.checkpoint().orElseThrow();
    }
  }

  /** Goes on from a file as from a checkpoint of {@link #ofAdam}, to the end. */
  public static void resume(Path file) throws IOException {
    train(ofAdam().resumeFrom(file)).close();
  }
}
