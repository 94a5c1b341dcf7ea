package dev.gradus.examples;

import dev.gradus.data.Dataset;
import dev.gradus.data.LearningTask;
import dev.gradus.data.RecordTable;
import dev.gradus.data.RecordsSource;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Preparation;
import dev.gradus.score.Scorer;
import dev.gradus.train.IncrementalFit;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pumps and fans that report how they are: learns from a stream of Java records, and sorts others by what the model says of them, on all cores. */
public final class StreamPipeline {
  /** The kind of a machine. */
  public enum Kind { PUMP, FAN }

  /** What a machine reports; the state is there when somebody has looked. */
  public record Report(Kind kind, double temperature, OptionalDouble vibration, LocalDate serviced, Optional<String> state) {}

  private static final TrainingPlan PLAN = TrainingPlan.builder().optimizer(Optimizer.adam(0.01)).epochs(30).build();

  private StreamPipeline() {}

  public static void main(String[] words) throws IOException {
    Path file = Files.createTempFile("machines", ".safetensors");
    try (Model model = train(reports(1, 2000))) {
      model.save(file);
      byState(model::predict, reports(2, 500)).forEach((state, reports) -> System.out.println(state + ": " + reports.size()));
    }
    Scorer scorer = Scorer.load(file);
    System.out.println(byState(scorer::predict, reports(2, 500)).keySet() + " says the scorer, in plain Java");
    Files.delete(file);
  }

  /** A model of the state, the caller's to close. */
  public static Model train(Stream<Report> seen) throws IOException {
    Dataset reports = RecordTable.of(RecordsSource.of(Report.class, seen)).read(LearningTask.of("state"));
    Preparation preparation = reports.fit(PLAN.preparation());
    Network network = Network.inputs(preparation.width()).hidden(16, Activation.relu())
        .outputs(reports.schema().target().outputs(), Head.softmaxCrossEntropy());
    return new Trainer(network, PLAN).preparation(preparation).train(reports).model();
  }

  /** A model that goes on from another with what was seen since, the caller's to close. */
  public static Model learnMore(Model model, Stream<Report> seen) throws IOException {
    try (IncrementalFit fit = new Trainer(model.network(), PLAN).continueFrom(model).incremental()) {
      fit.fit(RecordTable.of(RecordsSource.of(Report.class, seen)).read(model.schema(), model.preparation()));
      return fit.model();
    }
  }

  /** Reports by the state that is predicted, in their order. @param predict of a model or a scorer, both of which may be shared between threads */
  public static Map<String, List<Report>> byState(Function<Report, Prediction> predict, Stream<Report> reports) {
    return reports.parallel().collect(Collectors.groupingBy(report -> predict.apply(report).label(), TreeMap::new, Collectors.toList()));
  }

  /** The machines that have failed with at least this probability. */
  public static List<Report> alarms(Function<Report, Prediction> predict, double probability, Stream<Report> reports) {
    return reports.parallel().filter(report -> predict.apply(report).probability("failed") >= probability).toList();
  }

  /** Reports as they may come; every tenth has no vibration. */
  static Stream<Report> reports(long seed, int count) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    return IntStream.range(0, count).mapToObj(i -> {
      Kind kind = random.nextBoolean() ? Kind.PUMP : Kind.FAN;
      double temperature = random.nextDouble(20, 100);
      double vibration = random.nextDouble(0, 10);
      double limit = kind == Kind.PUMP ? 80 : 60;
      String state = temperature > limit ? "failed" : vibration > 6 ? "worn" : "good";
      return new Report(kind, temperature, i % 10 == 9 ? OptionalDouble.empty() : OptionalDouble.of(vibration), LocalDate.of(2024, 1 + i % 12, 1), Optional.of(state));
    }).toList().stream();
  }
}
