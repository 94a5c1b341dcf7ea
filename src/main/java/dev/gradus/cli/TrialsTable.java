package dev.gradus.cli;

import dev.gradus.metrics.Metric;
import dev.gradus.select.Trial;
import dev.gradus.select.TuningResult;
import java.util.List;
import java.util.Locale;

/** Takes the result of a search, gives a table of its trials, the best first. */
final class TrialsTable {
  private static final int MOST = 50;

  private TrialsTable() {}

  static String text(TuningResult result, TrialLog log, Metric metric) {
    int width = Math.max(11, metric.name().length());
    StringBuilder text = new StringBuilder(String.format("rank  trial  %" + width + "s  epochs   seconds  what was searched%n", metric.name()));
    List<Trial> ranked = result.ranked();
    for (int i = 0; i < Math.min(MOST, ranked.size()); i++) {
      Trial trial = ranked.get(i);
      String figure = trial.failure().isEmpty() ? String.format(Locale.ROOT, "%.5g", trial.figures().get(metric.name()))
          : trial.figures().isEmpty() ? "diverged" : "not defined";
      double seconds = result.trials().stream().filter(t -> t.number() == trial.number()).mapToDouble(Trial::seconds).sum();
      text.append(String.format(Locale.ROOT, "%4d  %5d  %" + width + "s  %6d  %8.2f  %s%n", i + 1, trial.number(), figure, trial.epochs(), seconds,
          TrialOptions.words(log.values(trial))));
    }
    if (ranked.size() > MOST) text.append(String.format("and %d more, in %s%n", ranked.size() - MOST, TrialLog.FILE));
    return text.toString();
  }
}
