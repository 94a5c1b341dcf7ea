package dev.gradus.cli;

import dev.gradus.kernel.Team;

/** Takes {@code --threads}, gives the number of threads for a plan. */
final class Threads {
  private Threads() {}

  /** 0 for {@code auto}. @throws IllegalArgumentException for what is no number of threads */
  static int parse(String option) {
    if (option.equals("auto")) return 0;
    try {
      int threads = Integer.parseInt(option);
      if (threads >= 1 && threads <= Team.MOST) return threads;
    } catch (NumberFormatException e) {
      // falls through to the message
    }
    throw new IllegalArgumentException("--threads \"" + option + "\" is neither auto nor a number from 1 to " + Team.MOST);
  }
}
