package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.model.Model;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that many threads share: every answer has the bits of the row alone on one thread. */
@Timeout(120)
class ConcurrentPredictionTest {
  private static final int THREADS = 8;
  private static final int PREDICTIONS = 10_000;

  @TempDir
  private static Path folder;
  private static final Map<Recipe, Subject> SUBJECTS = new EnumMap<>(Recipe.class);

  private final List<Exception> thrown = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void train() throws IOException {
    for (Recipe recipe : Recipe.values()) {
      recipe.train(1, file(recipe));
      SUBJECTS.put(recipe, Subject.load(file(recipe)));
    }
  }

  @AfterAll
  static void close() {
    SUBJECTS.values().forEach(Subject::close);
  }

  private static Path file(Recipe recipe) {
    return folder.resolve(recipe + ".safetensors");
  }

  /** Wrong answers of so many, asked for in stretches of one to fifty rows that begin somewhere. */
  private static int wrong(Subject subject, Way way, int thread, int predictions) throws IOException {
    int wrong = 0;
    int length = way == Way.AS_THEY_COME ? 250 : 1 + 7 * thread;
    int from = 123 * thread;
    for (int left = predictions; left > 0; ) {
      int count = Math.min(Math.min(length, left), Subject.ROWS - from);
      wrong += subject.wrong(way, from, count);
      left -= count;
      from = (from + count) % Subject.ROWS;
    }
    return wrong;
  }

