package dev.gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.metrics.Reference.Case;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every figure is scikit-learn's where it has one, and absent where it has none; a weight of two is the example twice, of zero its absence. */
class ScikitLearnTest {
  private static final double TOLERANCE = 1e-9;

  private interface Evaluated {
    Map<String, Double> figures(Case given, boolean repeated);
  }

  private static void check(String file, String kind, Evaluated evaluated) {
    Map<String, Integer> defined = new TreeMap<>();
    int number = 0;
    for (Case given : Reference.cases(file, kind)) {
      String name = kind + " case " + number++;
      Map<String, Double> expected = given.figures();
      equal(name, evaluated.figures(given, false), expected);
      if (given.hasWholeWeights()) equal(name + " with repeated examples", evaluated.figures(given, true), expected);
      expected.keySet().forEach(figure -> defined.merge(figure, 1, Integer::sum));
    }
    assertThat(defined.values()).as("each is defined in at least 50 cases: %s", defined).allMatch(count -> count >= 50);
  }

  private static void equal(String name, Map<String, Double> actual, Map<String, Double> expected) {
    assertThat(new TreeSet<>(actual.keySet())).as("%s: what is defined", name).isEqualTo(new TreeSet<>(expected.keySet()));
    expected.forEach((figure, value) -> assertThat(actual.get(figure)).as("%s: %s", name, figure)
        .isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value)))));
  }

  private static ClassFigures figures(Case given, int classes, boolean repeated) {
    ClassFigures figures = new ClassFigures(names(classes), given.row("outputs", 0).length, true);
    for (int i : given.examples(repeated)) figures.add(given.actual(i), given.row("outputs", i), 0, repeated ? 1 : given.weight(i));
    return figures;
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(c -> "c" + c).toList();
  }

  private static Map<String, Double> all(ClassFigures classes) {
    Map<String, Double> figures = new LinkedHashMap<>(new Evaluation.OfClasses(1, 1, classes).figures());
    figures.remove("loss");
    classes.confusion().linearKappa().ifPresent(kappa -> figures.put("kappa_linear", kappa));
    classes.confusion().quadraticKappa().ifPresent(kappa -> figures.put("kappa_quadratic", kappa));
    return figures;
  }

  private static void eachClass(Case given, ConfusionMatrix confusion) {
    for (int c = 0; c < confusion.labels().size(); c++) {
      Map<String, Double> own = new LinkedHashMap<>();
      put(own, "precision", confusion.precision(c));
      put(own, "recall", confusion.recall(c));
      put(own, "f1", confusion.f1(c));
      equal("class " + c, own, Case.figures(given.list("each").get(c)));
    }
  }

  private static void put(Map<String, Double> figures, String name, OptionalDouble figure) {
    figure.ifPresent(value -> figures.put(name, value));
  }

  @Test
  void severalClasses() {
    check("metrics-several", "several", (given, repeated) -> all(figures(given, (int) given.number("classes"), repeated)));
    for (Case given : Reference.cases("metrics-several", "several")) {
      eachClass(given, figures(given, (int) given.number("classes"), false).confusion());
    }
  }

  @Test
  void twoClassesWithOneOutput() {
    check("metrics", "two", (given, repeated) -> all(figures(given, 2, repeated)));
    for (Case given : Reference.cases("metrics", "two")) eachClass(given, figures(given, 2, false).confusion());
  }

  @Test
  void twoClassesWithTwoOutputs() {
    check("metrics", "two", (given, repeated) -> {
      ClassFigures figures = new ClassFigures(names(2), 2, true);
      for (int i : given.examples(repeated)) {
        double p = given.row("outputs", i)[0];
        figures.add(given.actual(i), new double[] {Double.NaN, 1 - p, p}, 1, repeated ? 1 : given.weight(i));
      }
      return all(figures);
    });
  }

  @Test
  void figuresStayWhenExamplesAreForgotten() {
    check("metrics", "two", (given, repeated) -> {
      ClassFigures figures = figures(given, 2, repeated);
      figures.forgetExamples();
      assertThat(figures.curve()).isEmpty();
      return all(figures);
    });
  }

  @Test
  void curvesOfTwoClasses() {
    int curves = 0;
    for (Case given : Reference.cases("metrics", "two")) {
      ScoreCurve curve = figures(given, 2, false).curve().orElseThrow();
      if (given.list("roc") == null) {
        assertThat(curve.roc()).isEmpty();
        continue;
      }
      curves++;
      List<ScoreCurve.Point> roc = curve.roc();
      points(roc.subList(1, roc.size()), ScoreCurve.Point::threshold, given.row("roc", 0));
      points(roc, ScoreCurve.Point::x, given.row("roc", 1));
      points(roc, ScoreCurve.Point::y, given.row("roc", 2));
      points(curve.precisionRecall(), ScoreCurve.Point::x, given.row("precision_recall", 0));
      points(curve.precisionRecall(), ScoreCurve.Point::y, given.row("precision_recall", 1));
    }
    assertThat(curves).isGreaterThanOrEqualTo(50);
  }

  private static void points(List<ScoreCurve.Point> points, ToDoubleFunction<ScoreCurve.Point> part, double[] expected) {
    assertThat(points.stream().mapToDouble(part).toArray()).containsExactly(expected, within(TOLERANCE));
  }

  @Test
  void values() {
    check("metrics", "values", (given, repeated) -> {
      RegressionFigures errors = new RegressionFigures();
      QuantileFigures quantiles = new QuantileFigures(given.number("quantile"));
      for (int i : given.examples(repeated)) {
        double weight = repeated ? 1 : given.weight(i);
        errors.add(given.row("outputs", i)[0], given.row("actual", i)[0], weight);
        quantiles.add(given.row("outputs", i), 0, given.row("actual", i)[0], weight);
      }
      if (given.size() % 2 == 0) errors.forgetExamples();
      Map<String, Double> figures = new LinkedHashMap<>(new Evaluation.OfValues(1, 1, errors, Optional.of(quantiles)).figures());
      figures.remove("loss");
      return figures;
    });
  }

  @Test
  void labels() {
    check("metrics", "labels", (given, repeated) -> {
      MultiLabelFigures labels = new MultiLabelFigures(names(given.row("actual", 0).length));
      for (int i : given.examples(repeated)) labels.add(given.row("actual", i), 0, given.row("outputs", i), 0, repeated ? 1 : given.weight(i));
      if (given.size() % 2 == 0) labels.forgetExamples();
      Map<String, Double> figures = new LinkedHashMap<>(new Evaluation.OfLabels(1, 1, labels).figures());
      figures.remove("loss");
      return figures;
    });
  }

  /** The running figures of an epoch are those of an evaluation, however the examples are divided into batches. */
  @Test
  void runningFigures() {
    for (Case given : Reference.cases("metrics-several", "several")) running(RunningFigures.ofClasses((int) given.number("classes")), given, true);
    for (Case given : Reference.cases("metrics", "two")) running(RunningFigures.ofClasses(1), given, false);
    for (Case given : Reference.cases("metrics", "values")) running(RunningFigures.ofValues(1, 0), given, false);
    for (Case given : Reference.cases("metrics", "labels")) running(RunningFigures.ofLabels(given.row("actual", 0).length), given, false);
  }

  private static void running(RunningFigures figures, Case given, boolean oneHot) {
    int batch = 4;
    int units = given.row("outputs", 0).length;
    for (int time = 0; time < 2; time++) {
      figures.clear();
      for (int from = 0; from < given.size(); from += batch) {
        int m = Math.min(batch, given.size() - from);
        double[] outputs = new double[batch * units];
        double[] targets = new double[batch * units];
        double[] w = new double[batch];
        for (int i = 0; i < m; i++) {
          w[i] = given.weight(from + i);
          System.arraycopy(given.row("outputs", from + i), 0, outputs, i * units, units);
          if (oneHot) {
            targets[i * units + given.actual(from + i)] = 1;
          } else {
            System.arraycopy(given.row("actual", from + i), 0, targets, i * units, units);
          }
        }
        figures.add(outputs, targets, w, m);
      }
    }
    Map<String, Double> expected = given.figures();
    expected.keySet().retainAll(List.of("accuracy", "hamming_loss", "r2", "rmse", "mae"));
    equal("running", figures.figures(), expected);
  }

  /** T and the likelihoods before and after, found with scipy. */
  @Test
  void temperature() {
    int inside = 0;
    for (Case given : Reference.cases("metrics", "temperature")) {
      int units = given.row("outputs", 0).length;
      double[] z = IntStream.range(0, given.size()).mapToObj(i -> given.row("outputs", i)).flatMapToDouble(Arrays::stream).toArray();
      double[] w = Reference.numbers(given.list("weights"));
      OptionalDouble t = units == 1 ? Temperature.ofSigmoid(z, 1, Reference.numbers(given.list("actual")), w)
          : Temperature.ofSoftmax(z, units, IntStream.range(0, given.size()).map(given::actual).toArray(), w);
      double expected = given.number("temperature");
      if (t.isEmpty() || Math.abs(Math.log(expected)) > 3.9) continue;
      inside++;
      assertThat(t.getAsDouble()).isCloseTo(expected, within(1e-6 * expected));
    }
    assertThat(inside).isGreaterThan(20);
  }
}
