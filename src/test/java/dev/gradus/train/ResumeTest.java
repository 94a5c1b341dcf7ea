package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
import dev.gradus.optim.Method;
import dev.gradus.optim.Schedule;
import dev.gradus.store.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** A run that ends after any step and goes on from its checkpoint gives the bytes of the run that never ended. */
class ResumeTest {
  private static final int EPOCHS = 6;
  private static final int BATCHES = 4;
  private static final int BATCH = 7;

  @TempDir Path folder;

  /** A way to train: what is added to a plan, and to a network. */
  private record Way(UnaryOperator<TrainingPlan.Builder> plan, UnaryOperator<Layer> layer, boolean validated) {
    static Way of(UnaryOperator<TrainingPlan.Builder> plan) {
      return new Way(plan, layer -> layer, true);
    }
  }

  private static Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("plain", new Way(plan -> plan, layer -> layer, false));
    ways.put("batch normalisation, dropout, noise", new Way(plan -> plan.regularization(Regularization.none().withL1(0.001).withInputNoise(0.1).withInputDropout(0.1)),
        layer -> layer.withNormalization(Normalization.batch()).withDropout(0.3), true));
    ways.put("layer normalisation, largest norm", new Way(plan -> plan.regularization(Regularization.none().withL2(0.01).withMaxNorm(0.5)),
        layer -> layer.withNormalization(Normalization.layer()), true));
    ways.put("warm-up, cosine, clipped norm", Way.of(plan -> plan.schedule(Schedule.named("warm-up-steps:5+cosine-steps")).clipping(Clipping.named("norm:0.1"))));
    ways.put("plateau, clipped values", Way.of(plan -> plan.schedule(Schedule.named("plateau-epochs:0.5:0")).clipping(Clipping.named("value:0.01"))));
    ways.put("moving average, best epoch", Way.of(plan -> plan.averaging(Averaging.named("ema:0.9")).keep(Keep.BEST)));
    ways.put("stochastic weight averaging", Way.of(plan -> plan.averaging(Averaging.named("swa:3"))));
    ways.put("early stopping", Way.of(plan -> plan.stopping(EarlyStopping.after(2)).monitor(Monitor.named("accuracy"))));
    return ways;
  }

  private static Stream<Arguments> runs() {
    List<Arguments> runs = new ArrayList<>();
    List<String> rules = Method.kinds().stream().map(kind -> kind.name()).toList();
    for (String rule : rules) {
      for (Map.Entry<String, Way> way : ways().entrySet()) {
        boolean plainLoss = way.getKey().equals("plain") || way.getKey().equals("early stopping");
        if (rule.equals("lbfgs") && !plainLoss) continue;
        runs.add(arguments(rule, way.getKey(), runs.size() % 2 == 0 ? DataType.FLOAT : DataType.DOUBLE, 1 + runs.size() % 3 / 2));
      }
    }
    assertThat(rules).hasSizeGreaterThanOrEqualTo(13);
    return runs.stream();
  }

  private static final Dataset ALL = Examples.of("class");
  private static final Dataset TRAIN = ALL.range(0, Math.min(ALL.size(), BATCH * (BATCHES - 1) + 4));

  private static Trainer trainer(String rule, String name, DataType type, int threads) {
    Way way = ways().get(name);
    OptionalDouble rate = rule.equals("lbfgs") ? OptionalDouble.empty() : OptionalDouble.of(0.02);
    TrainingPlan.Builder plan = TrainingPlan.builder().optimizer(Method.named(rule, rate, Map.of())).batch(BATCH).epochs(EPOCHS).type(type).threads(threads).seed(9);
    List<Layer> hidden = network().hidden().stream().map(way.layer()).toList();
    Trainer trainer = new Trainer(new Network(3, hidden, 3, Head.softmaxCrossEntropy()), way.plan().apply(plan).build());
    return way.validated() ? trainer.validation(ALL) : trainer;
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, {3} threads")
  @MethodSource("runs")
  void goesOnToTheSameBits(String rule, String way, DataType type, int threads) throws IOException {
    byte[] expected;
    List<Map<String, Object>> history;
    int steps;
    try (TrainingResult whole = trainer(rule, way, type, threads).train(TRAIN)) {
      expected = bytes(whole);
      history = history(whole);
      steps = (int) whole.history().get(whole.history().size() - 1).steps();
    }
    for (int stop : IntStream.of(1, BATCHES, steps / 2, steps - 1, steps).filter(s -> s >= 1 && s <= steps).distinct().toArray()) {
      Path checkpoint = stopped(trainer(rule, way, type, threads), stop);
      if (stop + 3 < steps) checkpoint = stopped(trainer(rule, way, type, threads).resumeFrom(checkpoint), stop + 3);
      try (TrainingResult rest = trainer(rule, way, type, threads).resumeFrom(checkpoint).train(TRAIN)) {
        assertThat(history(rest)).as("history after %s steps", stop).isEqualTo(history);
        assertThat(bytes(rest)).as("model after %s steps", stop).isEqualTo(expected);
      }
    }
  }

  /** The checkpoint of a run that is asked to end in a step. */
  private Path stopped(Trainer trainer, int step) {
    Cancellation end = new Cancellation();
    trainer.checkpoints(Checkpoints.in(folder).every(new Cadence.None())).cancellation(end);
    try {
      trainer.callback(new Callback() {
        @Override
        public void step(int epoch, int batch, int batches, double loss) {
          if ((epoch - 1) * batches + batch == step) end.cancel();
        }
      }).train(TRAIN).close();
    } catch (CancelledException e) {
      assertThat(e.step()).isEqualTo(step);
      assertThat(e.checkpoint()).isPresent();
      return e.checkpoint().get();
    }
    throw new AssertionError("the run did not end in step " + step);
  }

  private byte[] bytes(TrainingResult result) throws IOException {
    Path file = folder.resolve("m.safetensors");
    result.model().save(file);
    return Files.readAllBytes(file);
  }

  private static List<Map<String, Object>> history(TrainingResult result) {
    return result.history().stream().map(epoch -> Map.<String, Object>of("epoch", epoch.epoch(), "steps", epoch.steps(), "rate", epoch.rate(), "train", epoch.train(),
        "validation", epoch.validation().map(v -> List.of(v.examples(), v.loss(), v.figures())).orElse(List.of()))).toList();
  }

  private Path stopped() {
    return stopped(trainer("adam", "early stopping", DataType.FLOAT, 1), 7);
  }

  @Test
  void refusesOtherSettingsAndOtherDataByName() {
    Path checkpoint = stopped();
    Trainer other = new Trainer(network(), TrainingPlan.builder().batch(9).epochs(EPOCHS).seed(9).build()).validation(ALL);
    assertThatIllegalArgumentException().isThrownBy(() -> other.resumeFrom(checkpoint).train(TRAIN))
        .withMessageContaining("batch was 7 and is 9").withMessageContaining("stopping was EarlyStopping[patience=2, minGain=0.0] and is none");
    assertThatIllegalArgumentException().isThrownBy(() -> same().resumeFrom(checkpoint).train(ALL))
        .withMessageContaining("the training data changed: there were " + TRAIN.size() + " examples").withMessageContaining("and are " + ALL.size() + " examples");
    assertThatIllegalArgumentException().isThrownBy(() -> same().resumeFrom(checkpoint).train(TRAIN.withWeights(weights(2))))
        .withMessageContaining("the training data changed").withMessageNotContaining("validation");
    assertThatIllegalArgumentException().isThrownBy(() -> same().validation(TRAIN).resumeFrom(checkpoint).train(TRAIN))
        .withMessageContaining("the validation data changed");
    same().resumeFrom(checkpoint, Change.DATA).train(ALL).close();
    same().resumeFrom(checkpoint).train(TRAIN.withWeights(weights(1))).close();
  }

  private static double[] weights(double first) {
    double[] weights = new double[TRAIN.size()];
    java.util.Arrays.fill(weights, 1);
    weights[0] = first;
    return weights;
  }

  private static Network network() {
    return Network.inputs(3).hidden(Layer.of(8, Activation.tanh())).hidden(Layer.of(5, Activation.relu())).outputs(3, Head.softmaxCrossEntropy());
  }

  private static Trainer same() {
    return trainer("adam", "early stopping", DataType.FLOAT, 1);
  }

  @Test
  void refusesWhatIsNoCheckpoint() throws IOException {
    Path checkpoint = stopped();
    Path model = folder.resolve("model.safetensors");
    try (TrainingResult result = same().train(TRAIN)) {
      result.model().save(model);
    }
    assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> same().resumeFrom(model).train(TRAIN)).withMessageContaining("no checkpoint");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length - 1] ^= 1;
    Files.write(checkpoint, bytes);
    assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> same().resumeFrom(checkpoint).train(TRAIN)).withMessageContaining("checksum");
  }

  @Test
  void aCheckpointIsAModel() throws IOException {
    try (Model model = Model.load(stopped())) {
      assertThat(model.evaluate(ALL).figures()).containsKey("accuracy");
    }
  }

  @Test
  void keepsTheNewestAndTheBest() throws IOException {
    Checkpoints two = Checkpoints.in(folder).every(new Cadence.Epochs());
    same().checkpoints(two).train(TRAIN).close();
    List<Path> kept = Checkpoints.all(folder);
    assertThat(kept).hasSize(2);
    assertThat(Checkpoints.newest(folder, notice -> {})).contains(kept.get(0));
    Files.write(kept.get(0), new byte[10]);
    List<String> notices = new ArrayList<>();
    assertThat(Checkpoints.newest(folder, notices::add)).contains(kept.get(1));
    assertThat(notices).hasSize(1);
    try (TrainingResult result = trainer("sgd", "moving average, best epoch", DataType.FLOAT, 1).checkpoints(two.every(new Cadence.Steps(1)).keep(1).keepBest()).train(TRAIN)) {
      long best = result.keptEpoch().steps();
      assertThat(Checkpoints.all(folder)).contains(two.file(best), two.file(EPOCHS * BATCHES)).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void anInterruptEndsTheRunToo() throws InterruptedException {
    List<Throwable> thrown = new ArrayList<>();
    Thread thread = new Thread(() -> {
      Thread.currentThread().interrupt();
      try {
        same().checkpoints(Checkpoints.in(folder)).train(TRAIN).close();
      } catch (CancelledException e) {
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(e.checkpoint().map(Files::exists)).contains(true);
        thrown.add(e);
      }
    });
    thread.start();
    thread.join();
    assertThat(thrown).hasSize(1);
  }
}
