package dev.gradus.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** Takes words that somebody made up, gives what becomes of them, and holds the command line to its promise: done, or one line and the exit code for it. */
public final class FuzzedWords {
  private FuzzedWords() {}

  /** What came of it. */
  public record Outcome(int code, String out, String err) {
    public boolean done() {
      return code == ExitCode.DONE;
    }
  }

  /** Runs a command. @throws AssertionError when it ends in a bug, or in more than a line */
  public static Outcome run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    return checked(commandLine(out, err).execute(words), out, err);
  }

  /** Understands the words of a command, and does not begin it. @throws AssertionError when that ends in a bug, or in more than a line */
  public static Outcome parse(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    return checked(commandLine(out, err).setExecutionStrategy(result -> ExitCode.DONE).execute(words), out, err);
  }

  private static CommandLine commandLine(StringWriter out, StringWriter err) {
    return Main.commandLine(new PrintWriter(out), new PrintWriter(err)).setDefaultValueProvider(new EnvironmentDefaults(name -> Map.<String, String>of().get(name)));
  }

  private static Outcome checked(int code, StringWriter out, StringWriter err) {
    Outcome outcome = new Outcome(code, out.toString(), err.toString());
    boolean silent = code == ExitCode.DONE && outcome.err().isEmpty();
    boolean oneLine = code != ExitCode.DONE && code != ExitCode.BUG && outcome.err().startsWith("gradus: ") && outcome.err().strip().lines().count() == 1;
    if (!silent && !oneLine) throw new AssertionError(outcome.toString());
    return outcome;
  }
}
