package dev.gradus.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.Draws;
import dev.gradus.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTest {
  @TempDir Path folder;

  @Test
  void answersAsTheEngineDoes() throws Exception {
    List<String> worst = new ArrayList<>();
    double max = 0;
    for (int number = 0; number < 1000; number++) {
      Path file = folder.resolve("m.safetensors");
      try (Model model = RandomModels.of(number)) {
        model.save(file);
        Scorer scorer = Scorer.load(file);
        RandomGenerator random = Draws.of(18, number).inOrder();
        double most = 0;
        String which = "";
        for (int i = 0; i < 100; i++) {
          double[] row = RandomModels.row(model, random);
          double[] expected = model.predict(row);
          double[] actual = scorer.outputs(row);
          for (int j = 0; j < expected.length; j++) {
            double difference = Math.abs(actual[j] - expected[j]) / Math.max(1, Math.abs(expected[j]));
            if (!(difference <= most)) {
              most = difference;
              which = expected[j] + " " + actual[j];
            }
          }
        }
        max = Math.max(max, most);
        if (!(most <= 1e-6)) worst.add(most + " " + number + " " + model.parameters().type() + " " + model.network() + " " + which);
      }
    }
    worst.sort(null);

    double m = max; System.out.println(max + " " + worst.size() + " over " + worst.stream().filter(s -> Double.parseDouble(s.split(" ")[0]) > 1e-6).toList());
  }
}
