package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables as people have them, with gaps, words, dates and marks of their own: they train, and what became of them is told. */
class TablesTest {
  @TempDir private Path folder;

  private int runs;

  private static String table(String header, IntFunction<String> row) {
    StringBuilder csv = new StringBuilder(header).append('\n');
    for (int i = 0; i < 120; i++) csv.append(row.apply(i)).append('\n');
    return csv.toString();
  }

  private static String price(int i) {
    return String.format(Locale.ROOT, "%.2f", 100 + i % 7 * 12.5 + i % 3);
  }

  static Stream<Arguments> messes() {
    return Stream.of(
        arguments("gaps", table("size,room,price", i -> (i % 10 == 0 ? "n/a" : i % 7) + "," + (i % 40 == 1 ? "" : i % 3) + "," + price(i)), "",
            List.of("notice: cells are missing in 2 of 2 columns: size 12, room 3, of 120 training rows")),
        arguments("a mark of its own for what is missing", table("size,price", i -> (i % 10 == 0 ? "unknown" : i % 7) + "," + price(i)), "--missing unknown",
            List.of("notice: cells are missing in 1 of 1 columns: size 12, of 120 training rows")),
        arguments("a column of names", table("name,size,price", i -> "house " + i + "," + i % 7 + "," + price(i)), "",
            List.of("notice: the column name has texts that are nearly all different", "--categorical")),
        arguments("categories, booleans and dates", table("city,garden,sold,price", i -> List.of("Rome", "Oslo", "Bath").get(i % 3) + ","
            + (i % 7 > 3 ? "yes" : "no") + ",2024-0" + (1 + i % 7) + "-15," + price(i)), "", List.of("3 columns")),
        arguments("rows without a target", table("size,price", i -> i % 7 + "," + (i % 20 == 5 ? "" : price(i))), "",
            List.of("notice: 6 of 120 rows have no price and are left out, the first in line 7", "114 examples")),
        arguments("decimal commas", table("size;price", i -> i % 7 + ",5;" + price(i).replace('.', ',')), "",
            List.of("notice: numbers are read with a decimal comma")),
        arguments("marks and units that are said", table("size;price", i -> "$" + (1 + i % 7) + ".000;" + price(i).replace('.', ',')),
            "--decimal , --thousands . --units $ --separator ; --numeric size", List.of("1 columns")),
        arguments("dates that could be either", table("sold,price", i -> (1 + i % 7) + "/" + (1 + i % 3) + "/2024," + price(i)), "",
            List.of("notice: column \"sold\":", "--dates day-first")),
        arguments("dates whose order is said", table("sold,price", i -> (1 + i % 7) + "/" + (1 + i % 3) + "/2024," + price(i)), "--dates day-first",
            List.of("1 columns")),
        arguments("codes", table("zip,price", i -> "0120" + i % 7 + "," + price(i)), "", List.of("notice: column \"zip\":", "--numeric zip")),
        arguments("no header", table("1.5,107.25", i -> i % 7 + ".5," + price(i)), "--no-header", List.of("1 columns")));
  }

  private static final String PLANTS = table("kind,price", i -> List.of("none", "red", "NA", "green").get(i % 4) + "," + price(i));

  @Test
  void aWordThatMarksAMissingValueIsNamed() throws IOException {
    assertThat(train(PLANTS, "").done().err()).contains("notice: a missing value is meant by \"NA\" and \"none\" in kind; if that is a category, say --missing only:");
    Gradus target = train(table("size,price", i -> i % 7 + "," + List.of("none", "mild", "severe").get(i % 3)), "").done();
    assertThat(target.err()).contains("notice: 40 of 120 rows have no price and are left out, the first in line 2; \"none\" marks a missing value: say --missing only:");
    Gradus kept = train(table("size,price", i -> i % 7 + "," + List.of("none", "mild", "severe").get(i % 3)), "--missing only:?,-999").done();
    assertThat(kept.err()).contains("predicting 3 classes of price").doesNotContain("notice: ");
  }

  @Test
  void marksOfMissingValuesMayStandInTheSchema() throws IOException {
    String columns = "columns:\n  kind: {type: category, encoding: ordinal, order: [none, red, green, NA]}\n";
    Path schema = Samples.write(folder.resolve("schema.yaml"), columns);
    assertThat(train(PLANTS, "--schema " + schema).err()).contains("the order of the column \"kind\" has \"none\", which marks a missing value");
    Samples.write(schema, columns + "missing: \"only:\"\n");
    assertThat(train(PLANTS, "--schema " + schema).done().err()).doesNotContain("notice: ");
    assertThat(train(PLANTS, "--schema " + schema + " --missing unknown").err()).contains("which marks a missing value");
    Samples.write(schema, columns + "missing: [a, \"only:b\"]\n");
    assertThat(train(PLANTS, "--schema " + schema).err()).contains("schema.yaml line 3: key \"missing\": a mark of missing values of only:b was asked for");
  }

  @Test
  void whatASchemaLeavesOutIsTold() throws IOException {
    Path schema = Samples.write(folder.resolve("schema.yaml"), "columns:\n  kind: {type: category, encoding: ordinal, order: [red, green]}\n  name: {type: text}\n");
    Gradus run = train(table("kind,name,price", i -> List.of("red", "blue", "green").get(i % 3) + ",n" + i + "," + price(i)), "--schema " + schema).done();
    assertThat(run.err()).contains("notice: 40 of 120 training rows have a kind that its order does not have, the first \"blue\"").doesNotContain("nearly all");
  }

