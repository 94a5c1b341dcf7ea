package dev.gradus.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gradus data}: takes a table, says what is in it, or gives it in another form or in parts. */
@Command(name = "data", description = "Looks at a table, and gives it in another form or in parts.", synopsisSubcommandLabel = "COMMAND",
    subcommands = {DescribeCommand.class, ConvertCommand.class, SplitCommand.class, SampleCommand.class})
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command was given; it must be describe, convert, split or sample");
  }
}
