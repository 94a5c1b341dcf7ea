package dev.gradus.diagnose;

import java.util.Arrays;
import java.util.List;

/**
 * Inputs of a wrong size. BP4, dW_1 = dZ_1 Xᵀ, has the inputs as a factor: what is small makes dW_1 vanish, what is large drives Z_1 to where activations are
 * flat and makes one rate wrong for all columns (LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998, section 4.3: mean 0 and variance 1 for every input).
 *
 * <p>Small inputs: the root mean square of all that is not 0 is below {@value #SMALL}, a fault below {@value #TINY}: gradient descent is 100 and 10,000 times
 * slower in W_1 than at 1. Unscaled inputs: a column's root mean square, its mean included, is at least {@value #LARGE}, a fault from {@value #HUGE} on.
 */
final class InputRules {
  static final double SMALL = 0.1;
  static final double TINY = 0.01;
  static final double LARGE = 10;
  static final double HUGE = 100;

  private InputRules() {}

  static List<Finding> small(Known run) {
    if (run.inputs().isEmpty()) return List.of();
    double size = run.inputs().get().notZero();
    if (!(size > 0) || size >= SMALL) return List.of();
    return List.of(Finding.of(size < TINY ? Severity.FAULT : Severity.WARNING, Finding.SMALL_INPUTS, 1,
        "inputs have a root mean square of " + Words.number(size) + " where they are not 0, and by BP4 they are a factor of dW1",
        run.images() ? "images with more contrast, as pixels are not scaled, or a larger --lr" : "--prepare standard"));
  }

  static List<Finding> unscaled(Known run) {
    if (run.inputs().isEmpty()) return List.of();
    InputFigures inputs = run.inputs().get();
    int worst = inputs.largest();
    double size = inputs.rms()[worst];
    if (!(size >= LARGE)) return List.of();
    long many = Arrays.stream(inputs.rms()).filter(rms -> rms >= LARGE).count();
    return List.of(Finding.of(size >= HUGE ? Severity.FAULT : Severity.WARNING, Finding.UNSCALED_INPUTS, 1,
        Words.quoted(inputs.name().apply(worst)) + " has a mean of " + Words.number(inputs.mean()[worst]) + " and a deviation of "
            + Words.number(inputs.deviation()[worst]) + (many > 1
            ? "; " + Words.count(many) + " of " + Words.count(inputs.rms().length) + " inputs are as large" : "")
            + ", where 0 and 1 are wanted", run.standardised()
            ? "to look for extreme cells in it: it is standardised already, so that a few are far from all others; --missing or --fill may say what they stand for, --clip bounds them"
            : "--prepare standard"));
  }
}
