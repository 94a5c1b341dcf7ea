package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.model.Model;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs beside other runs and beside predictions: each model's file has the bytes of the run alone. */
@Timeout(120)
class ConcurrentTrainingTest {
  private static final int SEEDS = 3;

  @TempDir
  private static Path folder;
  private static final Map<Recipe, List<byte[]>> ALONE = new EnumMap<>(Recipe.class);

  @BeforeAll
  static void train() throws IOException {
    for (Recipe recipe : Recipe.values()) {
      ALONE.put(recipe, List.of(recipe.train(0, file(recipe, 0)), recipe.train(1, file(recipe, 1)), recipe.train(2, file(recipe, 2))));
    }
  }

  private static Path file(Recipe recipe, int seed) {
    return folder.resolve(recipe + "-" + seed + ".safetensors");
  }

  @Test
  void differentTrainersAtOnceMakeTheFilesOfEachAlone() throws Exception {
    Crowd<Integer> crowd = new Crowd<>();
    for (Recipe recipe : Recipe.values()) {
      crowd.add(() -> {
        int wrong = 0;
        for (int i = 0; i < 4 * SEEDS; i++) {
          byte[] bytes = recipe.train(i % SEEDS, folder.resolve("beside-" + recipe));
          if (!Arrays.equals(bytes, ALONE.get(recipe).get(i % SEEDS))) wrong++;
        }
        return wrong;
      });
    }
    assertThat(crowd.together()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void predictionsGoOnWhileOthersAreTrained() throws Exception {
    try (Subject subject = Subject.load(file(Recipe.BATCH_NORMALISATION, 0))) {
      AtomicInteger training = new AtomicInteger(2);
      Crowd<Integer> crowd = new Crowd<>();
      for (Recipe recipe : List.of(Recipe.BATCH_NORMALISATION, Recipe.LINE_SEARCH)) {
        crowd.add(() -> {
          int wrong = 0;
          for (int seed = 0; seed < 2; seed++) {
            byte[] bytes = recipe.train(seed, folder.resolve("while-" + recipe));
            if (!Arrays.equals(bytes, ALONE.get(recipe).get(seed))) wrong++;
          }
          training.decrementAndGet();
          return wrong;
        });
      }
      predictors(crowd, subject, training);
      assertThat(crowd.together()).containsOnly(0);
    }
  }

  /** Predictions of a model while two runs go on from it: they read the same memory, and only copies are written. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void predictionsGoOnWhileTheModelIsTrainedFurther(int threads) throws Exception {
    Recipe recipe = Recipe.BATCH_NORMALISATION;
    Path file = folder.resolve("on");
    try (Subject subject = Subject.load(file(recipe, 1))) {
      byte[] alone = continued(subject.model, threads, file);
      AtomicInteger training = new AtomicInteger(2);
      Crowd<Integer> crowd = new Crowd<>();
      for (int t = 0; t < 2; t++) {
        Path mine = folder.resolve("on-" + t);
        crowd.add(() -> {
          int wrong = 0;
          for (int i = 0; i < 2; i++) if (!Arrays.equals(continued(subject.model, threads, mine), alone)) wrong++;
          training.decrementAndGet();
          return wrong;
        });
      }
      predictors(crowd, subject, training);
      assertThat(crowd.together()).containsOnly(0);
      subject.model.save(file);
      assertThat(file).as("the model that the runs went on from").hasBinaryContent(ALONE.get(recipe).get(1));
    }
  }

  private static byte[] continued(Model model, int threads, Path file) throws IOException {
    try (TrainingResult result = Recipe.BATCH_NORMALISATION.continued(model, 7, threads).train(Recipe.EXAMPLES)) {
      result.model().save(file);
    }
    return Files.readAllBytes(file);
  }

  /** Four threads that ask in all ways as long as somebody trains, each at least once. */
  private static void predictors(Crowd<Integer> crowd, Subject subject, AtomicInteger training) {
    for (int t = 0; t < 4; t++) {
      int thread = t;
      crowd.add(() -> {
        int wrong = 0;
        for (int i = thread; training.get() > 0 || i < thread + Way.values().length; i++) {
          wrong += subject.wrong(Way.values()[i % Way.values().length], 97 * thread, 1 + i % 100);
        }
        return wrong;
      });
    }
  }
}
