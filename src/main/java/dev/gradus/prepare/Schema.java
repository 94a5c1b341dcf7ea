package dev.gradus.prepare;

/** What goes into a model and what comes out: inputs in order, and the target. */
public record Schema(Inputs inputs, Target target) {
  @Override
  public String toString() {
    return inputs + ", predicting " + target;
  }
}
