package dev.gradus.benchmarks;

import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.train.Cadence;
import dev.gradus.train.Callback;
import dev.gradus.train.Checkpoints;
import dev.gradus.train.EpochRecord;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a checkpoint after each epoch costs: 784-512-256-10 with Adam on 60,000 drawn digits (W2), epoch by epoch with and without one, in turn in one process.
 *
 * <p>Prints the medians in seconds, from the end of an epoch to the end of the next, and their ratio: {@code CheckpointRun DIR [EPOCHS]}.
 */
public final class CheckpointRun {
  private CheckpointRun() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory(Path.of(args[0]), "checkpoints");
    int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    Dataset digits = DrawnDigits.dataset(1, 0, 60_000);
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int turn = 0; turn < 3; turn++) {
      without.addAll(epochs(digits, Checkpoints.in(folder).every(new Cadence.None()), epochs));
      with.addAll(epochs(digits, Checkpoints.in(folder).every(new Cadence.Epochs()), epochs));
    }
    System.out.printf(Locale.ROOT, "an epoch %.4f s, with a checkpoint %.4f s: %.3f%n", median(without), median(with), median(with) / median(without));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) Files.delete(file);
    }
    Files.delete(folder);
  }

  /** The times of all epochs but the first two. */
  private static List<Double> epochs(Dataset digits, Checkpoints checkpoints, int epochs) {
    Network network = Network.inputs(784).hidden(512, Activation.relu()).hidden(256, Activation.relu()).outputs(10, Head.softmaxCrossEntropy());
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.adam(0.001)).batch(128).epochs(epochs + 2).build();
    List<Long> ends = new ArrayList<>();
    new Trainer(network, plan).checkpoints(checkpoints).callback(new Callback() {
      @Override
      public void epoch(EpochRecord record) {
        ends.add(System.nanoTime());
      }
    }).train(digits).close();
    List<Double> times = new ArrayList<>();
    for (int i = 2; i < ends.size(); i++) times.add((ends.get(i) - ends.get(i - 1)) / 1e9);
    return times;
  }

  private static double median(List<Double> times) {
    double[] sorted = times.stream().sorted(Comparator.naturalOrder()).mapToDouble(Double::doubleValue).toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }
}
