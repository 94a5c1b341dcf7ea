package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.data.Batch;
import dev.gradus.kernel.Matrix;
import java.util.Locale;

/** Takes the engine after a step, says whether its numbers are finite, and if not, where it began, what is likely the cause, and what to do. */
final class NumericHealth {
  /** Inputs and targets beyond it are likely not scaled. */
  private static final double LARGE = 1e4;
  private static final int STRETCH = 2048;

  private final Backprop backprop;
  private final double l2;

  /** @param l2 λ of the penalty on the weights, 0 for none */
  NumericHealth(Backprop backprop, double l2) {
    this.backprop = backprop;
    this.l2 = l2;
  }

  /**
   * What a step was like.
   *
   * @param loss the last one that was finite; NaN when there was none
   * @param rate η
   */
  record Facts(int epoch, long step, double loss, double rate, Batch batch) {}

  /** The exception for a loss that is not finite. */
  DivergedException diverged(Facts facts) {
    return new DivergedException(facts.epoch, facts.step, firstBadLayer(facts.batch.m()), "the loss is not a finite number any more" + story(facts));
  }

  /** Refuses parameters that are not finite. */
  void checkParameters(Facts facts) {
    backprop.theta().tensors().forEach((name, values) -> {
      if (Double.isFinite(largest(values, values.length()))) return;
      int layer = Integer.parseInt(name.replaceAll("\\D", ""));
      throw new DivergedException(facts.epoch, facts.step, layer, "a value of " + name + " is not a finite number any more" + story(facts));
    });
  }

  private String story(Facts facts) {
    int m = facts.batch.m();
    double input = largest(facts.batch.X(), (long) m * facts.batch.X().rows());
    double target = largest(facts.batch.Y(), (long) m * facts.batch.Y().rows());
    String loss = Double.isNaN(facts.loss) ? "; it is the first step" : String.format(Locale.ROOT, "; the last one was %.4g", facts.loss);
    return loss + ", at a learning rate of " + facts.rate + String.format(Locale.ROOT, "; the largest input of the batch is %.4g, the largest weight %.4g. ", input,
        largest(backprop.theta().flatMatrix(), backprop.theta().flatMatrix().length())) + cause(facts, input, target);
  }

  private String cause(Facts facts, double input, double target) {
    if (!(input <= LARGE)) return "Likely the inputs are too large: scale them (--prepare standard), or look for extreme values in the data.";
    if (!(target <= LARGE)) return "Likely the targets are too large: bring them near 0 and 1 (--scale-target standard).";
    if (facts.rate * l2 > 2) return String.format(Locale.ROOT, "Likely the penalty is too large: rate times --l2 is %.4g, and above 2 weights grow.", facts.rate * l2);
    return "Likely the learning rate is too high: lower --lr, or clip the gradient (--clip-norm 1).";
  }

  private int firstBadLayer(int m) {
    int L = backprop.theta().network().depth();
    for (int l = 1; l < L; l++) {
      Matrix Z = Matrix.over(backprop.Z(l));
      boolean finite = Double.isFinite(largest(Z, (long) m * Z.rows()));
      Z.close();
      if (!finite) return l;
    }
    return L;
  }

  /** max |x| of the first values, not finite when one of them is not. */
  private static double largest(Matrix matrix, long length) {
    double[] stretch = new double[(int) Math.min(STRETCH, length)];
    double largest = 0;
    for (long at = 0; at < length; at += stretch.length) {
      int n = (int) Math.min(stretch.length, length - at);
      matrix.get(at, stretch, 0, n);
      for (int i = 0; i < n; i++) {
        if (!(Math.abs(stretch[i]) <= largest)) largest = Math.abs(stretch[i]);
        if (!Double.isFinite(largest)) return largest;
      }
    }
    return largest;
  }
}
