package dev.gradus.explain;

import dev.gradus.backprop.InputGradient;
import dev.gradus.backprop.Parameters;
import dev.gradus.kernel.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes two points x′ and x, gives (x_j − x′_j) ∫₀¹ ∂y/∂x_j (x′ + t (x − x′)) dt for every input j, by 8 nodes of Gauss and Legendre on each of some pieces of
 * the way. On a piece from s to t the contributions must sum to y(t) − y(s): those where they do not are halved, so that a kink is closed in on and the smooth
 * rest costs next to nothing.
 */
final class PathIntegral implements AutoCloseable {
  private static final int NODES = 8;
  /** A piece is evaluated at its nodes, and in its middle, where its halves meet. */
  static final int COLUMNS = NODES + 1;
  private static final int PIECES = 14;

  private final InputGradient gradient;
  private final int mostSteps;
  private final int inputs;
  private final int outputs;
  private final Matrix X;
  private final Matrix dX;
  private final double[] block;
  private final double[] answers;
  private final GaussLegendre rule = new GaussLegendre(NODES);

  /** @param theta kept, not closed here @param mostSteps points of one integral */
  PathIntegral(Parameters theta, int mostSteps) {
    this.mostSteps = mostSteps;
    inputs = theta.network().inputs();
    outputs = theta.network().outputs();
    block = new double[inputs * PIECES * COLUMNS];
    answers = new double[outputs * PIECES * COLUMNS];
    gradient = new InputGradient(theta, PIECES * COLUMNS);
    List<Matrix> made = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) made.add(Matrix.zeros(theta.type(), inputs, PIECES * COLUMNS));
    } catch (RuntimeException | Error e) {
      made.forEach(Matrix::close);
      gradient.close();
      throw e;
    }
    X = made.get(0);
    dX = made.get(1);
  }

  /**
   * What each input contributes, in the unit of the answer.
   *
   * @param from y(x′)
   * @param to y(x)
   * @param steps at how many points the gradient was taken
   * @param gap |Σ contributions − (to − from)|
   */
  record Result(double[] contributions, double from, double to, int steps, double gap) {}

  /** A piece of the way, from s to t, with y(s) and y(t), and once it is evaluated y in the middle, the contributions, and what they lack or have too much. */
  private static final class Piece {
    final double s;
    final double t;
    final double from;
    final double to;
    final double[] contributions;
    double middle;
    double gap;

    Piece(double s, double t, double from, double to, int inputs) {
      this.s = s;
      this.t = t;
      this.from = from;
      this.to = to;
      contributions = new double[inputs];
    }

    double at(double share) {
      return s + share * (t - s);
    }
  }

  /**
   * The integral.
   *
   * @param baseline x′, read
   * @param from y(x′)
   * @param x read
   * @param to y(x)
   * @param enough the sum of the pieces' gaps at which it ends
   */
  Result of(double[] baseline, double from, double[] x, double to, Answer answer, double enough) {
    List<Piece> pieces = new ArrayList<>();
    List<Piece> fresh = List.of(new Piece(0, 1, from, to, inputs));
    double limit = 0; // the first piece is halved in any case, lest its gap be small by chance
    int steps = 0;
    while (!fresh.isEmpty()) {
      for (int first = 0; first < fresh.size(); first += PIECES) {
        evaluate(fresh.subList(first, Math.min(fresh.size(), first + PIECES)), baseline, x, answer);
      }
      steps += fresh.size() * COLUMNS;
      pieces.addAll(fresh);
      fresh = new ArrayList<>();
      if (steps > COLUMNS) {
        if (pieces.stream().mapToDouble(piece -> Math.abs(piece.gap)).sum() <= enough) break;
        limit = enough / (2 * pieces.size());
      }
      List<Piece> whole = new ArrayList<>();
      for (Piece piece : pieces) {
        boolean divided = (steps == COLUMNS || Math.abs(piece.gap) > limit) && steps + (fresh.size() + 2) * COLUMNS <= mostSteps;
        if (divided) {
          fresh.add(new Piece(piece.s, piece.at(0.5), piece.from, piece.middle, inputs));
          fresh.add(new Piece(piece.at(0.5), piece.t, piece.middle, piece.to, inputs));
        } else {
          whole.add(piece);
        }
      }
      pieces = whole;
    }
    return sum(pieces, from, to, steps);
  }

  private Result sum(List<Piece> pieces, double from, double to, int steps) {
    double[] contributions = new double[inputs];
    double sum = 0;
    for (Piece piece : pieces) {
      for (int k = 0; k < inputs; k++) contributions[k] += piece.contributions[k];
    }
    for (double one : contributions) sum += one;
    return new Result(contributions, from, to, steps, Math.abs(sum - (to - from)));
  }

  private void evaluate(List<Piece> pieces, double[] baseline, double[] x, Answer answer) {
    int m = pieces.size() * COLUMNS;
    for (int i = 0; i < m; i++) {
      int node = i % COLUMNS;
      double t = pieces.get(i / COLUMNS).at(node < NODES ? rule.nodes[node] : 0.5);
      for (int k = 0; k < inputs; k++) block[i * inputs + k] = baseline[k] + t * (x[k] - baseline[k]);
    }
    X.set(0, block, 0, inputs * m);
    gradient.compute(X, m, answer.output(), dX);
    dX.get(0, block, 0, inputs * m);
    gradient.outputs().get(0, answers, 0, outputs * m);
    for (int p = 0; p < pieces.size(); p++) finish(pieces.get(p), p * COLUMNS, baseline, x, answer);
  }

  private void finish(Piece piece, int column, double[] baseline, double[] x, Answer answer) {
    for (int node = 0; node < NODES; node++) {
      double weight = answer.factor() * rule.weights[node] * (piece.t - piece.s);
      int at = (column + node) * inputs;
      for (int k = 0; k < inputs; k++) piece.contributions[k] += weight * (x[k] - baseline[k]) * block[at + k];
    }
    piece.middle = answer.of(answers, (column + NODES) * outputs);
    double sum = 0;
    for (double one : piece.contributions) sum += one;
    piece.gap = sum - (piece.to - piece.from);
  }

  /** Frees the buffers. */
  @Override
  public void close() {
    gradient.close();
    X.close();
    dX.close();
  }
}
