package dev.gradus.cli;

import dev.gradus.data.TableOptions;
import dev.gradus.data.TableSource;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the name of a table and what is said about reading it, for commands that train nothing. */
final class TableOption {
  @Option(names = "--ignore", paramLabel = "COL", split = ",", description = "columns to leave out (default: none)")
  private List<String> ignore = List.of();

  @Mixin private TypeOptions types;
  @Mixin private ReadingOptions reading;

  /** What is said about columns and texts. @throws IllegalArgumentException when something contradicts */
  TableOptions options() {
    return TableOptions.standard().withTypes(types.types()).withIgnored(ignore).withRules(reading.rules(TextRules.standard()));
  }

  /** The table of a name. @throws IllegalArgumentException when it is none */
  TableSource open(String name, Consumer<String> notice) throws IOException {
    if (!ModelSource.isTable(name)) throw new IllegalArgumentException("SOURCE " + name + " is no table; gradus data is for tables, such as a CSV file");
    return reading.table(name, notice);
  }
}