  @ParameterizedTest
  @EnumSource
  void eightThreadsGetTheBitsOfOne(Way way) throws Exception {
    Crowd<Integer> crowd = new Crowd<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      crowd.add(() -> wrong(SUBJECTS.get(Recipe.BATCH_NORMALISATION), way, thread, PREDICTIONS));
    }
    assertThat(crowd.together()).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void threadsMayAskInDifferentWays(Recipe recipe) throws Exception {
    Crowd<Integer> crowd = new Crowd<>();
    for (Way way : Way.values()) crowd.add(() -> wrong(SUBJECTS.get(recipe), way, way.ordinal() % THREADS, PREDICTIONS / 4));
    assertThat(crowd.together()).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void evaluationsAtOnceFindTheSameFigures(Recipe recipe) throws Exception {
    Model model = SUBJECTS.get(recipe).model;
    Map<String, Double> alone = model.evaluate(Recipe.OTHERS).figures();
    Crowd<Map<String, Double>> crowd = new Crowd<>();
    for (int t = 0; t < THREADS; t++) crowd.add(() -> model.evaluate(Recipe.OTHERS).figures());
    assertThat(crowd.together()).containsOnly(alone);
  }

  @Test
  void modelsThatOthersCloseDisturbNobody() throws Exception {
    AtomicBoolean closing = new AtomicBoolean(true);
    Crowd<Integer> crowd = new Crowd<>();
    for (int t = 0; t < 4; t++) {
      int thread = t;
      crowd.add(() -> {
        int wrong = 0;
        for (int i = thread; closing.get(); i++) wrong += wrong(SUBJECTS.get(Recipe.values()[i % 4]), Way.values()[i % Way.values().length], thread, 300);
        return wrong;
      });
    }
    crowd.add(() -> {
      int wrong = 0;
      for (int i = 0; i < 200; i++) {
        Recipe recipe = Recipe.values()[i % 4];
        try (Subject again = SUBJECTS.get(recipe).again(file(recipe))) {
          wrong += wrong(again, Way.values()[i % Way.values().length], i % THREADS, 60);
        }
      }
      closing.set(false);
      return wrong;
    });
    assertThat(crowd.together()).containsOnly(0);
  }

  @Test
  void aClosedModelRefusesEveryWay() throws IOException {
    Subject closed = SUBJECTS.get(Recipe.DROPOUT).again(file(Recipe.DROPOUT));
    assertThat(closed.wrong(Way.NUMBERS, 0, 1)).isZero();
    closed.close();
    closed.close();

    for (Way way : Way.values()) {
      if (way.name().startsWith("SCORER")) assertThat(closed.wrong(way, 0, 10)).isZero();
      else assertThatThrownBy(() -> way.ask(closed, 0, 10)).as("%s", way).isInstanceOf(IllegalStateException.class).hasMessageContaining("is closed");
    }
    assertThatThrownBy(() -> closed.model.save(folder.resolve("closed"))).isInstanceOf(IllegalStateException.class).hasMessage("this model is closed");
    assertThatThrownBy(() -> closed.model.evaluate(Recipe.OTHERS)).isInstanceOf(IllegalStateException.class).hasMessage("this model is closed");
    assertThatThrownBy(() -> Recipe.DROPOUT.continued(closed.model, 1, 1).train(Recipe.EXAMPLES)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  /** Interrupted again and again: what does not wait goes on, and what waits ends with the exception for it; the model stays as it is. */
  @ParameterizedTest
  @EnumSource
  void anInterruptedThreadSpoilsNothing(Way way) throws Exception {
    Subject subject = SUBJECTS.get(Recipe.CONTINUED);
    AtomicBoolean asking = new AtomicBoolean(true);
    Thread[] asked = new Thread[1];
    Crowd<Integer> crowd = new Crowd<>();
    crowd.add(() -> {
      synchronized (asked) {
        asked[0] = Thread.currentThread();
        asked.notifyAll();
      }
      try {
        int wrong = 0;
        for (int i = 0; i < 200; i++) wrong += interrupted(subject, way, i);
        return wrong;
      } finally {
        asking.set(false);
      }
    });
    crowd.add(() -> {
      synchronized (asked) {
        while (asked[0] == null) asked.wait();
      }
      while (asking.get()) {
        asked[0].interrupt();
        Thread.onSpinWait();
      }
      return 0;
    });
    crowd.add(() -> {
      int wrong = 0;
      while (asking.get()) wrong += wrong(subject, way, 1, 250);
      return wrong;
    });

    assertThat(crowd.together()).containsOnly(0);
    assertThat(wrong(subject, way, 0, 1000)).isZero();
  }

  private static int interrupted(Subject subject, Way way, int i) throws IOException {
    Thread.currentThread().interrupt();
    try {
      return subject.wrong(way, i, 50);
    } catch (UncheckedIOException e) {
      assertThat(way).isEqualTo(Way.AS_THEY_COME);
      assertThat(e.getCause()).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      return 0;
    }
  }

  /** While it waits for the next row: those before it were answered, and the reading ends. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 999})
  void anInterruptedReadingEndsAndWhatItGaveIsRight(int answered) throws Exception {
    Subject subject = SUBJECTS.get(Recipe.LINE_SEARCH);
    Way.Kept kept = new Way.Kept();
    WaitingRows rows = new WaitingRows(subject.rows(0, Subject.ROWS), answered);
    Thread reader = new Thread(() -> {
      try {
        subject.model.predict(rows, kept);
      } catch (IOException | RuntimeException e) {
        thrown.add(e);
        if (Thread.currentThread().isInterrupted()) thrown.add(new InterruptedException());
      }
    });
    reader.start();
    while (reader.getState() != Thread.State.WAITING || kept.outputs.size() < answered) Thread.sleep(1);
    reader.interrupt();
    reader.join();
    rows.more.countDown();

    assertThat(thrown).hasSize(2);
    assertThat(thrown.get(0)).isInstanceOf(UncheckedIOException.class).hasCauseInstanceOf(InterruptedIOException.class);
    assertThat(thrown.get(1)).as("the flag of the thread").isInstanceOf(InterruptedException.class);
    assertThat(kept.outputs).hasSize(answered);
    for (int i = 0; i < answered; i++) assertThat(kept.outputs.get(i)).isEqualTo(subject.alone(Way.AS_THEY_COME, i));
    assertThat(rows.closed.await(20, TimeUnit.SECONDS)).as("the rows are closed").isTrue();
  }
}
