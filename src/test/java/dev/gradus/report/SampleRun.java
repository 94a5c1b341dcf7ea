package dev.gradus.report;

import dev.gradus.data.CsvSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.data.LearningTask;
import dev.gradus.data.Roles;
import dev.gradus.diagnose.HealthWatch;
import dev.gradus.kernel.Draws;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Target;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/** Takes the name of a small run, gives the report of it. */
final class SampleRun {
  private static final int ROWS = 120;

  private SampleRun() {}

  /** Two numbers and a category, the target being a class, or with a comma between them some labels. */
  static Dataset table(String target, String a, String b, String c, IntFunction<String> cells) {
    StringBuilder csv = new StringBuilder(line(a, b, c) + "," + target + "\n");
    Draws draws = Draws.of(1);
    for (int i = 0; i < ROWS; i++) {
      double x = draws.uniform(2L * i) - 0.5;
      double y = draws.uniform(2L * i + 1) - 0.5;
      csv.append(x).append(',').append(y).append(',').append(i % 3 == 0 ? "red" : "blue").append(',');
      csv.append(cells.apply((x > 0 ? 1 : 0) + (y > 0.1 ? 2 : 0))).append('\n');
    }
    return read(csv.toString(), target.isEmpty() ? List.of() : List.of(target.replace("\"", "").split(",")));
  }

  private static String line(String... names) {
    return String.join(",", List.of(names).stream().map(name -> "\"" + name.replace("\"", "\"\"") + "\"").toList());
  }

  private static Dataset read(String csv, List<String> targets) {
    try {
      return CsvSource.of("rows.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))
          .read(new LearningTask(targets, List.of(), List.of(), LearningTask.Kind.AUTO, Roles.none()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Dataset classes() {
    return table("kind", "a", "b", "colour", k -> List.of("ant", "bee", "cat", "dog").get(k));
  }

  static Dataset twoClasses() {
    return table("kind", "a", "b", "colour", k -> k > 1 ? "yes" : "no");
  }

  static Dataset values() {
    return table("size", "a", "b", "colour", k -> Double.toString(3.25 * k + 0.5));
  }

  static Dataset labels() {
    return table("sweet,sour", "a", "b", "colour", k -> k % 2 + "," + k / 2);
  }

  static Dataset digits() {
    return DrawnDigits.dataset(1, 0, 400);
  }

  /** What is told of a run on some data, with its health. */
  static Report of(Dataset data) {
    Report[] report = new Report[1];
    with(data, 4, (model, reader) -> report[0] = reader.report());
    return report[0];
  }

  /** Trains on all but the last quarter, and hands over the model and a reader that knows all about it. */
  static void with(Dataset data, int epochs, BiConsumer<Model, RunReader> then) {
    TrainingPlan plan = TrainingPlan.builder().epochs(epochs).threads(1).build();
    Dataset train = data.range(0, data.size() * 3 / 4);
    Dataset validation = data.range(train.size(), data.size());
    int inputs = data.preparedBy(train.fit(plan.preparation())).width();
    Target target = data.schema().target();
    Head head = target instanceof Target.Classes ? Head.softmaxCrossEntropy()
        : target instanceof Target.Labels ? Head.sigmoidCrossEntropy() : Head.squaredError(Activation.identity());
    Network network = Network.inputs(inputs).hidden(Layer.of(12, Activation.relu())).hidden(Layer.of(8, Activation.tanh())).outputs(target.outputs(), head);
    HealthWatch watch = new HealthWatch(plan);
    try (watch; TrainingResult result = new Trainer(network, plan).validation(validation).callback(watch).train(train)) {
      RunReader reader = RunReader.of(result.model(), "Predicting " + target.name()).version("1.2.3").made(Instant.parse("2026-01-02T03:04:05Z"))
          .history(result.history().stream().map(Epoch::of).toList()).examples(Part.VALIDATION, validation).explainedBy(validation).health(watch.health())
          .findings(watch.findings(result.kept())).configuration(Map.of("hidden", "12,8"));
      then.accept(result.model(), reader);
    }
  }
}
