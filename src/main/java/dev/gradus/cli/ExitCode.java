package dev.gradus.cli;

/** The exit codes that scripts rely on. */
final class ExitCode {
  static final int DONE = 0;
  static final int BUG = 1;
  static final int USAGE = 2;
  static final int FAILED = 3;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;
  static final int NO_NATIVES = 69;
  static final int NO_MEMORY = 71;
  static final int CANNOT_WRITE = 74;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
