package dev.gradus.optim;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.TileOp;

/**
 * Takes flat θ and g, gives θ after a step: one pass of a rule over (θ, state, g), with the state vectors that the rule needs.
 *
 * <p>It writes θ, reads g, keeps both, and owns the state. One thread at a time.
 */
public final class Updater implements AutoCloseable {
  private final Optimizer rule;
  private final Kernels kernels;
  private final Matrix[] operands;
  private final int states;
  private final Pass pass;
  private double rate;
  private long step;

  /** State of zeros for a rule; {@code theta} and {@code gradient} are flat, of one type and length, and stay the caller's. */
  public Updater(Optimizer rule, Matrix theta, Matrix gradient) {
    this.rule = rule;
    kernels = new Kernels(theta.type());
    states = rule.state().size();
    operands = new Matrix[states + 2];
    operands[0] = theta;
    for (int s = 1; s <= states; s++) operands[s] = Matrix.zeros(theta.type(), theta.length());
    operands[states + 1] = gradient;
    pass = new Pass();
  }

  /** One step on θ with the present gradient. @param rate η of this step, after the schedule */
  public void update(double rate) {
    this.rate = rate;
    step++;
    if (rule instanceof Sgd) {
      kernels.axpy(-rate, operands[1], operands[0]); // one BLAS call, half the copying of a pass over tiles
    } else {
      kernels.map(operands[0].length(), pass, states + 1, operands);
    }
  }

  /** How many steps were made. */
  public long steps() {
    return step;
  }

  /** The state vector number {@code s}, in the order of {@link Optimizer#state}. */
  public Matrix state(int s) {
    return operands[s + 1];
  }

  /** Frees the state; a second call does nothing. */
  @Override
  public void close() {
    for (int s = 1; s <= states; s++) operands[s].close();
    kernels.close();
  }

  /** Hands a tile of each operand to the rule. */
  private final class Pass implements TileOp {
    private final float[][] floats = new float[states][];
    private final double[][] doubles = new double[states][];

    @Override
    public void apply(float[][] t, long offset, int n) {
      System.arraycopy(t, 1, floats, 0, states);
      rule.update(t[0], t[states + 1], floats, n, rate, step);
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      System.arraycopy(t, 1, doubles, 0, states);
      rule.update(t[0], t[states + 1], doubles, n, rate, step);
    }
  }
}
