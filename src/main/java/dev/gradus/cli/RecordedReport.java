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
    Aside<TrainingJob> reading = Aside.begin(() -> run.job(notice));
    try (Model model = Model.load(file)) {
      RunReader reader = RunReader.of(model, title(model)).version(Version.text()).source(run.source()).configuration(run.options());
      if (run.model().isEmpty()) {
        reader.notice("The run has not ended, or its model was moved away: this is the model of its checkpoint " + file.getFileName() + ".");
      }
      reader.history(history.stream().map(Epoch::of).toList());
      examples(reading, model, reader);
      return reader.report();
    } finally {
      close(reading);
    }
  }

  private Path file() throws IOException {
    if (run.model().isPresent()) return run.model().get();
    List<Path> checkpoints = run.checkpoints();
    if (checkpoints.isEmpty()) {
      throw new FileSystemException(run.folder().toString(), null, "it holds neither a model nor a checkpoint; gradus diagnose " + run.folder()
          + " says what is known of the run, and if it did not diverge gradus resume goes on with it");
    }
    return checkpoints.get(0);
  }

  private String title(Model model) {
    String source = run.source().replaceAll("^.*[/\\\\]", "");
    return "Predicting " + model.schema().target().name() + " from " + (source.isEmpty() ? run.source() : source);
  }

  /** Judges the model on the validation examples, or where there are none on those of the training. */
  private void examples(Aside<TrainingJob> reading, Model model, RunReader reader) throws IOException {
    TrainingJob job;
    try {
      job = reading.ended();
    } catch (IOException | UncheckedIOException | DataException | IllegalArgumentException e) {
      reader.notice("The data could not be read again (" + e.getMessage() + "), so that what is told of the examples is what was noted in training.");
      withoutExamples(model, reader);
      return;
    }
    List<String> changes = new Verification(model).data(job.trainer().notes());
    if (!changes.isEmpty()) {
      reader.notice("The data are not those of the run any more: " + String.join("; ", changes) + ". What is told of the examples is of the data that are there now.");
    }
    RecordedHealth.requireOwn(run, job, model);
    List<String> notices = new ArrayList<>();
    Aside<RecordedHealth> looking = Aside.begin(() -> RecordedHealth.of(run, job, Optional.of(model), history, notices::add));
    try {
      judge(job, reader);
    } finally {
      looking.awaitEnd();
    }
    try {
      RecordedHealth health = looking.ended();
      notices.forEach(reader::notice);
      if (notices.isEmpty()) {
        tell(health, reader);
      } else {
        withoutExamples(model, reader);
      }
    } catch (DataException | IllegalArgumentException e) {
      reader.notice("The run was not looked at with the data that are there (" + e.getMessage() + ").");
      withoutExamples(model, reader);
    }
  }

  private static void judge(TrainingJob job, RunReader reader) {
    Dataset examples = job.split().validation().orElse(job.split().train());
    try {
      reader.examples(job.split().validation().isPresent() ? Part.VALIDATION : Part.TRAINING, examples).explainedBy(examples);
    } catch (DataException | IllegalArgumentException e) {
      reader.notice("The model could not be judged on the data that are there (" + e.getMessage() + ").");
    }
  }

  /** Tells what was found without the examples; of nothing found only where more than the epochs was looked at. */
  private void withoutExamples(Model model, RunReader reader) throws IOException {
    RecordedHealth health = RecordedHealth.withoutExamples(run, model, history);
    if (!health.looks().isEmpty()) {
      tell(health, reader);
    } else if (health.findings().isEmpty()) {
      reader.notice("Only the figures of the epochs were looked at for faults, and none was found in them.");
    } else {
      reader.notice("Only the figures of the epochs were looked at for faults.").findings(health.findings());
    }
  }

  /** Waits for the end of the reading, also when nobody could make use of it. */
  private static void close(Aside<TrainingJob> reading) {
    try {
      reading.ended().close();
    } catch (IOException | RuntimeException e) {
      // There is nothing to close, and what was to be said of it has been said.
    }
  }

  private static void tell(RecordedHealth health, RunReader reader) {
    reader.health(health.looks()).findings(health.findings());
  }
}
