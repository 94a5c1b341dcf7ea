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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a recorded run, gives the report of it: with its examples, when these can be read again. Two things that do not need each other are done at once. */
final class RecordedReport {
  private final RecordedRun run;
  private final List<Map<String, Object>> history;

  private RecordedReport(RecordedRun run, List<Map<String, Object>> history) {
    this.run = run;
    this.history = history;
  }

  /** @param notice told what is to be known about the source */
  static Report of(RecordedRun run, Consumer<String> notice) throws IOException {
    return new RecordedReport(run, run.history()).report(notice);
  }

  private Report report(Consumer<String> notice) throws IOException {
    Path file = file();
    try (Model model = Model.load(file)) {
      RunReader reader = RunReader.of(model, title(model)).version(Version.text()).source(run.source()).configuration(run.options());
      if (run.model().isEmpty()) {
        reader.notice("The run has not ended, or its model was moved away: this is the model of its checkpoint " + file.getFileName() + ".");
      }
      reader.history(history.stream().map(Epoch::of).toList());
      examples(Aside.begin(() -> run.job(notice)), model, reader);
      return reader.report();
    }
  }

  private Path file() throws IOException {
    if (run.model().isPresent()) return run.model().get();
    List<Path> checkpoints = run.checkpoints();
    if (checkpoints.isEmpty()) {
      throw new FileSystemException(run.folder().toString(), null, "it holds neither a model nor a checkpoint; gradus resume " + run.folder()
          + " goes on with the run");
    }
    return checkpoints.get(0);
  }

  private String title(Model model) {
    String source = run.source().replaceAll("^.*[/\\\\]", "");
    return "Predicting " + model.schema().target().name() + " from " + (source.isEmpty() ? run.source() : source);
  }

  /** Judges the model on the validation examples, or where there are none on those of the training. */
  private void examples(Aside<TrainingJob> reading, Model model, RunReader reader) throws IOException {
    try (TrainingJob job = reading.ended()) {
      List<String> changes = new Verification(model).data(job.trainer().notes());
      if (!changes.isEmpty()) reader.notice("The data are not those of the run any more: " + String.join("; ", changes) + ". What is told of the examples is of the data that are there now.");
      RecordedHealth.requireOwn(run, job, model);
      List<String> notices = new ArrayList<>();
      Aside<RecordedHealth> looking = Aside.begin(() -> RecordedHealth.of(run, job, Optional.of(model), history, notices::add));
      try {
        Dataset examples = job.split().validation().orElse(job.split().train());
        reader.examples(job.split().validation().isPresent() ? Part.VALIDATION : Part.TRAINING, examples).explainedBy(examples);
      } finally {
        looking.awaitEnd();
      }
      tell(looking.ended(), reader);
      notices.forEach(reader::notice);
    } catch (IOException | UncheckedIOException | DataException | IllegalArgumentException e) {
      reader.notice("The data could not be read again (" + e.getMessage() + "), so that what is told of the examples is what was noted in training.");
      tell(RecordedHealth.withoutExamples(run, model, history), reader);
    }
  }

  private static void tell(RecordedHealth health, RunReader reader) {
    reader.health(health.looks()).findings(health.findings());
  }
}
