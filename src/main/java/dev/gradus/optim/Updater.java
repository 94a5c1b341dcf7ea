package dev.gradus.optim;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.kernel.TileOp;
import java.util.OptionalDouble;

/**
 * Takes flat θ and the gradient, gives θ after a step, with the state vectors that the rule needs.
 *
 * <p>In general it is one pass of the rule over (state, θ, g). Two rules are linear in g, so that back propagation can add α g where it belongs, and less
 * memory is touched: gradient descent adds −η g to θ itself and has nothing left to do, momentum adds g to μ v. {@link #accumulating} makes such steps, the
 * constructors the general one. Clipping needs the whole gradient first, and so the general way.
 *
 * <p>It writes θ, keeps it and the gradient's buffer, and owns the rest of the state. One thread at a time.
 */
public final class Updater implements AutoCloseable {
  private final Optimizer rule;
  private final Clipping clipping;
  private final Kernels kernels;
  private final Matrix theta;
  private final Matrix buffer;
  private final boolean accumulates;
  private final Matrix[] state;
  private final Matrix[] operands;
  private final TileOp pass;
  private double rate;
  private double factor = 1;
  private double norm;
  private boolean measured;
  private long step;
  private boolean closed;

  /** One pass over (θ, state, g), on the caller's thread alone: see {@link #Updater(Optimizer, Matrix, Matrix, Team)}. */
  public Updater(Optimizer rule, Matrix theta, Matrix gradient) {
    this(rule, theta, gradient, Team.ONE);
  }

  /**
   * One pass over (θ, state, g), with state of zeros.
   *
   * @param gradient as long as θ and of its type; both are flat and stay the caller's
   * @param team does the work; kept, not closed here
   */
  public Updater(Optimizer rule, Matrix theta, Matrix gradient, Team team) {
    this(rule, Clipping.none(), theta, gradient, false, team);
  }

  /**
   * The updater that touches least memory, for gradients that are accumulated as buffer ← β · buffer + α · g.
   *
   * @param buffer where {@link Optimizer#gradient} says: θ itself, or a vector of zeros that becomes the velocity, or any vector; it stays the caller's
   * @param team does the work; kept, not closed here
   */
  public static Updater accumulating(Optimizer rule, Matrix theta, Matrix buffer, Team team) {
    return accumulating(rule, Clipping.none(), theta, buffer, team);
  }

  /** The same with clipping. @param buffer where {@link Clipping#gradient} says */
  public static Updater accumulating(Optimizer rule, Clipping clipping, Matrix theta, Matrix buffer, Team team) {
    return new Updater(rule, clipping, theta, buffer, clipping.gradient(rule) != Optimizer.Gradient.APART, team);
  }

  private Updater(Optimizer rule, Clipping clipping, Matrix theta, Matrix buffer, boolean accumulates, Team team) {
    this.rule = rule;
    this.clipping = clipping;
    this.theta = theta;
    this.buffer = buffer;
    this.accumulates = accumulates;
    kernels = new Kernels(theta.type(), team);
    int states = rule.state().size();
    state = new Matrix[states];
    operands = new Matrix[accumulates ? states + 1 : states + 2];
    for (int s = 0; s < states; s++) {
      state[s] = accumulates ? buffer : Matrix.zeros(theta.type(), theta.length());
      operands[s] = state[s];
    }
    operands[states] = theta;
    if (!accumulates) operands[states + 1] = buffer;
    pass = accumulates ? new Rest() : new Pass();
  }

  /** α of the next step: the factor of the gradient when it is added to the buffer. @param rate η of that step, after the schedule */
  public double alpha(double rate) {
    return accumulates && rule.gradient() == Optimizer.Gradient.INTO_THETA ? -rate : 1;
  }

  /** β of the next step: the factor of what the buffer holds. */
  public double beta() {
    return accumulates ? 1 : 0;
  }

  /** One step on θ, with the gradient in the buffer. @param rate η of this step, after the schedule */
  public void update(double rate) {
    if (theta.isClosed() || buffer.isClosed() || closed) throw new IllegalStateException("this updater, its parameters or its gradient are closed");
    this.rate = rate;
    step++;
    if (clipping instanceof Clipping.ByNorm byNorm) {
      norm = Math.sqrt(kernels.sumOfSquares(buffer));
      factor = byNorm.factor(norm);
      measured = true;
    }
    if (buffer != theta) kernels.map(theta.length(), pass, state.length + 1, operands);
  }

  /** How many steps were made. */
  public long steps() {
    return step;
  }

  /** Notes the state vectors under their names and the number of steps, or brings them back. */
  public void state(Ledger ledger) {
    for (int s = 0; s < state.length; s++) ledger.vector(rule.state().get(s), state[s]);
    step = ledger.count("steps", step, Ledger.MOST);
  }

  /** ‖g‖ of the last step before it was clipped; empty unless it is clipped by its norm. */
  public OptionalDouble gradientNorm() {
    return measured ? OptionalDouble.of(norm) : OptionalDouble.empty();
  }

  /** The state vector number {@code s}, in the order of {@link Optimizer#state}; an accumulated velocity is μ v, ready for the next gradient. */
  public Matrix state(int s) {
    return state[s];
  }

  /** Frees the state that is its own; a second call does nothing. */
  @Override
  public void close() {
    closed = true;
    if (!accumulates) {
      for (Matrix vector : state) vector.close();
    }
    kernels.close();
  }

  /** Hands the tiles to the rule: first those of the state, then θ, then g. */
  private final class Pass implements TileOp {
    @Override
    public void apply(float[][] t, long offset, int n) {
      clip(t[state.length + 1], n);
      rule.update(t[state.length], t[state.length + 1], t, n, rate, step);
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      clip(t[state.length + 1], n);
      rule.update(t[state.length], t[state.length + 1], t, n, rate, step);
    }
  }

  private void clip(float[] g, int n) {
    if (clipping instanceof Clipping.ByValue byValue) {
      float c = (float) byValue.value();
      for (int i = 0; i < n; i++) g[i] = Math.max(-c, Math.min(c, g[i]));
    } else if (factor != 1) {
      float f = (float) factor;
      for (int i = 0; i < n; i++) g[i] *= f;
    }
  }

  private void clip(double[] g, int n) {
    if (clipping instanceof Clipping.ByValue byValue) {
      double c = byValue.value();
      for (int i = 0; i < n; i++) g[i] = Math.max(-c, Math.min(c, g[i]));
    } else if (factor != 1) {
      for (int i = 0; i < n; i++) g[i] *= factor;
    }
  }

  /** Hands the tiles to a rule whose gradient is in its velocity: first that, then θ. */
  private final class Rest implements TileOp {
    @Override
    public void apply(float[][] t, long offset, int n) {
      rule.updateAccumulated(t[1], t[0], n, rate);
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      rule.updateAccumulated(t[1], t[0], n, rate);
    }
  }
}
