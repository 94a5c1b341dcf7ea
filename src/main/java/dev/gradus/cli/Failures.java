package dev.gradus.cli;

import dev.gradus.data.DataException;
import dev.gradus.store.ModelFileException;
import dev.gradus.train.CheckpointException;
import dev.gradus.train.DivergedException;
import dev.gradus.train.NotEnoughMemoryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Takes what went wrong, gives one line on standard error and the exit code. */
final class Failures {
  private static final int LONGEST = 2_000;

  private Failures() {}

  /** Words that make no command. */
  static int usage(ParameterException e, String[] words) {
    CommandLine command = e.getCommandLine();
    String message = oneLine(e.getMessage()) + origin(e, words);
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
      message += "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    say(command, message + "; \"" + command.getCommandSpec().qualifiedName() + " --help\" shows what is possible");
    return ExitCode.USAGE;
  }

  /** Where a bad value comes from, when it is not among the words. */
  private static String origin(ParameterException e, String[] words) {
    if (!(e.getArgSpec() instanceof OptionSpec option) || e.getValue() == null) return "";
    boolean said = Arrays.stream(words).anyMatch(word -> Arrays.stream(option.names()).anyMatch(word::startsWith));
    return said ? "" : Origin.of(option).map(place -> ", from " + place).orElse("");
  }

  /** A command that could not do its work. */
  static int execution(Exception e, CommandLine command, ParseResult words) {
    return report(e, command);
  }

  /** Runs a command with its configuration file; errors are reported too: picocli hands over exceptions only. */
  static int running(ParseResult words) {
    try {
      return new CommandLine.RunLast().execute(ConfigurationOptions.applied(words));
    } catch (IOException | IllegalArgumentException | Error e) {
      return report(e, words.commandSpec().commandLine());
    }
  }

  /** Results that did not reach standard output, as on a full disk. */
  static int lostOutput(PrintWriter err) {
    err.println("gradus: standard output cannot be written: its reader went away, or its disk is full; make room, or write elsewhere");
    return ExitCode.CANNOT_WRITE;
  }

  /** What went wrong within, unless what is around it says more. */
  private static Throwable plain(UncheckedIOException e) {
    boolean saysMore = e.getMessage() != null && !e.getMessage().equals(e.getCause().toString());
    return saysMore && code(e) == code(e.getCause()) ? e : e.getCause();
  }

  private static int report(Throwable thrown, CommandLine command) {
    Throwable e = thrown instanceof UncheckedIOException unchecked ? plain(unchecked) : thrown;
    int code = code(e);
    if (e instanceof IllegalArgumentException refused) {
      say(command, oneLine(Origin.told(Blame.named(refused, command.getCommandSpec()), command.getCommandSpec())));
    } else if (code == ExitCode.BUG) {
      say(command, "this is a bug: " + oneLine(e.toString()) + "; please report it with the lines below");
      e.printStackTrace(command.getErr());
    } else {
      say(command, message(e, code));
    }
    return code;
  }

  private static int code(Throwable e) {
    if (e instanceof IllegalArgumentException) return ExitCode.USAGE;
    if (e instanceof DivergedException) return ExitCode.FAILED;
    if (e instanceof DataException || e instanceof ModelFileException) return ExitCode.BAD_DATA;
    if (e instanceof CannotWriteException || e instanceof CheckpointException) return ExitCode.CANNOT_WRITE;
    if (e instanceof InterruptedIOException) return ExitCode.INTERRUPTED;
    if (e instanceof IOException || e instanceof UncheckedIOException) return ExitCode.NO_INPUT;
    // ND4J says so when its own allocator gets nothing from the system.
    if (e instanceof NotEnoughMemoryException || e instanceof OutOfMemoryError || String.valueOf(e.getMessage()).contains("Allocation failed")) return ExitCode.NO_MEMORY;
    if (e instanceof LinkageError) return ExitCode.NO_NATIVES;
    return ExitCode.BUG;
  }

  private static String message(Throwable e, int code) {
    String message = oneLine(e.getMessage() != null ? e.getMessage() : String.valueOf(e.getCause()));
    return switch (code) {
      case ExitCode.NO_INPUT -> e instanceof FileSystemException f ? oneLine(f.getFile() + ": " + reason(f)) : message;
      case ExitCode.NO_NATIVES -> e.getClass() == NoClassDefFoundError.class
          ? "a class is missing, " + message + "; the installation is not complete, or an earlier failure to load the native library left it so"
          : "the native library of ND4J cannot be loaded: " + message
          + "; gradus needs a 64-bit Linux, macOS or Windows on x86 or ARM, and room for 400 MB in the user's .javacpp folder";
      case ExitCode.NO_MEMORY -> e instanceof NotEnoughMemoryException ? message : "out of memory: " + message
          + "; use a smaller network or batch; when it is the Java heap that is too small for the data, GRADUS_JAVA_OPTS=-Xmx8g gives it more";
      default -> message;
    };
  }

  private static String reason(FileSystemException e) {
    if (e.getReason() != null) return e.getReason();
    if (e instanceof NoSuchFileException) return "there is no such file or folder; check the path";
    if (e instanceof AccessDeniedException) return "no permission to read it";
    return e.getClass().getSimpleName();
  }

  private static void say(CommandLine command, String message) {
    command.getErr().println("gradus: " + message);
  }

  /** Names and cells from strangers pass through here: no line ends, nothing that drives a terminal, no megabytes. */
  private static String oneLine(String text) {
    String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    return start.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cc}", "?");
  }
}
