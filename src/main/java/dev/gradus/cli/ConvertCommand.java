package dev.gradus.cli;

import dev.gradus.data.NpyWriter;
import dev.gradus.data.TableOptions;
import dev.gradus.data.TypedRecords;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.store.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus data convert}: takes a table, gives it as a file of another kind. */
@Command(name = "convert", sortOptions = false, description = "Writes a table as CSV (.csv, .tsv, each with .gz or .zst or not), or its numbers as .npy. Every "
    + "value is the same; a missing one is an empty cell, and NaN in .npy; times are as in ISO 8601, and seconds since 1970 in .npy; booleans are 0 and 1 there.")
final class ConvertCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SOURCE", description = "a table, as for train")
  private String source;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "where it goes; its ending says what it is (no default)")
  private Path out;

  @Mixin private TableOption tables;

  @Override
  public Integer call() throws IOException {
    check();
    PrintWriter err = spec.commandLine().getErr();
    OutputFile.refuseToReplace("--out", out, source);
    TableOptions options = tables.options();
    long rows;
    try (TypedRecords records = new TypedRecords(source, tables.open(source, err::println).records(options), options.rules())) {
      rows = isNumPy() ? numbers(records) : texts(records);
    }
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(String.format(Locale.ROOT, "%s: %,d rows", out, rows));
    stdout.flush();
    return ExitCode.DONE;
  }

  @Override
  public void check() {
    tables.options();
    if (out == null || isNumPy() || TableFile.name(out).isPresent()) return;
    throw new IllegalArgumentException("--out " + out + ": the name must end in .csv, .tsv (with .gz or .zst or not) or .npy");
  }

  private boolean isNumPy() {
    return out.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
  }

  private long texts(TypedRecords records) {
    int width = records.columns().size();
    long[] rows = {0};
    TableFile.of(out).write(records.columns().stream().map(Column::name).toList(), to -> {
      while (next(records)) {
        to.row(IntStream.range(0, width).mapToObj(records::text).toList());
        rows[0]++;
      }
    });
    return rows[0];
  }

  private long numbers(TypedRecords records) {
    List<Column> columns = records.columns();
    for (Column column : columns) {
      if (column.type() != ColumnType.CATEGORY && column.type() != ColumnType.TEXT) continue;
      throw new IllegalArgumentException("--out " + out + ": the column \"" + Figures.plain(column.name()) + "\" is of type " + column.type().word()
          + ", and .npy holds numbers; leave it out with --ignore, or write .csv");
    }
    long[] rows = {0};
    double[] row = new double[columns.size()];
    try {
      AtomicFile.write(out, channel -> {
        NpyWriter to = new NpyWriter(channel, row.length);
        while (next(records)) {
          for (int j = 0; j < row.length; j++) row[j] = records.value(j);
          to.row(row);
          rows[0]++;
        }
        to.finish();
      });
    } catch (IOException e) {
      throw new CannotWriteException(out, "--out", e);
    }
    return rows[0];
  }

  /** What cannot be read is no fault of the file that is written. */
  private static boolean next(TypedRecords records) {
    try {
      return records.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
