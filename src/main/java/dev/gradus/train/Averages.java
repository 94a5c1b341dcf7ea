package dev.gradus.train;

import dev.gradus.backprop.Parameters;
import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.optim.Average;
import dev.gradus.optim.Averaging;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Takes θ along a run, gives its averages when they are asked for; the running statistics of batch normalisation are averaged with it. */
final class Averages implements AutoCloseable {
  private final Averaging averaging;
  private final List<Average> averages = new ArrayList<>();

  Averages(Averaging averaging, Parameters theta, Team team) {
    this.averaging = averaging;
    if (averaging.equals(Averaging.none())) return;
    averages.add(new Average(averaging, theta.flatMatrix(), team));
    theta.statistics().ifPresent(statistics -> averages.add(new Average(averaging, Matrix.over(statistics), team)));
  }

  /** Notes the averages, or brings them back. */
  void state(Ledger ledger) {
    for (int a = 0; a < averages.size(); a++) averages.get(a).state(ledger.part(a == 0 ? "parameters" : "statistics"));
  }

  /** θ after a step. */
  void step() {
    for (int a = 0; a < averages.size(); a++) averages.get(a).afterStep();
  }

  /** θ after an epoch. */
  void epoch(int number) {
    for (Average average : averages) average.afterEpoch(number);
  }

  /** Does something while θ has the averaged values. */
  <T> T with(Supplier<T> work) {
    swap();
    try {
      return work.get();
    } finally {
      swap();
    }
  }

  /** Does something while θ has the averaged values. */
  void with(Runnable work) {
    with(() -> {
      work.run();
      return work;
    });
  }

  /** Exchanges θ and the averages; twice is as it was. */
  void swap() {
    for (Average average : averages) average.swap();
  }

  @Override
  public void close() {
    averages.forEach(Average::close);
  }
}
