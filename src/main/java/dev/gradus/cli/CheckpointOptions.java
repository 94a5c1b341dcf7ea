package dev.gradus.cli;

import dev.gradus.train.Cadence;
import dev.gradus.train.Checkpoints;
import dev.gradus.train.TrainingPlan;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Takes the options about checkpoints, gives where they go and how often. */
final class CheckpointOptions {
  @NoInfluence
  @Option(names = "--checkpoint-every", paramLabel = "WHEN", defaultValue = "auto",
      description = "how often the state of the run is saved: auto (after an epoch, in at most 5 %% of the time), epoch, none, a number of steps such as 200, or a time "
          + "such as 10m (default: ${DEFAULT-VALUE})")
  private String every;

  @NoInfluence
  @Option(names = "--checkpoint-keep", paramLabel = "N", defaultValue = "2", description = "how many of the newest are kept (default: ${DEFAULT-VALUE})")
  private int keep;

  @NoInfluence
  @Option(names = "--checkpoint-keep-best", fallbackValue = "true", description = "keep the one after the best epoch too, with --keep best or --patience")
  private boolean keepBest;

  /** Refuses what contradicts itself or the plan. */
  void check(TrainingPlan plan) {
    in(Path.of(""));
    if (keepBest && !plan.comparesEpochs()) {
      throw new IllegalArgumentException("--checkpoint-keep-best: no epoch is called the best without --keep best or --patience; give one of them too");
    }
  }

  Checkpoints in(Path folder) {
    Checkpoints checkpoints = Checkpoints.in(folder).every(Cadence.named(every)).keep(keep);
    return keepBest ? checkpoints.keepBest() : checkpoints;
  }
}
