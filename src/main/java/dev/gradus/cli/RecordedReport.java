package dev.gradus.cli;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.report.Epoch;
import dev.gradus.report.Part;
import dev.gradus.report.Report;
import dev.gradus.report.RunReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a recorded run, gives the report of it: with its examples, when these can be read again. */
final class RecordedReport {
  private RecordedReport() {}

  /** @param notice told what is to be known about the source */
  static Report of(RecordedRun run, Consumer<String> notice) throws IOException {
    Path file = file(run);
    try (Model model = Model.load(file)) {
      RunReader reader = RunReader.of(model, title(run, model)).version(Version.text()).source(run.source()).configuration(run.options());
      if (run.model().isEmpty()) reader.notice("The run has not ended, or its model was moved away: this is the model of its checkpoint "
          + file.getFileName() + ".");
      reader.history(run.history().stream().map(Epoch::of).toList());
      examples(run, model, reader, notice);
      return reader.report();
    }
  }

  private static Path file(RecordedRun run) throws IOException {
    if (run.model().isPresent()) return run.model().get();
    List<Path> checkpoints = run.checkpoints();
    if (checkpoints.isEmpty()) {
      throw new FileSystemException(run.folder().toString(), null, "it holds neither a model nor a checkpoint; gradus resume " + run.folder()
          + " goes on with the run");
    }
    return checkpoints.get(0);
  }

  private static String title(RecordedRun run, Model model) {
    String source = run.source().replaceAll("^.*[/\\\\]", "");
    return "Predicting " + model.schema().target().name() + " from " + (source.isEmpty() ? run.source() : source);
  }

  /** Judges the model on the validation examples, or where there are none on those of the training. */
  private static void examples(RecordedRun run, Model model, RunReader reader, Consumer<String> notice) throws IOException {
    try (TrainingJob job = run.job(notice)) {
      Dataset examples = job.split().validation().orElse(job.split().train());
      reader.examples(job.split().validation().isPresent() ? Part.VALIDATION : Part.TRAINING, examples).explainedBy(examples);
      RecordedHealth health = RecordedHealth.of(run, job, Optional.of(model), run.history());
      reader.health(health.looks()).findings(health.findings());
    } catch (IOException | UncheckedIOException | DataException | IllegalArgumentException e) {
      reader.notice("The data could not be read again (" + e.getMessage() + "), so that what is told of the examples is what was noted in training.");
      RecordedHealth health = RecordedHealth.withoutExamples(run, model, run.history());
      reader.health(health.looks()).findings(health.findings());
    }
  }
}
