package dev.gradus.cli;

import dev.gradus.kernel.BlasThreads;
import dev.gradus.net.Network;
import dev.gradus.train.TrainingPlan;

/** Takes {@code --threads}, gives the number of threads that BLAS uses from now on. */
final class Threads {
  private Threads() {}

  /** Refuses what is no number of threads. */
  static void check(String option) {
    if (!option.equals("auto")) number(option);
  }

  static int apply(String option, Network network, TrainingPlan plan) {
    int threads = option.equals("auto") ? auto(network, plan) : number(option);
    BlasThreads.set(threads);
    return threads;
  }

  private static int auto(Network network, TrainingPlan plan) {
    return BlasThreads.auto(network.largestProduct(plan.batch()), Runtime.getRuntime().availableProcessors());
  }

  private static int number(String option) {
    try {
      int threads = Integer.parseInt(option);
      if (threads >= 1 && threads <= BlasThreads.MOST) return threads;
    } catch (NumberFormatException e) {
      // falls through to the message
    }
    throw new IllegalArgumentException("--threads \"" + option + "\" is neither auto nor a number from 1 to " + BlasThreads.MOST);
  }
}
