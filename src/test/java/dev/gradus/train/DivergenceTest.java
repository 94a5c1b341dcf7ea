package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gradus.data.Dataset;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does when its numbers run away in the third of five epochs. */
class DivergenceTest {
  private static final Dataset DATA = Examples.of("class");
  private static final Network NETWORK = Examples.network(3, Head.softmaxCrossEntropy());
  private static final double FAR = 1e45;

  private final List<Divergence> told = new ArrayList<>();

  private TrainingResult run(Divergence divergence, int epochs, Schedule schedule) {
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.adam(0.01)).averaging(Averaging.ema(0.9)).batch(7).epochs(epochs).schedule(schedule)
        .divergence(divergence).build();
    return new Trainer(NETWORK, plan).validation(DATA).callback(new Callback() {
      @Override
      public void diverged(DivergedException what, Divergence reaction) {
        assertThat(what.epoch()).isEqualTo(3);
        told.add(reaction);
      }
    }).train(DATA);
  }

  private static Schedule farFrom(int epoch) {
    return at -> at.epoch() < epoch ? 1 : FAR;
  }

  @Test
  void failsUnlessItIsToldOtherwise() {
    assertThatExceptionOfType(DivergedException.class).isThrownBy(() -> run(Divergence.FAIL, 5, farFrom(3)))
        .withMessageMatching("epoch 3, step \\d+, layer \\d: .*the last one was .*largest input of the batch.*Likely the learning rate is too high.*");
    assertThat(told).isEmpty();
  }

  @Test
  void stopsWithTheModelOfTheEpochBefore() {
    try (TrainingResult stopped = run(Divergence.STOP, 5, farFrom(3)); TrainingResult two = run(Divergence.STOP, 2, Schedule.constant())) {
      assertThat(stopped.ending()).isEqualTo(Ending.DIVERGED);
      assertThat(stopped.history()).hasSize(2);
      assertThat(stopped.kept()).isEqualTo(2);
      assertThat(Examples.theta(stopped.model())).isEqualTo(Examples.theta(two.model()));
    }
    assertThat(told).containsExactly(Divergence.STOP);
    assertThatExceptionOfType(DivergedException.class).as("nothing sound to keep").isThrownBy(() -> run(Divergence.STOP, 5, farFrom(1)));
  }

  @Test
  void restoresAndGoesOnWithHalfTheRate() {
    int[] thirds = new int[1];
    Schedule onceFar = at -> at.epoch() == 3 && thirds[0]++ == 0 ? FAR : 1;
    try (TrainingResult restored = run(Divergence.RESTORE, 5, onceFar); TrainingResult half = run(Divergence.FAIL, 5, at -> at.epoch() < 3 ? 1 : 0.5)) {
      assertThat(restored.ending()).isEqualTo(Ending.LAST_EPOCH);
      assertThat(restored.history()).hasSize(5);
      assertThat(restored.history().get(4).rate()).isEqualTo(0.005);
      assertThat(Examples.theta(restored.model())).isEqualTo(Examples.theta(half.model()));
    }
    assertThat(told).containsExactly(Divergence.RESTORE);
  }

  @Test
  void givesUpAfterThreeTimes() {
    assertThatExceptionOfType(DivergedException.class).isThrownBy(() -> run(Divergence.RESTORE, 5, farFrom(3)));
    assertThat(told).containsExactly(Divergence.RESTORE, Divergence.RESTORE, Divergence.RESTORE);
  }

  @Test
  void neverSavesWhatIsNotFinite(@TempDir Path folder) throws Exception {
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.sgd(1)).batch(7).epochs(5).schedule(farFrom(3)).build();
    Checkpoints everyStep = Checkpoints.in(folder).every(new Cadence.Steps(1));
    assertThatExceptionOfType(DivergedException.class).isThrownBy(() -> new Trainer(NETWORK, plan).checkpoints(everyStep).train(DATA));
    Path newest = Checkpoints.newest(folder, notice -> {}).orElseThrow();
    try (dev.gradus.model.Model model = dev.gradus.model.Model.load(newest)) {
      for (double x : Examples.theta(model)) assertThat(x).isFinite();
    }
  }
}
