package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LrFindCommandTest {
  @TempDir private Path folder;
  private Path flowers;

  @BeforeEach
  void write() throws IOException {
    flowers = Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
  }

  private double lossAfterTraining(String rate) {
    Gradus run = Gradus.run("train", flowers, "--target", "kind", "--optimizer", "sgd", "--lr", rate, "--batch", "10", "--epochs", "5", "--json",
        "--run-dir", folder.resolve("run" + rate)).done();
    return ((Number) run.objects().get(4).get("train_loss")).doubleValue();
  }

  @Test
  void suggestsARateThatLearnsAndDrawsTheCurve() {
    Gradus drawn = Gradus.run("lr-find", flowers, "--target", "kind", "--optimizer", "sgd", "--batch", "10").done();
    assertThat(drawn.lines()).hasSize(19).last().asString().startsWith("suggestion: --lr 0.");
    assertThat(drawn.out()).contains("O", "*", "learning rate, O is the suggestion");

    List<Map<?, ?>> objects = Gradus.run("lr-find", flowers, "--target", "kind", "--optimizer", "sgd", "--batch", "10", "--json").done().objects();
    double suggestion = ((Number) objects.get(objects.size() - 1).get("suggestion")).doubleValue();
    double right = lossAfterTraining(Double.toString(suggestion));
    assertThat(right).isLessThan(0.5 * lossAfterTraining(Double.toString(suggestion / 100)));
  }

  @Test
  void triesRatesFromTheFirstToTheLastEachAConstantFactorAboveTheOther() {
    List<Map<?, ?>> objects = Gradus.run("lr-find", flowers, "--target", "kind", "--from", "1e-6", "--to", "1e-4", "--steps", "21", "--json").done().objects();

    assertThat(objects).hasSize(22).last().satisfies(done -> assertThat(done.get("event")).isEqualTo("done"));
    double[] rates = objects.stream().limit(21).mapToDouble(o -> ((Number) o.get("rate")).doubleValue()).toArray();
    assertThat(rates[0]).isEqualTo(1e-6);
    assertThat(rates[20]).isEqualTo(1e-4);
    for (int i = 1; i < rates.length; i++) assertThat(rates[i] / rates[i - 1]).isCloseTo(Math.pow(100, 0.05), org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void endsWhenTheLossRunsAway() throws IOException {
    Path prices = Samples.write(folder.resolve("prices.csv"), Samples.prices());

    List<Map<?, ?>> objects = Gradus.run("lr-find", prices, "--target", "price", "--hidden", "none", "--optimizer", "sgd", "--to", "1e6", "--json").done().objects();

    assertThat(objects).hasSizeLessThan(200);
    assertThat(((Number) objects.get(objects.size() - 2).get("rate")).doubleValue()).isLessThan(1e3);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThat(Gradus.run("lr-find", flowers, "--target", "kind", "--optimizer", "lbfgs")).satisfies(run -> {
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("--optimizer", "lbfgs", "no learning rate to look for");
    });
    assertThat(Gradus.run("lr-find", flowers, "--target", "kind", "--from", "1", "--to", "0.1")).satisfies(run -> {
      assertThat(run.code()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("--from", "--to", "above the first");
    });
  }

  /** The noise of the flat part, which grows with the steps per decade, is not taken for a fall; the more steps have learned before, the earlier is the fall itself. */
  @Test
  void theSuggestionIsOnTheFallHoweverFineTheLookIs() {
    for (String steps : List.of("100", "400", "1000", "4000")) {
      List<Map<?, ?>> objects = Gradus.run("lr-find", flowers, "--target", "kind", "--hidden", "64", "--optimizer", "sgd", "--batch", "10", "--steps", steps,
          "--json").done().objects();
      Object suggestion = objects.get(objects.size() - 1).get("suggestion");
      double loss = objects.stream().filter(o -> suggestion.equals(o.get("rate"))).mapToDouble(o -> ((Number) o.get("smoothed_loss")).doubleValue()).findFirst().orElseThrow();
      assertThat(loss).as("%s steps, suggestion %s", steps, suggestion).isBetween(0.2, 0.8);
    }
  }
}
