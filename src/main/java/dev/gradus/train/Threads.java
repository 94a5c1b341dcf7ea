package dev.gradus.train;

/**
 * Over how many threads a run divides its work: bits depend on it, so a run that is resumed keeps it.
 *
 * @param step of a step, at least 1
 * @param evaluation of validation, at least 1
 */
record Threads(int step, int evaluation) {
  Threads {
    if (step < 1 || evaluation < 1) throw new IllegalArgumentException("threads of " + step + " and " + evaluation + " were asked for; each must be at least 1");
  }
}
