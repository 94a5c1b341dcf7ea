package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.data.PredictionWriter;
import dev.gradus.data.RecordReader;
import dev.gradus.model.Model;
import dev.gradus.prepare.Target;
import dev.gradus.store.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  /** Raw inputs, one example after the other. */
  private interface Rows extends Closeable {
    /** The next row, or nothing when there is none left. */
    Optional<double[]> next() throws IOException;
  }

  private Rows rows(Model model) throws IOException {
    if (!ModelSource.isTable(source)) return examples(sources.labelled(source, model, spec.commandLine().getErr()::println));
    RecordReader records = sources.records(source, model.schema());
    int[] places = model.preparation().columns().stream().mapToInt(column -> records.names().indexOf(column.name())).toArray();
    return new Rows() {
      @Override
      public Optional<double[]> next() throws IOException {
        if (!records.next()) return Optional.empty();
        double[] row = new double[places.length];
        for (int j = 0; j < row.length; j++) row[j] = model.preparation().raw(j, records.cell(places[j]));
        return Optional.of(row);
      }

      @Override
      public void close() throws IOException {
        records.close();
      }
    };
  }

  private static Rows examples(Dataset data) {
    return new Rows() {
      private int next;

      @Override
      public Optional<double[]> next() {
        if (next == data.size()) return Optional.empty();
        double[] row = new double[data.width()];
        data.inputs(next++, row);
        return Optional.of(row);
      }

      @Override
      public void close() {}
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
    for (Optional<double[]> row = rows.next(); row.isPresent(); row = rows.next()) {
      double[] outputs = model.predict(row.get());
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
