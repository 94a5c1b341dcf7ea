package dev.gradus.kernel;

/**
 * Takes the parts that the state of a run is made of, one after the other, each under a name of its own: one ledger notes them, another brings back what was noted.
 *
 * <p>What has state tells it in one method, which serves both ways, so that nothing can be noted and not be brought back:
 *
 * <pre>{@code
 * void state(Ledger ledger) {
 *   ledger.vector("velocity", velocity);
 *   step = ledger.count("steps", step, Ledger.MOST);
 * }
 * }</pre>
 */
public interface Ledger {
  /** The largest number of things that is noted exactly. */
  long MOST = 1L << 53;

  /** Notes the values of a vector, or writes those that were noted into it. */
  void vector(String name, Matrix values);

  /** Notes figures, as many as ever under this name. @return these, or those that were noted */
  double[] figures(String name, double... now);

  /** Notes figures, of which there may be more later. @return these, or those that were noted */
  double[] series(String name, double... now);

  /** Notes a whole number from 0 to {@code most}, which is at most {@link #MOST}. @return it, or the one that was noted */
  default long count(String name, long now, long most) {
    return (long) figures(name, now)[0];
  }

  /** Notes whether something is so. @return that, or what was noted */
  default boolean flag(String name, boolean now) {
    return figures(name, now ? 1 : 0)[0] == 1;
  }

  /** The same ledger for a part, whose names all begin with that of the part and a point. */
  default Ledger part(String part) {
    Ledger whole = this;
    return new Ledger() {
      @Override
      public void vector(String name, Matrix values) {
        whole.vector(part + "." + name, values);
      }

      @Override
      public double[] figures(String name, double... now) {
        return whole.figures(part + "." + name, now);
      }

      @Override
      public double[] series(String name, double... now) {
        return whole.series(part + "." + name, now);
      }

      @Override
      public long count(String name, long now, long most) {
        return whole.count(part + "." + name, now, most);
      }

      @Override
      public boolean flag(String name, boolean now) {
        return whole.flag(part + "." + name, now);
      }
    };
  }
}
