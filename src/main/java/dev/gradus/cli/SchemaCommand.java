package dev.gradus.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gradus schema}: takes nothing, gives the JSON Schema of the configuration file, for editors that check and complete. */
@Command(name = "schema", description = "Prints the JSON Schema of the configuration file, for editors; share/gradus.schema.json is the same.")
final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(ConfigurationSchema.text(spec.root().commandLine()));
    return ExitCode.DONE;
  }
}
