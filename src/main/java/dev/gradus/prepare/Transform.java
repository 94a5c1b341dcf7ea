package dev.gradus.prepare;

/** What a number goes through before it is scaled. */
public enum Transform {
  /** x. */
  NONE,
  /** sign(x) · log(1 + |x|): defined for every number, odd, and log1p itself where x ≥ 0. */
  LOG1P;

  double apply(double x) {
    return this == LOG1P ? Math.copySign(Math.log1p(Math.abs(x)), x) : x;
  }
}
