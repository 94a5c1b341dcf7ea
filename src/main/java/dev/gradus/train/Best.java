package dev.gradus.train;

import dev.gradus.backprop.Parameters;
import dev.gradus.kernel.Ledger;
import java.util.Optional;

/** Takes the epochs of a run one after another, knows which was best and, on request, keeps a copy of its parameters. */
final class Best implements AutoCloseable {
  private final Monitor monitor;
  private final boolean copies;
  private Optional<Parameters> parameters = Optional.empty();
  private double cost = Double.POSITIVE_INFINITY;
  private double costOfGain = Double.POSITIVE_INFINITY;
  private int epoch;
  private int withoutGain;

  Best(Monitor monitor, boolean copies) {
    this.monitor = monitor;
    this.copies = copies;
  }

  /** Takes an epoch and θ after it, which is read. @param minGain by how much a cost must be lower to be a gain */
  void offer(EpochRecord record, Parameters theta, double minGain) {
    double now = monitor.cost(record);
    withoutGain++;
    if (now < costOfGain - minGain) {
      costOfGain = now;
      withoutGain = 0;
    }
    if (!(now < cost)) return;
    cost = now;
    epoch = record.epoch();
    if (copies && parameters.isEmpty()) {
      parameters = Optional.of(theta.copy());
    } else if (copies) {
      parameters.get().assign(theta);
    }
  }

  /** Notes the figures, and the parameters if they are kept, or brings them back. @param theta of the same network */
  void state(Ledger ledger, Parameters theta) {
    double[] costs = ledger.figures("costs", cost, costOfGain);
    cost = costs[0];
    costOfGain = costs[1];
    epoch = (int) ledger.count("epoch", epoch, Integer.MAX_VALUE);
    withoutGain = (int) ledger.count("epochs without gain", withoutGain, Integer.MAX_VALUE);
    if (!copies || epoch == 0) return;
    if (parameters.isEmpty()) parameters = Optional.of(theta.copy());
    parameters.get().state(ledger);
  }

  /** How many epochs have passed since the last one with a gain. */
  int withoutGain() {
    return withoutGain;
  }

  /** The number of the best epoch; 0 before there is one, and when the figure was never defined. */
  int epoch() {
    return epoch;
  }

  /** The parameters after it, the caller's from now on. */
  Parameters take() {
    Parameters taken = parameters.orElseThrow();
    parameters = Optional.empty();
    return taken;
  }

  @Override
  public void close() {
    parameters.ifPresent(Parameters::close);
  }
}
