package dev.gradus.cli;

import dev.gradus.kernel.NativeMemory;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ScopeType;

/** Takes the words of a command line, gives a process that does what they say and ends with an exit code that says how it went. */
@Command(name = "gradus", mixinStandardHelpOptions = true, versionProvider = Version.class, scope = ScopeType.INHERIT,
    description = "Trains dense neural networks on whole mini-batches, with native BLAS.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TrainCommand.class, ResumeCommand.class, CvCommand.class, TuneCommand.class, LrFindCommand.class, EvaluateCommand.class,
        PredictCommand.class, ExplainCommand.class, DataCommand.class, InspectCommand.class, GradcheckCommand.class, DiagnoseCommand.class,
        VerifyCommand.class, ReportCommand.class, DoctorCommand.class, SchemaCommand.class, HelpCommand.class},
    footer = {"", "An option with a value can be set in the environment too: GRADUS_LR=0.01 for --lr 0.01, GRADUS_RUN_DIR for --run-dir;",
        "and where there is --config, in a file: lr: 0.01. An option goes before the environment, and that before the file.",
        "", "Exit codes: 0 done, 1 a bug of gradus, 2 usage, 3 diverged or check failed, 65 bad data, 66 input missing,",
        "69 native library cannot load, 71 out of memory, 74 cannot write, 130/143 interrupted."})
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  public static void main(String[] words) {
    // What the natives print through C would mix with results, and ND4J's own log lines are about itself.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", System.getProperty("org.slf4j.simpleLogger.defaultLogLevel", "error"));
    // The launcher sets it on Linux. Without it an allocation near the machine's memory ends the JVM.
    if (System.getProperty(NativeMemory.MOST_OF_PROCESS) == null) System.setProperty(NativeMemory.MOST_OF_PROCESS, Long.toString(NativeMemory.machineLimit()));
    int code = run(words, StandardOutput::isPipe);
    if (code != ExitCode.DONE) System.exit(code);
  }

  /** Runs a command line in this process. @return the exit code */
  public static int run(String... words) {
    return run(words, () -> false);
  }

  /** @param noLongerRead asked when standard output cannot be written: whether that is because its reader has what it wanted */
  private static int run(String[] words, BooleanSupplier noLongerRead) {
    PrintWriter out = new PrintWriter(new java.io.OutputStreamWriter(new StandardOutput(System.out), java.nio.charset.StandardCharsets.UTF_8), false);
    PrintWriter err = new PrintWriter(new java.io.OutputStreamWriter(System.err, java.nio.charset.StandardCharsets.UTF_8), true);
    int code = commandLine(out, err).execute(words);
    out.flush();
    if (code == ExitCode.DONE && System.out.checkError() && !noLongerRead.getAsBoolean()) code = Failures.lostOutput(err);
    err.flush();
    return code;
  }

  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(110)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setDefaultValueProvider(new EnvironmentDefaults(System::getenv))
        .setExecutionStrategy(Failures::running)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
  }

  /** Without a command: the help, and the code for wrong usage. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command was given");
  }
}
