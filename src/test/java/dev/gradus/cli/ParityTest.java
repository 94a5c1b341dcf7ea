package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.ClassWeights;
import dev.gradus.data.CsvSource;
import dev.gradus.data.LearningTask;
import dev.gradus.data.Dataset;
import dev.gradus.data.Roles;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Schedule;
import dev.gradus.optim.WeightDecay;
import dev.gradus.prepare.Scaling;
import dev.gradus.store.Json;
import dev.gradus.store.Safetensors;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Twenty pinned-down steps end where PyTorch's end, for every setting that both know ({@code src/test/python/runs.py}); and so by every way to say them. */
class ParityTest {
  private static final Map<String, Double> ALLOWED = Map.of("float", 1e-5, "double", 1e-10);
  private static final List<Map<?, ?>> CASES = cases();

  @TempDir private Path folder;

  private static List<Map<?, ?>> cases() {
    return ((List<?>) Json.parse(new String(resource("runs.json"), StandardCharsets.UTF_8).strip())).stream().<Map<?, ?>>map(c -> (Map<?, ?>) c).toList();
  }

  private static byte[] resource(String name) {
    try (InputStream in = ParityTest.class.getResourceAsStream("/parity/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path copy(String name) throws IOException {
    return Files.write(folder.resolve(name), resource(name));
  }

  /** The options of a case, and those that pin a run down. */
  private List<String> options(Map<?, ?> run, String type) throws IOException {
    List<String> words = new ArrayList<>();
    for (Object option : (List<?>) run.get("options")) words.add((String) option);
    words.addAll(List.of("--prepare", "none", "--validation", "none", "--no-shuffle", "--init-from", copy((String) run.get("initial")).toString()));
    words.addAll(List.of("--dtype", type, "--threads", "1"));
    return words;
  }

  private Path trained(String name, Object... words) {
    Path out = folder.resolve(name + ".safetensors");
    List<Object> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of(words));
    all.addAll(List.of("--out", out, "--run-dir", folder.resolve("run-" + name)));
    Gradus.run(all.toArray()).done();
    return out;
  }

  private static Stream<Arguments> runs() {
    return CASES.stream().flatMap(run -> Stream.of("float", "double").map(type -> arguments(run.get("name"), type, run)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("runs")
  void aRunEndsWherePyTorchsEnds(String name, String type, Map<?, ?> run) throws IOException {
    List<Object> words = new ArrayList<>(List.of(copy("runs.csv")));
    words.addAll(options(run, type));
    try (Safetensors model = Safetensors.open(trained("model", words.toArray()))) {
      Map<?, ?> expected = (Map<?, ?>) run.get(type);
      assertThat(model.names()).isEqualTo(expected.keySet());
      for (Map.Entry<?, ?> tensor : expected.entrySet()) {
        String at = (String) tensor.getKey();
        assertThat(model.wide(at)).as("%s is stored as F64", at).isEqualTo(type.equals("double"));
        double[] reference = ((List<?>) tensor.getValue()).stream().mapToDouble(v -> (Double) v).toArray();
        double[] ours = new double[reference.length];
        model.read(at, 0, ours, ours.length);
        assertThat(distance(ours, reference)).as(at).isLessThanOrEqualTo(ALLOWED.get(type));
      }
    }
  }

  /** ‖a − b‖ / ‖b‖, or ‖a‖ when b is 0. */
  private static double distance(double[] a, double[] b) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < b.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      norm += b[i] * b[i];
    }
    return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  }

  /** Every fourth case. */
  private static Stream<Arguments> someRuns() {
    return IntStream.range(0, CASES.size()).filter(i -> i % 4 == 1).mapToObj(i -> arguments(CASES.get(i).get("name"), CASES.get(i)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("someRuns")
  void aConfigurationFileGivesTheBytesOfTheOptions(String name, Map<?, ?> run) throws IOException {
    Path csv = copy("runs.csv");
    List<String> options = options(run, "float");
    List<Object> words = new ArrayList<>(List.of(csv));
    words.addAll(options);
    Path job = Files.writeString(folder.resolve("job.yaml"), "source: " + csv + "\n" + yaml(options));
    assertThat(trained("file", "--config", job)).hasSameBinaryContentAs(trained("options", words.toArray()));
  }

  private static String yaml(List<String> options) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < options.size(); i++) {
      String name = options.get(i).substring(2);
      boolean flag = i + 1 == options.size() || options.get(i + 1).startsWith("--");
      if (flag) {
        lines.append(name.startsWith("no-") ? name.substring(3) + ": false\n" : name + ": true\n");
      } else {
        String value = options.get(++i);
        lines.append(name).append(": ").append(Set.of("hidden", "features").contains(name) ? "[" + value + "]" : value).append('\n');
      }
    }
    return lines.toString();
  }

  @Test
  void theApiGivesTheBytesOfTheOptions() throws IOException {
    sameBytes("activation tanh", plan(Optimizer.sgd(0.1)));
    sameBytes("optimizer adam --lr 0.02", plan(Optimizer.adam(0.02)));
    sameBytes("optimizer nesterov --lr 0.05", plan(Optimizer.nesterov(0.05, 0.9)));
    sameBytes("optimizer rmsprop --lr 0.01 --momentum 0.5 --centered --epsilon 0.001",
        plan(rule("rmsprop", 0.01, Map.of("momentum", 0.5, "centered", 1.0, "epsilon", 0.001))));
    sameBytes("decoupled decay with adam", plan(rule("adam", 0.02, Map.of()).with(WeightDecay.decoupled(0.1))));
    sameBytes("weight decay with adam", plan(rule("adam", 0.02, Map.of()).with(WeightDecay.coupled(0.1))));
    sameBytes("schedule warm-up-steps:10:0.1+cosine-steps", plan(Optimizer.sgd(0.1)).schedule(Schedule.named("warm-up-steps:10:0.1+cosine-steps")));
    sameBytes("penalty l1 and l2", plan(Optimizer.sgd(0.1)).regularization(Regularization.none().withL1(0.01).withL2(0.05)));
    sameBytes("max-norm", plan(Optimizer.sgd(0.1)).regularization(Regularization.none().withMaxNorm(1)));
    sameBytes("clip-norm with momentum", plan(Optimizer.momentum(0.1, 0.9)).clipping(Clipping.byNorm(0.2)));
    sameBytes("average swa", plan(Optimizer.sgd(0.1)).averaging(Averaging.swa(3)));
    sameBytes("normalization batch with tanh", plan(Optimizer.sgd(0.1)), Head.softmaxCrossEntropy(), Normalization.named("batch"), "");
    sameBytes("weights of classes, balanced", plan(Optimizer.sgd(0.1)).classWeights(ClassWeights.balanced()));
    sameBytes("weights of examples of a value", plan(Optimizer.sgd(0.1)), Head.of("huber", "identity"), Normalization.none(), "weight");
  }

  private static TrainingPlan.Builder plan(Optimizer rule) {
    return TrainingPlan.builder().optimizer(rule).batch(8).epochs(5).shuffle(false).scaling(Scaling.NONE).type(DataType.DOUBLE).threads(1);
  }

  private static Optimizer rule(String name, double rate, Map<String, Double> values) {
    return (Optimizer) Method.named(name, OptionalDouble.of(rate), values);
  }

  private void sameBytes(String name, TrainingPlan.Builder plan) throws IOException {
    sameBytes(name, plan, Head.softmaxCrossEntropy(), Normalization.none(), "");
  }

  /** The bits of all tensors; the provenance of the two models differs. */
  private void sameBytes(String name, TrainingPlan.Builder plan, Head head, Normalization normalization, String weight) throws IOException {
    Map<?, ?> run = CASES.stream().filter(c -> c.get("name").equals(name)).findFirst().orElseThrow();
    List<Object> words = new ArrayList<>(List.of(copy("runs.csv")));
    words.addAll(options(run, "double"));
    Path byOptions = trained("options-" + CASES.indexOf(run), words.toArray());

    boolean value = head.output().equals("identity");
    Roles roles = new Roles(weight.isEmpty() ? Optional.empty() : Optional.of(weight), Optional.empty(), Optional.empty());
    Dataset data = CsvSource.of(copy("runs.csv")).read(new LearningTask(List.of(value ? "value" : "class"), List.of("x1", "x2", "x3"), List.of(),
        value ? LearningTask.Kind.REGRESSION : LearningTask.Kind.CLASSIFICATION, roles));
    List<Layer> layers = Stream.of(4, 3).map(units -> new Layer(units, Activation.tanh(), normalization, 0)).toList();
    Network network = new Network(3, layers, value ? 1 : 3, head);
    try (Safetensors initial = Safetensors.open(folder.resolve((String) run.get("initial")));
        Parameters start = Model.parameters(initial, network, DataType.DOUBLE);
        TrainingResult result = new Trainer(network, plan.build()).startFrom(start).train(data);
        Model model = Model.load(byOptions)) {
      assertThat(tensors(result.model())).as(name).isEqualTo(tensors(model));
    }
  }

  private static Map<String, List<Double>> tensors(Model model) {
    Map<String, List<Double>> all = new LinkedHashMap<>();
    model.parameters().tensors().forEach((name, matrix) -> {
      double[] values = new double[(int) matrix.length()];
      matrix.get(0, values, 0, values.length);
      all.put(name, Arrays.stream(values).boxed().toList());
    });
    return all;
  }
}
