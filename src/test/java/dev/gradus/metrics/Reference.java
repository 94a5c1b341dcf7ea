package dev.gradus.metrics;

import dev.gradus.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Generated predictions with scikit-learn's figures, from the files that src/test/python/metrics.py wrote. */
final class Reference {
  private Reference() {}

  /** The cases of a kind: several, two, values, labels or temperature. */
  static List<Case> cases(String file, String kind) {
    try (InputStream in = Reference.class.getResourceAsStream("/reference/" + file + ".json")) {
      Map<?, ?> all = (Map<?, ?>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      List<Case> cases = new ArrayList<>();
      for (Object one : (List<?>) all.get(kind)) cases.add(new Case((Map<?, ?>) one));
      return cases;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** One case. */
  record Case(Map<?, ?> json) {
    int size() {
      return list("weights").size();
    }

    List<?> list(String name) {
      return (List<?>) json.get(name);
    }

    double number(String name) {
      return (Double) json.get(name);
    }

    double[] row(String name, int i) {
      return list(name).get(i) instanceof List<?> row ? numbers(row) : new double[] {(Double) list(name).get(i)};
    }

    int actual(int i) {
      return (int) row("actual", i)[0];
    }

    double weight(int i) {
      return row("weights", i)[0];
    }

    Map<String, Double> figures() {
      return figures(json.get("figures"));
    }

    static Map<String, Double> figures(Object json) {
      Map<String, Double> figures = new LinkedHashMap<>();
      ((Map<?, ?>) json).forEach((name, value) -> figures.put((String) name, (Double) value));
      return figures;
    }

    /** The places of all examples; one of weight 2 stands there twice when {@code repeated}, one of weight 0 not at all. */
    int[] examples(boolean repeated) {
      return IntStream.range(0, size()).flatMap(i -> IntStream.generate(() -> i).limit(repeated ? (long) weight(i) : 1)).toArray();
    }

    boolean hasWholeWeights() {
      return IntStream.range(0, size()).allMatch(i -> weight(i) == Math.rint(weight(i)));
    }
  }

  static double[] numbers(List<?> list) {
    return list.stream().mapToDouble(x -> (Double) x).toArray();
  }
}
