package dev.gradus.cli;

import dev.gradus.data.CsvSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.PredictionWriter;
import dev.gradus.model.Model;
import dev.gradus.prepare.Target;
import dev.gradus.store.AtomicFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus predict}: takes a model and a source, gives a CSV of predictions, a row for each example in order. */
@Command(name = "predict", sortOptions = false, description = "Predicts, one CSV row for each example, in order.")
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "a model that gradus wrote")
  private Path file;

  @Parameters(index = "1", paramLabel = "SOURCE", description = "as for train; the target column may be absent")
  private String source;

  @Mixin private ModelSource sources;

  @Option(names = "--probabilities", description = "add a column with the probability of each class or label")
  private boolean probabilities;

  @Option(names = "--out", paramLabel = "FILE", description = "where the predictions go (default: standard output)")
  private Path out;

  @Override
  public Integer call() throws IOException {
    OutputFile.refuseToReplace(out, source, file.toString());
    try (Model model = Model.load(file)) {
      if (probabilities && !model.network().head().probabilities()) {
        throw new IllegalArgumentException("--probabilities: the outputs of this model are no probabilities; its loss is "
            + model.network().head().loss());
      }
      Rows rows = rows(model);
      if (out == null) {
        write(model, rows, spec.commandLine().getOut());
      } else {
        save(model, rows);
      }
    }
    return ExitCode.DONE;
  }

  /** Raw inputs by the number of the example. */
  private interface Rows {
    int count();

    void read(int example, double[] to);
  }

  private Rows rows(Model model) throws IOException {
    if (ModelSource.isTable(source)) {
      CsvSource.Rows table = sources.rows(source, model.schema());
      return new Rows() {
        @Override
        public int count() {
          return table.features().count();
        }

        @Override
        public void read(int example, double[] to) {
          table.features().read(example, to);
        }
      };
    }
    Dataset data = sources.labelled(source, model.schema(), spec.commandLine().getErr()::println);
    return new Rows() {
      @Override
      public int count() {
        return data.size();
      }

      @Override
      public void read(int example, double[] to) {
        data.inputs(example, to);
      }
    };
  }

  private void save(Model model, Rows rows) {
    try {
      AtomicFile.write(out, channel -> {
        Writer writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
        write(model, rows, writer);
      });
    } catch (IOException e) {
      throw new CannotWriteException(out, "--out", e);
    }
  }

  private void write(Model model, Rows rows, Writer to) throws IOException {
    Target target = model.schema().target();
    List<String> names = target instanceof Target.Labels labels ? labels.names() : List.of(target.name());
    List<String> answers = target instanceof Target.Classes classes ? classes.labels() : target instanceof Target.Labels ? names : List.of();
    PredictionWriter writer = new PredictionWriter(to, names, probabilities ? answers : List.of());
    double[] row = new double[model.schema().inputs().count()];
    for (int i = 0; i < rows.count(); i++) {
      rows.read(i, row);
      double[] outputs = model.predict(row);
      if (target instanceof Target.Classes) {
        writer.label(answers.get(Model.classOf(outputs)), outputs);
      } else if (target instanceof Target.Labels) {
        writer.labels(outputs);
      } else {
        writer.value(outputs[model.network().head().valueOutput()]);
      }
    }
    writer.flush();
  }
}
