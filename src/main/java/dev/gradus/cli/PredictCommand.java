package dev.gradus.cli;

import dev.gradus.data.PredictionSink;
import dev.gradus.data.PredictionWriter;
import dev.gradus.data.PredictionWriter.Digits;
import dev.gradus.data.PredictionWriter.Extra;
import dev.gradus.data.RawRows;
import dev.gradus.model.Model;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Target;
import dev.gradus.store.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gradus predict}: takes a model and a source, gives a line for each row, in order, in constant memory. From standard input a row is answered when it is
 * there and complete.
 */
@Command(name = "predict", sortOptions = false, description = "Predicts, one line for each row, in order; rows from standard input (-) as they come.")
final class PredictCommand implements Callable<Integer> {
  /** Standard output that nobody reads any more. */
  private static final class NobodyReadsException extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "a model that gradus wrote")
  private Path file;

  @Parameters(index = "1", paramLabel = "SOURCE", description = "as for train; the target column may be absent")
  private String source;

  @Mixin private ModelSource sources;

  @Option(names = "--probabilities", description = "add the probability of each class or label")
  private boolean probabilities;

  @Option(names = "--interval", description = "add the least and the largest of several quantiles, of a model with such a loss")
  private boolean interval;

  @Option(names = "--keep", paramLabel = "COL", split = ",", description = "columns of the source to pass through as they are written, or all (default: none)")
  private List<String> keep = List.of();

  @Option(names = "--json", description = "one JSON object for each row instead of CSV")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE", description = "where the predictions go (default: standard output)")
  private Path out;

  @Override
  public Integer call() throws IOException {
    OutputFile.refuseToReplace("--out", out, source, file.toString());
    PrintWriter stderr = spec.commandLine().getErr();
    try (Model model = Model.load(file)) {
      Set<Extra> extras = extras(model);
      RawRows rows = sources.rows(source, model, keep, stderr::println);
      if (out == null) {
        print(model, rows, extras);
      } else {
        save(model, rows, extras);
      }
      rows.notices().forEach(notice -> stderr.println("notice: " + notice));
    } catch (NobodyReadsException e) {
      return ExitCode.DONE; // what this means is known to Main
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ExitCode.DONE;
  }

  private Set<Extra> extras(Model model) {
    Set<Extra> extras = EnumSet.noneOf(Extra.class);
    if (probabilities) {
      if (!model.network().head().probabilities()) {
        throw new IllegalArgumentException("--probabilities: the outputs of this model are no probabilities; its loss is " + model.network().head().loss());
      }
      extras.add(Extra.PROBABILITIES);
    }
    if (interval) {
      if (!(model.schema().target() instanceof Target.Value && model.network().outputs() > 1)) {
        throw new IllegalArgumentException("--interval: this model predicts " + Figures.plain(model.schema().target().toString()) + " without quantiles "
            + "around it; for a value, a model trained with --loss quantile:0.05:0.5:0.95 has them");
      }
      extras.add(Extra.INTERVAL);
    }
    return extras;
  }

  private PredictionSink sink(Writer to, Model model, RawRows rows, Set<Extra> extras) throws IOException {
    Target target = model.schema().target();
    Digits digits = model.answersInFloat() ? Digits.FLOAT : Digits.DOUBLE;
    return json ? new JsonPredictions(to, target, digits, rows.kept(), extras) : new PredictionWriter(to, target, digits, rows.kept(), extras);
  }

  private void print(Model model, RawRows rows, Set<Extra> extras) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    PredictionSink sink = sink(stdout, model, rows, extras);
    model.predict(rows, new PredictionSink() {
      @Override
      public void add(Prediction prediction, Object[] cells) throws IOException {
        sink.add(prediction, cells);
      }

      @Override
      public void flush() throws IOException {
        if (stdout.checkError()) throw new NobodyReadsException();
      }
    });
  }

  private void save(Model model, RawRows rows, Set<Extra> extras) {
    try {
      AtomicFile.write(out, channel -> {
        PredictionSink sink = sink(Channels.newWriter(channel, StandardCharsets.UTF_8), model, rows, extras);
        model.predict(rows, sink);
        sink.flush();
      });
    } catch (IOException e) {
      throw new CannotWriteException(out, "--out", e);
    }
  }
}
