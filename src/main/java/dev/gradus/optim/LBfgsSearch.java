package dev.gradus.optim;

import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes an {@link Objective} and θ, gives θ of smaller loss, iteration by iteration: L-BFGS (Nocedal and Wright, Numerical Optimization, 2nd edition,
 * algorithms 7.4 and 7.5) with a {@link LineSearch}.
 *
 * <p>d = −H g, where H follows from the last pairs s = θ⁺ − θ and y = g⁺ − g. A pair is left out when sᵀy is not above 0 by more than rounding, and all are
 * forgotten when d does not lead downwards or brings no smaller loss. The first step has length 1 at most. The loss never becomes larger.
 *
 * <p>It writes θ and g, keeps both, and owns d, copies of both and the pairs: 3 + 2 · history vectors as long as θ at most. One thread at a time.
 */
public final class LBfgsSearch implements AutoCloseable {
  private final LBfgs settings;
  private final Objective objective;
  private final Matrix theta;
  private final Matrix gradient;
  private final Vectors vectors;
  private final Matrix thetaBefore;
  private final Matrix gradientBefore;
  private final Matrix direction;
  private final ArrayDeque<Pair> pairs = new ArrayDeque<>();
  private final ArrayDeque<Pair> spare = new ArrayDeque<>();
  private final double[] alphas;
  private final double rounding;
  private final LineSearch.Line line = new Along();
  private boolean started;
  private double loss;
  private int evaluations;

  /**
   * What an iteration brought.
   *
   * @param loss after it, of the θ that it left
   * @param gradientNorm ‖g‖ there
   * @param evaluations of the objective that it made
   * @param converged whether another iteration is of no use: gradient or change are within tolerance, or no smaller loss was found
   */
  public record Iteration(double loss, double gradientNorm, int evaluations, boolean converged) {}

  private record Pair(Matrix s, Matrix y, double[] sy) {}

  /**
   * A search that begins at θ.
   *
   * @param theta flat, read and written by {@link #iterate}; stays the caller's
   * @param gradient as long as θ and of its type, written; holds g at θ after each iteration; stays the caller's
   * @param team does the work on vectors; kept, not closed here
   */
  public LBfgsSearch(LBfgs settings, Objective objective, Matrix theta, Matrix gradient, Team team) {
    this.settings = settings;
    this.objective = objective;
    this.theta = theta;
    this.gradient = gradient;
    vectors = new Vectors(theta.type(), team);
    thetaBefore = vectors.zeros(theta);
    gradientBefore = vectors.zeros(theta);
    direction = vectors.zeros(theta);
    alphas = new double[settings.history()];
    rounding = theta.type() == DataType.FLOAT ? Math.ulp(1f) : Math.ulp(1.0);
  }

  /** One direction and one search along it. A loss that is not finite at the beginning is given back as it is, and nothing is changed. */
  public Iteration iterate() {
    if (direction.isClosed() || theta.isClosed() || gradient.isClosed()) {
      throw new IllegalStateException("this search, its parameters or its gradient are closed");
    }
    evaluations = 0;
    if (!started) evaluate();
    started = true;
    if (!Double.isFinite(loss) || !(vectors.largest(gradient) > settings.gradientTolerance())) return iteration(true);
    double before = loss;
    vectors.copy(theta, thetaBefore);
    vectors.copy(gradient, gradientBefore);
    if (!searchAlong() && !restarted(before)) return iteration(true);
    double change = remember();
    boolean still = before - loss <= settings.changeTolerance() * Math.min(1, Math.abs(loss)) || change <= settings.changeTolerance();
    return iteration(still || vectors.largest(gradient) <= settings.gradientTolerance());
  }

