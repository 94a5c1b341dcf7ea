package dev.gradus.examples;

import dev.gradus.data.Dataset;
import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.HealthWatch;
import dev.gradus.explain.PermutationImportance;
import dev.gradus.net.Network;
import dev.gradus.report.Epoch;
import dev.gradus.report.HtmlReport;
import dev.gradus.report.Part;
import dev.gradus.report.Report;
import dev.gradus.report.RunReader;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A job that looks at its layers while it trains, and leaves a page about the run. */
final class WatchedJob {
  private WatchedJob() {}

  /** Trains and writes the page. @return what is wrong, the worst first */
  static List<Finding> train(Network network, TrainingPlan plan, Dataset examples, Dataset validation, Path page) throws IOException {
    try (HealthWatch watch = new HealthWatch(plan);
        TrainingResult result = new Trainer(network, plan).validation(validation).callback(watch).train(examples)) {
      List<Finding> findings = watch.findings(result.kept());
      Report report = RunReader.of(result.model(), "Nightly run")
          .history(result.history().stream().map(Epoch::of).toList())
          .examples(Part.VALIDATION, validation)
          .importances(PermutationImportance.standard().of(result.model(), validation))
          .health(watch.health())
          .findings(findings)
          .report();
      Files.writeString(page, HtmlReport.write(report));
      return findings;
    }
  }
}
