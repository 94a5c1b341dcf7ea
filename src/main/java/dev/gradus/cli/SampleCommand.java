package dev.gradus.cli;

import dev.gradus.data.RecordReader;
import dev.gradus.data.RowSample;
import dev.gradus.data.RowWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus data sample}: takes a table, gives some of its rows, drawn at random. */
@Command(name = "sample", sortOptions = false, description = "Draws rows at random, none twice, in one pass, and writes them as CSV in the order of the source, "
    + "cells as they are there.")
final class SampleCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SOURCE", description = "a table, as for train")
  private String source;

  @Option(names = {"-n", "--rows"}, paramLabel = "N", defaultValue = "10", description = "how many rows (default: ${DEFAULT-VALUE})")
  private int rows;

  @Option(names = "--stratify", paramLabel = "COL", description = "column whose texts have the same shares in the sample as in the source (default: none)")
  private String stratify;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "of the draws (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--out", paramLabel = "FILE", description = "a .csv or .tsv, with .gz or .zst or not (default: standard output)")
  private Path out;

  @Mixin private TableOption tables;

  @Override
  public Integer call() throws IOException {
    check();
    PrintWriter err = spec.commandLine().getErr();
    OutputFile.refuseToReplace("--out", out, source);
    RowSample sample = new RowSample(rows, seed);
    List<String> names;
    try (RecordReader records = tables.open(source, err::println).records(tables.options())) {
      names = List.copyOf(records.names());
      sample.addAll(source, records, strata(names));
    }
    List<List<String>> chosen = sample.sample();
    if (out == null) {
      print(names, chosen);
    } else {
      TableFile.of(out).write(names, to -> {
        for (List<String> row : chosen) to.row(row);
      });
    }
    err.println(String.format(Locale.ROOT, "%,d of %,d rows", chosen.size(), sample.rows()));
    return ExitCode.DONE;
  }

  @Override
  public void check() {
    tables.options();
    if (rows < 1) throw new IllegalArgumentException("--rows " + rows + ": a sample of " + rows + " rows was asked for; it must be at least 1");
    if (out != null) TableFile.of(out);
  }

  private Function<RecordReader, String> strata(List<String> names) {
    if (stratify == null) return record -> "";
    int column = SplitCommand.column(source, names, "--stratify", stratify);
    return record -> RowWriter.cell(record, column);
  }

  private void print(List<String> names, List<List<String>> chosen) throws IOException {
    RowWriter to = new RowWriter(spec.commandLine().getOut(), ',', names);
    for (List<String> row : chosen) to.row(row);
    to.flush();
  }
}
