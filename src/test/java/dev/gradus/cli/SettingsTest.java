package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a practitioner sets, from the command line: that it has an effect, is told about, and that contradictions are refused by both names. */
class SettingsTest {
  @TempDir private Path folder;
  private Path flowers;
  private Path answers;
  private Path prices;

  @BeforeEach
  void write() throws IOException {
    flowers = Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
    answers = Samples.write(folder.resolve("answers.csv"), Samples.answers());
    prices = Samples.write(folder.resolve("prices.csv"), Samples.prices());
  }

  private Gradus train(Path data, String target, String... options) {
    List<Object> words = new ArrayList<>(List.of("train", data, "--target", target, "--run-dir", folder.resolve("run")));
    words.addAll(List.of(options));
    return Gradus.run(words.toArray());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "--min-gain 0.1; --min-gain, --patience",
      "--clip-norm 1 --clip-value 1; --clip-norm, --clip-value",
      "--decay coupled; --decay, --weight-decay",
      "--optimizer sgd --momentum 0.5; --momentum, --optimizer, sgd",
      "--optimizer sgd --beta1 0.5; --beta1, --optimizer, adam",
      "--optimizer lbfgs --lr 0.1; --lr, lbfgs",
      "--optimizer lbfgs --weight-decay 0.1; --weight-decay, --optimizer, --l2",
      "--optimizer lbfgs --schedule cosine-steps; --optimizer, --schedule",
      "--optimizer lbfgs --clip-norm 1; --optimizer, --clip-norm",
      "--optimizer lbfgs --average ema:0.9; --optimizer, --average",
      "--optimizer lbfgs --max-norm 2; --optimizer, --max-norm",
      "--optimizer lbfgs --input-dropout 0.2; --optimizer, --input-dropout",
      "--optimizer lbfgs --dropout 0.2; --optimizer, --dropout",
      "--loss huber --label-smoothing 0.1; --label-smoothing, --loss",
      "--calibrate --validation none; --calibrate, --validation",
      "--calibrate --loss squared-error; --calibrate, --loss",
      "--normalization batch --batch 1; batch normalisation, at least 2",
      "--monitor validation_loss --patience 2 --validation none; validation_loss, no validation examples",
      "--monitor r2 --keep best; r2, accuracy",
      "--monitor acuracy; --monitor, accuracy",
      "--monitor r2; r2, 3 classes, accuracy",
      "--monitor precision --patience 2; precision, 3 classes",
      "--monitor hamming_loss --patience 2; hamming_loss, 3 classes",
      "--monitor top_5_accuracy --patience 2; top_5_accuracy, 3 classes",
      "--monitor train_mcc --patience 2; train_mcc, training examples, accuracy",
      "--class-weight aster=2,rose=1; rose, aster",
      "--class-weight aster=-1; --class-weight, -1",
      "--init he+bias:0.1 --bias-init 0.2; --init, --bias-init",
      "--init-from x.safetensors --init zeros; --init-from, --init",
      "--hidden none --dropout 0.3; --dropout, --hidden",
      "--hidden none --normalization layer; --normalization, --hidden",
      "--average swa:30; --average, epoch 30",
      "--categories ordinal --max-categories 9; --max-categories, --categories, ordinal",
      "--categories hashed:8 --min-count 2; --min-count, --categories, hashed:8",
      "--decimal , --thousands ,; --decimal, --thousands, must differ",
      "--numeric x --categorical x; --numeric, --categorical, the column x",
      "--numeric x --ignore x; --numeric, --ignore, the column x",
      "--scale-target standard; --scale-target, values, 3 classes",
      "--clip 0; --clip, 0.0, above 0",
      "--fill abc; --fill abc, median",
      "--fill NaN; --fill, NaN, finite",
      "--max-categories 0; --max-categories, at least 1",
      "--min-count 0.5; --min-count, 0.5, at least 1",
      "--categories hashed:0; --categories, 0 buckets, at least 1",
      "--categories hot; --categories hot, one-hot",
      "--decimal x; --decimal, \"x\"",
      "--thousands x; --thousands, \"x\"",
      "--units 5; --units, \"5\"",
      "--separator abc; --separator abc, tab",
      "--separator a; --separator, \"a\"",
      "--encoding nope; --encoding nope, utf-8"})
  void contradictionsAreRefusedByBothNames(String options, String says) {
    Gradus refused = train(flowers, "kind", options.split(" "));

    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err().lines().filter(line -> line.startsWith("gradus: "))).singleElement().asString().contains(says.split(", "));
    assertThat(folder.resolve("run")).as("the same words can be said again").doesNotExist();
  }

  @Test
  void aValueIsScaledOnlyWhereTheOutputCanBeAnyNumber() {
    Gradus asked = train(prices, "price", "--loss", "poisson", "--scale-target", "standard");

    assertThat(asked.code()).as(asked.err()).isEqualTo(ExitCode.USAGE);
    assertThat(asked.err()).contains("--scale-target standard", "the output of the network is exponential", "--loss");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void endsWithoutGainAndKeepsTheBestEpoch() throws IOException {
    Gradus run = train(answers, "answer", "--epochs", "200", "--lr", "0.5", "--optimizer", "sgd", "--patience", "3", "--min-gain", "0.01", "--json").done();

    List<Map<?, ?>> epochs = run.objects().stream().filter(o -> o.get("event").equals("epoch")).toList();
    assertThat(epochs).hasSizeBetween(4, 199);
    assertThat(run.err()).contains("ended after epoch " + epochs.size() + ", 3 epochs without gain");
    double best = epochs.stream().mapToDouble(e -> ((Number) e.get("validation_loss")).doubleValue()).min().orElseThrow();
    try (Model model = Model.load(folder.resolve("run/model.safetensors"))) {
      int kept = ((Number) model.provenance().get("kept_epoch")).intValue();
      assertThat(((Number) epochs.get(kept - 1).get("validation_loss")).doubleValue()).isEqualTo(best);
      assertThat(model.provenance().get("ending")).isEqualTo("no gain");
    }
  }

  @Test
  void everyEpochIsInBothHistories() throws IOException {
    train(flowers, "kind", "--epochs", "4", "--validation", "0.3").done();

    List<String> csv = Files.readAllLines(folder.resolve("run/history.csv"));
    assertThat(csv).hasSize(5);
    assertThat(csv.get(0)).startsWith("epoch,steps,train_loss,train_accuracy,validation_loss,validation_accuracy,")
        .contains(",validation_log_loss,", ",validation_roc_auc,", ",rate,seconds,examples_per_second");
    assertThat(csv.get(4)).startsWith("4,");
    assertThat(csv.get(4).split(",", -1)).hasSameSizeAs(csv.get(0).split(","));
    assertThat(Files.readAllLines(folder.resolve("run/history.jsonl"))).hasSize(4);
  }

  @Test
  void calibratesOnTheValidationExamples() throws IOException {
    Samples.write(answers, Samples.answers() + "-5,yes\n-9,yes\n-12,yes\n4,no\n7,no\n15,no\n");

    Gradus run = train(answers, "answer", "--epochs", "300", "--lr", "0.1", "--validation", "0.4", "--calibrate").done();

    assertThat(run.err()).containsPattern("calibrated with temperature [0-9.]+: on the validation examples log loss [0-9.e-]+ to [0-9.e-]+, calibration error");
    assertThat(Gradus.run("inspect", folder.resolve("run/model.safetensors")).done().out()).contains("temperature");
  }

  @Test
  void nothingToCalibrateIsSaid() {
    Gradus run = train(answers, "answer", "--epochs", "300", "--lr", "0.1", "--calibrate").done();

    assertThat(run.err()).contains("notice: no temperature fits");
  }

  @Test
  void aLossRefusesTargetsThatItHasNoMeaningFor() throws IOException {
    Samples.write(prices, Samples.prices() + "1,1,-0.5\n");

    Gradus refused = train(prices, "price", "--loss", "poisson", "--task", "regression");

    assertThat(refused.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(refused.err()).contains("prices.csv", "price", "poisson");
    assertThat(folder.resolve("run")).as("the same words can be said again").doesNotExist();
  }

  @Test
  void lbfgsFindsTheExactLine() {
    Gradus run = train(prices, "price", "--hidden", "none", "--optimizer", "lbfgs", "--epochs", "100", "--validation", "none", "--dtype", "double", "--json").done();

    List<Map<?, ?>> epochs = run.objects().stream().filter(o -> o.get("event").equals("epoch")).toList();
    assertThat(((Number) epochs.get(epochs.size() - 1).get("train_loss")).doubleValue()).isCloseTo(0, within(1e-12));
    assertThat(epochs).hasSizeLessThan(50);
    assertThat(run.err()).contains("nothing is left to improve");
  }

  @Test
  void everyMethodScheduleActivationAndAverageTrains() {
    for (String options : List.of("--optimizer adamw --schedule cosine-steps", "--optimizer nadam --schedule exponential-epochs:0.9", "--optimizer lion --lr 0.003",
        "--optimizer rmsprop --centered --momentum 0.5", "--optimizer adagrad --lr 0.1", "--optimizer adadelta --lr 1", "--optimizer adamax --average ema:0.9",
        "--optimizer amsgrad --average swa:5", "--activation gelu --normalization batch", "--activation mish --normalization layer --dropout 0.1",
        "--activation selu --input-noise 0.1 --input-dropout 0.1", "--activation softplus --max-norm 3 --l1 0.001", "--clip-norm 1 --schedule one-cycle-steps",
        "--clip-value 0.5 --schedule plateau-epochs:0.5:2", "--schedule warm-up-steps:5+cosine-steps --class-weight balanced", "--loss focal", "--init orthogonal")) {
      List<String> words = new ArrayList<>(List.of("--epochs", "40", "--batch", "10", "--json", "--run-dir", folder.resolve("r" + options.hashCode()).toString()));
      if (!options.contains("--lr")) words.addAll(List.of("--lr", "0.02"));
      words.addAll(List.of(options.split(" ")));
      Gradus run = Gradus.run(java.util.stream.Stream.concat(java.util.stream.Stream.of("train", flowers, "--target", "kind"), words.stream()).toArray()).done();
      Map<?, ?> last = run.objects().get(39);
      assertThat(((Number) last.get("train_accuracy")).doubleValue()).as(options).isGreaterThan(0.85);
    }
  }

  @Test
  void aModelToStartFromThatIsOfAnotherNetworkIsTold() {
    train(flowers, "kind", "--epochs", "2", "--activation", "tanh").done();
    String model = folder.resolve("run/model.safetensors").toString();

    Gradus other = Gradus.run("train", flowers, "--target", "kind", "--epochs", "1", "--init-from", model, "--run-dir", folder.resolve("other")).done();
    Gradus same = Gradus.run("train", flowers, "--target", "kind", "--epochs", "1", "--activation", "tanh", "--init-from", model, "--prepare", "none", "--run-dir",
        folder.resolve("same")).done();

    assertThat(other.err()).contains("notice: the weights of " + model + " are of 2 → 128 tanh → 3 softmax", "notice: the columns are prepared anew");
    assertThat(same.err()).doesNotContain("notice: the weights").contains("notice: the columns are prepared anew");
  }
}
