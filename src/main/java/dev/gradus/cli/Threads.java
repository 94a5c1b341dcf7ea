package dev.gradus.cli;

import dev.gradus.kernel.Team;

/** Takes {@code --threads} or {@code --jobs}, gives their number. */
final class Threads {
  private Threads() {}

  /** 0 for {@code auto}. @throws IllegalArgumentException for what is no number of threads */
  static int parse(String option) {
    return option.equals("auto") ? 0 : number("--threads", option);
  }

  /** How many runs at the same time; for {@code auto} as many as there are cores. @throws IllegalArgumentException for what is no number of them */
  static int jobs(String option) {
    return option.equals("auto") ? Runtime.getRuntime().availableProcessors() : number("--jobs", option);
  }

  private static int number(String name, String option) {
    try {
      int number = Integer.parseInt(option);
      if (number >= 1 && number <= Team.MOST) return number;
    } catch (NumberFormatException e) {
      // falls through to the message
    }
    throw new IllegalArgumentException(name + " \"" + option + "\" is neither auto nor a number from 1 to " + Team.MOST);
  }
}
