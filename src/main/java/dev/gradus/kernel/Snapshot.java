package dev.gradus.kernel;

import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the state of a run into memory of its own, and brings it back as often as it is asked to. */
public final class Snapshot implements AutoCloseable {
  private final Map<String, Matrix> vectors = new LinkedHashMap<>();
  private final Map<String, double[]> figures = new LinkedHashMap<>();

  /** Notes what is told; what was noted under the same names before is forgotten. */
  public Ledger noting() {
    return new Ledger() {
      @Override
      public void vector(String name, Matrix values) {
        vectors.computeIfAbsent(name, fresh -> Matrix.zeros(values.type(), values.length())).array().assign(values.array());
      }

      @Override
      public double[] figures(String name, double... now) {
        figures.put(name, now.clone());
        return now;
      }

      @Override
      public double[] series(String name, double... now) {
        return figures(name, now);
      }
    };
  }

  /** Brings back what was noted. @throws IllegalStateException for a name that was not */
  public Ledger bringingBack() {
    return new Ledger() {
      @Override
      public void vector(String name, Matrix values) {
        values.array().assign(noted(vectors, name).array());
      }

      @Override
      public double[] figures(String name, double... now) {
        return noted(figures, name).clone();
      }

      @Override
      public double[] series(String name, double... now) {
        return figures(name, now);
      }
    };
  }

  private static <T> T noted(Map<String, T> all, String name) {
    if (!all.containsKey(name)) throw new IllegalStateException("nothing was noted under the name " + name);
    return all.get(name);
  }

  /** Frees the copies; a second call does nothing. */
  @Override
  public void close() {
    vectors.values().forEach(Matrix::close);
  }
}