  @Test
  void aUnitOfATargetIsReadAsOne() throws IOException {
    Gradus run = train(table("size,price", i -> i % 7 + "," + i % 40 + ".5%"), "").done();
    assertThat(run.err()).contains("notice: the column price is read as numbers without the % at them", "predicting the value of price");
    assertThat(train(table("size,price", i -> i % 7 + "," + i % 40 + ".5%"), "--task regression").done().err()).contains("predicting the value of price");
    assertThat(train(table("size,price", i -> i % 12 + " kg," + i % 9 + " m"), "").done().err()).contains("notice: column \"size\": \"0 kg\" and nearly all other "
        + "cells are numbers with a unit, and so few different ones that they are taken for categories. Add --units kg", "notice: column \"price\": \"0 m\"");
  }

  private Gradus train(String text, String options) throws IOException {
    Path data = Samples.write(folder.resolve("data.csv"), text);
    String target = options.contains("--no-header") ? "c2" : "price";
    List<Object> words = new ArrayList<>(List.of("train", data, "--target", target, "--validation", "none", "--epochs", "3", "--run-dir",
        folder.resolve(runs++ == 0 ? "run" : "run" + runs)));
    if (!options.isEmpty()) words.addAll(List.of(options.split(" ")));
    return Gradus.run(words.toArray());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messes")
  void trainAndSayWhatBecameOfThem(String name, String text, String options, List<String> says) throws IOException {
    Gradus run = train(text, options).done();

    assertThat(run.err()).contains(says);
    assertThat(run.err().lines().filter(line -> line.startsWith("notice: "))).hasSize((int) says.stream().filter(line -> line.startsWith("notice: ")).count());
  }

  @Test
  void theValidationFileIsReadInItsOwnDialectWithTheRulesOfTheTraining() throws IOException {
    IntFunction<String> semicolons = i -> i % 7 + ",5;" + (1 + i % 12) + "/2/2024;" + price(i).replace('.', ',');
    Samples.write(folder.resolve("same.csv"), table("size;sold;price", semicolons) + "1,5;13/2/2024;115,50\n");
    Samples.write(folder.resolve("other.csv"), table("price,sold,size", i -> {
      String[] cells = semicolons.apply(i).split(";");
      return "\"" + cells[2] + "\"," + cells[1] + ",\"" + cells[0] + "\"";
    }) + "\"115,50\",13/2/2024,\"1,5\"\n");
    List<Map<?, ?>> lasts = new ArrayList<>();
    for (String validation : List.of("same.csv", "other.csv")) {
      lasts.add(Gradus.run("train", folder.resolve("same.csv"), "--target", "price", "--validation", folder.resolve(validation), "--epochs", "2", "--json",
          "--run-dir", folder.resolve("run-" + validation)).done().objects().get(1));
    }
    Path model = folder.resolve("run-same.csv/model.safetensors");

    assertThat(lasts.get(1).get("validation_rmse")).isNotNull().isEqualTo(lasts.get(0).get("validation_rmse"));
    assertThat(Gradus.run("evaluate", model, folder.resolve("other.csv"), "--json").done().object().get("rmse")).isEqualTo(lasts.get(0).get("validation_rmse"));
    assertThat(Gradus.run("inspect", model).done().out()).containsPattern("sold +time +elapsed");
  }

  @Test
  void inspectShowsWhatBecomesOfEachColumn() throws IOException {
    train(table("size,area,garden,city,sold,price", i -> (i % 10 == 0 ? "" : i % 7) + "," + i * i % 1000 + "," + (i % 2 == 0 ? "yes" : "no") + ","
        + (i % 5 == 0 ? "" : List.of("Rome", "Oslo", "Bath").get(i % 3)) + ",2024-0" + (1 + i % 7) + "-15," + price(i)),
        "--log1p area --fill median --clip 3 --max-categories 2").done();

    Gradus words = Gradus.run("inspect", folder.resolve("run/model.safetensors")).done();
    Map<?, ?> json = Gradus.run("inspect", folder.resolve("run/model.safetensors"), "--json").done().object();

    assertThat(words.out()).containsPattern("inputs +5 columns, which make \\d+ inputs")
        .containsPattern("size +number +\\(clip\\(x, .*missing is 3, and an input of its own").containsPattern("area +number +\\(log1p\\(clip\\(x, ")
        .containsPattern("garden +boolean").containsPattern("city +category +an input each for .*, others, missing")
        .containsPattern("sold +time +").containsPattern("learned as \\(y − ");
    assertThat(((Map<?, ?>) json.get("preparation")).keySet().stream().map(Object::toString)).containsExactly("size", "area", "garden", "city", "sold");
  }

  @Test
  void figuresAreInTheUnitOfTheTargetAndTheLossIsOfWhatIsLearned() throws IOException {
    String text = table("size,price", i -> i % 7 + "," + 1000 * Double.parseDouble(price(i)));
    Gradus scaled = train(text, "--json").done();
    Gradus unscaled = Gradus.run("train", folder.resolve("data.csv"), "--target", "price", "--scale-target", "none", "--epochs", "1", "--lr", "1e-9",
        "--run-dir", folder.resolve("unscaled")).done();
    double factor = ((Number) ((List<?>) Gradus.run("inspect", folder.resolve("run/model.safetensors"), "--json").done().object().get("target_scaling")).get(1))
        .doubleValue();
    Map<?, ?> epoch = scaled.objects().get(0);

    assertThat(scaled.err()).doesNotContain("of the size of");
    assertThat(unscaled.err()).contains("notice: price has values of the size of", "--scale-target standard");
    assertThat((Double) epoch.get("train_rmse")).isGreaterThan(1000);
    assertThat((Double) epoch.get("train_loss")).isCloseTo(Math.pow(factor * (Double) epoch.get("train_rmse"), 2) / 2, within(1e-6));
  }
}