  /** Notes the loss, the gradient and the pairs, or brings them back; θ is noted by its owner. */
  public void state(Ledger ledger) {
    started = ledger.flag("started", started);
    loss = ledger.figures("loss", loss)[0];
    ledger.vector("gradient", gradient);
    long count = ledger.count("pairs", pairs.size(), settings.history());
    while (pairs.size() > count) spare.addLast(pairs.removeLast());
    while (pairs.size() < count) pairs.addLast(spare.isEmpty() ? pair() : spare.removeLast());
    int i = 0;
    for (Pair pair : pairs) {
      ledger.vector("s" + ++i, pair.s);
      ledger.vector("y" + i, pair.y);
      System.arraycopy(ledger.figures("sy" + i, pair.sy), 0, pair.sy, 0, pair.sy.length);
    }
  }

  private Pair pair() {
    return new Pair(vectors.zeros(theta), vectors.zeros(theta), new double[2]);
  }

  /** Frees the vectors that are its own; a second call does nothing. */
  @Override
  public void close() {
    forget();
    for (Pair pair : spare) {
      pair.s.close();
      pair.y.close();
    }
    thetaBefore.close();
    gradientBefore.close();
    direction.close();
    vectors.close();
  }

  private Iteration iteration(boolean converged) {
    return new Iteration(loss, Math.sqrt(vectors.dot(gradient, gradient)), evaluations, converged);
  }

  private void evaluate() {
    loss = objective.lossAndGradient(theta, gradient);
    evaluations++;
  }

  /** Goes down along −H g. */
  private boolean searchAlong() {
    twoLoops();
    double slope = vectors.dot(gradient, direction);
    if (!(slope < 0)) {
      forget();
      twoLoops();
      slope = vectors.dot(gradient, direction);
    }
    double first = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(vectors.dot(direction, direction))) : 1;
    return slope < 0 && LineSearch.run(line, loss, slope, first);
  }

  /** Goes back to the beginning of the iteration, and down along −g if that is another direction. @return whether that made the loss smaller */
  private boolean restarted(double before) {
    boolean another = !pairs.isEmpty();
    back(before);
    forget();
    if (another && searchAlong()) return true;
    back(before);
    return false;
  }

  private void back(double before) {
    vectors.copy(thetaBefore, theta);
    vectors.copy(gradientBefore, gradient);
    loss = before;
  }

  /** d = −H g (algorithm 7.4). */
  private void twoLoops() {
    vectors.scale(-1, gradient, direction);
    int i = 0;
    for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); i++) {
      Pair pair = newest.next();
      alphas[i] = vectors.dot(pair.s, direction) / pair.sy[0];
      vectors.axpy(-alphas[i], pair.y, direction);
    }
    if (pairs.isEmpty()) return;
    vectors.scale(pairs.getLast().sy[0] / pairs.getLast().sy[1], direction, direction);
    for (Pair pair : pairs) {
      double beta = vectors.dot(pair.y, direction) / pair.sy[0];
      vectors.axpy(alphas[--i] - beta, pair.s, direction);
    }
  }

  /** Keeps s and y of this iteration. @return the largest |sᵢ| */
  private double remember() {
    if (pairs.size() == settings.history()) spare.add(pairs.removeFirst());
    Pair pair = spare.isEmpty() ? pair() : spare.removeLast();
    vectors.sum(theta, -1, thetaBefore, pair.s);
    vectors.sum(gradient, -1, gradientBefore, pair.y);
    pair.sy[0] = vectors.dot(pair.s, pair.y);
    pair.sy[1] = vectors.dot(pair.y, pair.y);
    boolean curved = pair.sy[0] > rounding * Math.sqrt(vectors.dot(pair.s, pair.s) * pair.sy[1]);
    (curved ? pairs : spare).addLast(pair);
    return vectors.largest(pair.s);
  }

  private void forget() {
    spare.addAll(pairs);
    pairs.clear();
  }

  /** θ = θ₀ + α d. */
  private final class Along implements LineSearch.Line {
    @Override
    public void move(double alpha) {
      vectors.sum(thetaBefore, alpha, direction, theta);
      evaluate();
    }

    @Override
    public double loss() {
      return loss;
    }

    @Override
    public double slope() {
      return vectors.dot(gradient, direction);
    }
  }
}
