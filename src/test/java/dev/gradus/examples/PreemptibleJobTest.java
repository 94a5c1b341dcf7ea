package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.train.Cancellation;
import dev.gradus.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that is told to end after its first step, again and again, gives the bytes of one that was let alone. */
class PreemptibleJobTest {
  @Test
  void goesOnUntilTheModelIsThere(@TempDir Path alone, @TempDir Path told) throws IOException {
    Dataset digits = DrawnDigits.dataset(1, 0, 300);
    Network network = Network.inputs(784).hidden(8, Activation.relu()).outputs(10, Head.softmaxCrossEntropy());
    TrainingPlan plan = TrainingPlan.builder().batch(100).epochs(2).build();
    Path expected = PreemptibleJob.train(network, plan, digits, alone, new Cancellation()).orElseThrow();

    Optional<Path> model = Optional.empty();
    int calls = 0;
    for (; model.isEmpty(); calls++) {
      Cancellation end = new Cancellation();
      end.cancel();
      model = PreemptibleJob.train(network, plan, digits, told, end);
    }

    assertThat(calls).isEqualTo(7);
    assertThat(Files.readAllBytes(model.get())).isEqualTo(Files.readAllBytes(expected));
  }
}
