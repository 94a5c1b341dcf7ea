package dev.gradus.train;

import dev.gradus.data.CsvSource;
import dev.gradus.data.LearningTask;
import dev.gradus.data.Dataset;
import dev.gradus.data.Roles;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Takes a target column of {@code parity/runs.csv}, gives its 26 examples with three inputs; and what the tests of this package do with them. */
final class Examples {
  private Examples() {}

  /** Examples of {@code class}, {@code two}, {@code value}, {@code count} or {@code f1,f2,f3}. */
  static Dataset of(String target) {
    LearningTask.Kind task = List.of("value", "count").contains(target) ? LearningTask.Kind.REGRESSION : LearningTask.Kind.AUTO;
    try (InputStream in = Examples.class.getResourceAsStream("/parity/runs.csv")) {
      return CsvSource.of("runs.csv", in).read(new LearningTask(List.of(target), List.of("x1", "x2", "x3"), List.of(), task, Roles.none()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A net of 4 tanh units. */
  static Network network(int outputs, Head head) {
    return Network.inputs(3).hidden(Layer.of(4, Activation.tanh())).outputs(outputs, head);
  }

  static double[] theta(Model model) {
    return model.parameters().flat().toDoubleVector();
  }

  /** θ of the model that a trainer makes. */
  static double[] trained(Trainer trainer, Dataset data) {
    try (TrainingResult result = trainer.train(data)) {
      return theta(result.model());
    }
  }

  /** ‖a − b‖ / ‖b‖. */
  static double distance(double[] a, double[] b) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < b.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      norm += b[i] * b[i];
    }
    return Math.sqrt(difference / norm);
  }
}
