package dev.gradus.cli;

import dev.gradus.data.Table;
import dev.gradus.data.TableOptions;
import dev.gradus.diagnose.TableFigures;
import dev.gradus.store.AtomicFile;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
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

/** {@code gradus data describe}: takes a table, gives the figures of its columns and what is conspicuous. */
@Command(name = "describe", sortOptions = false, description = "Says in a line for each column what is in it, and warns of columns without use, columns that repeat "
    + "others, columns that give the target away, rare classes, and rows that are there twice.")
final class DescribeCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SOURCE", description = "a table, as for train")
  private String source;

  @Option(names = "--target", paramLabel = "COL", description = "column to predict: columns that alone predict it are found (default: none)")
  private String target;

  @Mixin private TableOption tables;

  @Option(names = "--schema", paramLabel = "FILE", description = "write the types of the columns there, to be read, and corrected before, by train --schema "
      + "(default: not written)")
  private Path schema;

  @Option(names = "--json", description = "one JSON object on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    check();
    PrintWriter err = spec.commandLine().getErr();
    OutputFile.refuseToReplace("--schema", schema, source);
    Optional<String> predicted = Optional.ofNullable(target);
    TableOptions options = tables.options().withTargets(predicted.map(List::of).orElse(List.of()));
    TableFigures figures;
    try (Table table = tables.open(source, err::println).table(options)) {
      figures = TableFigures.of(table, predicted);
    }
    PrintWriter out = spec.commandLine().getOut();
    FiguresTable text = new FiguresTable(figures);
    if (json) {
      out.println(JsonWriter.write(text.facts()));
    } else {
      text.lines(FiguresTable.width(System.getenv("COLUMNS"))).forEach(out::println);
    }
    out.flush();
    if (schema != null) write(SchemaText.of(figures));
    return ExitCode.DONE;
  }

  @Override
  public void check() {
    tables.options();
  }

  private void write(String text) {
    try {
      AtomicFile.write(schema, AtomicFile.of(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new CannotWriteException(schema, "--schema", e);
    }
  }
}
