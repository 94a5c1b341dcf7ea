package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scalings, fills and encodings are scikit-learn's, on the columns that src/test/python/preparation.py generated. */
class PreparationAgainstScikitLearnTest {
  private static final Column NUMBER = Column.number("x");
  private static final Column CATEGORY = Column.category("c");
  private static final TextRules RULES = TextRules.standard();

  private static List<Map<?, ?>> cases(String kind) {
    try (InputStream in = PreparationAgainstScikitLearnTest.class.getResourceAsStream("/reference/preparation.json")) {
      Map<?, ?> all = (Map<?, ?>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      List<Map<?, ?>> cases = new ArrayList<>();
      for (Object one : (List<?>) all.get(kind)) cases.add((Map<?, ?>) one);
      return cases;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static double[] numbers(Object list) {
    return ((List<?>) list).stream().mapToDouble(x -> x == null ? Double.NaN : (Double) x).toArray();
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  private static void near(String what, double[] actual, double[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("%s, output %d", what, i).isCloseTo(expected[i], within(1e-12 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  private static Fill fill(String name) {
    return switch (name) {
      case "mean" -> Fill.mean();
      case "median" -> Fill.median();
      default -> Fill.constant(2.5);
    };
  }

  @Test
  void numbersAreFilledTransformedAndScaled() {
    List<Map<?, ?>> cases = cases("numbers");
    for (Map<?, ?> one : cases) {
      NumberPlan plan = NumberPlan.standard().withScaling(Scaling.valueOf(((String) one.get("scaling")).toUpperCase(Locale.ROOT)))
          .withTransform((Boolean) one.get("log1p") ? Transform.LOG1P : Transform.NONE).withFill(fill((String) one.get("fill")));
      double[] values = numbers(one.get("values"));
      NumberFit fit = new NumberFit(NUMBER, plan);
      for (int i = 0; i < ((Double) one.get("train")).intValue(); i++) fit.add(values[i], 1, Sample.key(i));
      Encoding encoding = fit.encoding();
      for (int i = 0; i < values.length; i++) {
        double[] outputs = new double[encoding.width()];
        encoding.write(values[i], outputs, 0);
        near(one.get("column") + " " + plan + ", row " + i, outputs, numbers(((List<?>) one.get("outputs")).get(i)));
      }
    }
    assertThat(cases.size()).isEqualTo(112);
  }

  @Test
  void weightsCountInMeanAndDeviation() {
    for (Map<?, ?> one : cases("weighted")) {
      double[] values = numbers(one.get("values"));
      double[] weights = numbers(one.get("weights"));
      Moments moments = new Moments();
      for (int i = 0; i < values.length; i++) {
        if (weights[i] > 0 && !Double.isNaN(values[i])) moments.add(values[i], weights[i]);
      }
      near("mean and deviation", new double[] {moments.mean(), moments.deviation()}, new double[] {(Double) one.get("mean"), (Double) one.get("deviation")});
    }
  }

  private static CategoryFit fit(CategoryPlan plan, List<String> cells) {
    List<String> dictionary = List.copyOf(new LinkedHashSet<>(cells));
    CategoryFit fit = new CategoryFit(CATEGORY, plan, dictionary);
    for (String cell : cells) fit.add(dictionary.indexOf(cell), 1, 0);
    return fit;
  }

  @Test
  void oneHotKeepsTheMostFrequentAndPutsTheRestTogether() {
    List<Map<?, ?>> cases = cases("one-hot");
    for (Map<?, ?> one : cases) {
      List<String> cells = texts(one.get("cells"));
      CategoryPlan plan = CategoryPlan.oneHot(((Double) one.get("most")).intValue(), (Double) one.get("least"));
      Encoding encoding = fit(plan, cells.subList(0, ((Double) one.get("train")).intValue())).encoding();
      for (int i = 0; i < cells.size(); i++) {
        double[] outputs = new double[encoding.width()];
        encoding.write(encoding.raw(cells.get(i), RULES), outputs, 0);
        assertThat(outputs).as("%s, %s", plan, cells.get(i)).containsExactly(numbers(((List<?>) one.get("outputs")).get(i)));
      }
    }
    assertThat(cases.size()).isEqualTo(18);
  }

  @Test
  void ordinalIsTheStandardisedPlace() {
    for (Map<?, ?> one : cases("ordinal")) {
      List<String> cells = texts(one.get("cells"));
      CategoryPlan plan = one.get("order") == null ? CategoryPlan.ordinal() : CategoryPlan.ordered(texts(one.get("order")));
      Encoding encoding = fit(plan, cells).encoding();
      double[] outputs = new double[cells.size()];
      for (int i = 0; i < cells.size(); i++) encoding.write(encoding.raw(cells.get(i), RULES), outputs, i);
      near(plan.toString(), outputs, numbers(one.get("outputs")));
    }
  }

  @Test
  void hashesAreTheSameEverywhere() {
    for (Map<?, ?> one : cases("hashed")) {
      Hashed hashed = new Hashed(CATEGORY, ((Double) one.get("buckets")).intValue());
      double[] places = texts(one.get("texts")).stream().mapToDouble(text -> hashed.raw(text, RULES)).toArray();
      assertThat(places).containsExactly(numbers(one.get("places")));
    }
  }
}
