package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.optim.Method;
import dev.gradus.store.ModelFileException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** What is noted of a run comes back as it was: one run with every kind of state, one of line searches, and one of more values than are read at a time. */
class CheckpointFileTest {
  @TempDir
  Path folder;

  static Stream<Named<Supplier<Trainer>>> runs() {
    return Stream.of(Named.of("adam", SmallRun::ofAdam), Named.of("lbfgs", SmallRun::ofLBfgs), Named.of("wide, float", () -> wide(DataType.FLOAT)),
        Named.of("wide, double", () -> wide(DataType.DOUBLE)));
  }

  /** 14,703 parameters. */
  private static Trainer wide(DataType type) {
    Network network = Network.inputs(3).hidden(Layer.of(2100, Activation.tanh())).outputs(3, Head.softmaxCrossEntropy());
    return new Trainer(network, TrainingPlan.builder().optimizer(Method.named("adam", OptionalDouble.of(0.01), Map.of())).batch(7).epochs(2).threads(1).seed(3).type(type)
        .build());
  }

  private static List<Object> facts(TrainingResult result) {
    return result.history().stream().<Object>map(epoch -> List.of(epoch.epoch(), epoch.steps(), epoch.rate(), epoch.train(),
        epoch.validation().map(v -> List.of(v.examples(), v.loss(), v.figures())).orElse(List.of()))).toList();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void aRunThatGoesOnIsTheRunThatWasNotStopped(Supplier<Trainer> run) {
    Path checkpoint = SmallRun.checkpoint(run.get(), folder);
    try (TrainingResult whole = SmallRun.train(run.get()); TrainingResult rest = SmallRun.train(run.get().resumeFrom(checkpoint))) {
      assertThat(Examples.theta(rest.model())).isEqualTo(Examples.theta(whole.model()));
      assertThat(facts(rest)).isEqualTo(facts(whole));
      assertThat(rest.keptEpoch().epoch()).isEqualTo(whole.keptEpoch().epoch());
    }
  }

  @Test
  void secondsComeBackToo() {
    Path checkpoint = SmallRun.checkpoint(SmallRun.ofAdam(), folder);
    EpochRecord first = firstEpoch(checkpoint);

    assertThat(first.seconds()).isPositive();
    assertThat(first.examplesPerSecond()).isEqualTo(26 / first.seconds());
  }

  private static EpochRecord firstEpoch(Path checkpoint) {
    try (TrainingResult rest = SmallRun.train(SmallRun.ofAdam().resumeFrom(checkpoint))) {
      return rest.history().get(0);
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void vectorsHaveTheTypeOfTheRun(Supplier<Trainer> run) throws IOException {
    ForgedCheckpoint file = new ForgedCheckpoint(Files.readAllBytes(SmallRun.checkpoint(run.get(), folder)));
    String type = file.tensors().get("W1").type();

    assertThat(file.tensors()).allSatisfy((name, part) -> {
      boolean vector = name.endsWith("moment") || name.endsWith("average") || name.endsWith("gradient") || name.matches(".*\\.[sy]\\d+") || name.endsWith("theta");
      if (name.startsWith("training.")) assertThat(part.type()).as(name).isEqualTo(vector || name.equals("training.state.best.statistics") ? type : "F64");
    });
  }

  @Test
  void valuesBeyondTheFirstThousandsAreLookedAt() throws IOException {
    ForgedCheckpoint file = new ForgedCheckpoint(Files.readAllBytes(SmallRun.checkpoint(wide(DataType.FLOAT), folder)));
    file.tensors().get("training.state.run.method.first moment").values()[14_000] = Double.POSITIVE_INFINITY;
    Path forged = file.write(folder.resolve("forged"));

    assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> SmallRun.train(wide(DataType.FLOAT).resumeFrom(forged)))
        .withMessage(forged + ": tensor \"training.state.run.method.first moment\" has Infinity at 14000");
  }

  @Test
  void checkpointsAreClosed() throws IOException {
    assumeThat(ManagementFactory.getOperatingSystemMXBean()).isInstanceOf(UnixOperatingSystemMXBean.class);
    UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Path good = SmallRun.checkpoint(SmallRun.ofAdam(), folder);
    Path model = folder.resolve("model.safetensors");
    try (TrainingResult result = SmallRun.train(SmallRun.ofAdam())) {
      result.model().save(model);
    }
    long before = system.getOpenFileDescriptorCount();
    for (int i = 0; i < 50; i++) {
      CheckpointFile.open(good).close();
      assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> CheckpointFile.open(model)).withMessageContaining("it is a model and no checkpoint");
    }

    assertThat(system.getOpenFileDescriptorCount() - before).isLessThan(25);
  }
}
