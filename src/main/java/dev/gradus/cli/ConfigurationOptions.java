package dev.gradus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * Takes {@code --config} and {@code --print-config}, gives options their values from a file, and the values in force as YAML. A command that has these
 * options as a mixin, and a SOURCE, declares that with arity 0..1 and asks {@link #require} for it, because the file may name it.
 */
final class ConfigurationOptions {
  @Spec(Spec.Target.MIXEE) private CommandSpec command;

  @Option(names = "--config", paramLabel = "FILE",
      description = "YAML whose keys are long option names; an option or its environment variable goes before it (default: none)")
  private Path file;

  @Option(names = "--print-config", fallbackValue = "true", description = "write every option's value in force as YAML, for --config, and end")
  private boolean print;

  /**
   * Reads the words again, with the values of the file that they name.
   *
   * @return what was read; the words themselves when they name no file, or ask for help
   * @throws IOException when the file is not there or cannot be read
   * @throws IllegalArgumentException when the file is not what it should be
   * @throws ParameterException when a value is none for its option
   */
  static ParseResult applied(ParseResult words) throws IOException {
    ParseResult last = words;
    while (last.hasSubcommand()) last = last.subcommand();
    CommandSpec command = last.commandSpec();
    Optional<Path> path = path(command);
    if (path.isEmpty() || helpIsAsked(words)) return words;
    ConfigurationFile file = ConfigurationFile.read(path.get(), command);
    command.defaultValueProvider(new ConfiguredDefaults(last, command.defaultValueProvider(), file));
    ParseResult again = words.commandSpec().commandLine().parseArgs(words.originalArgs().toArray(new String[0]));
    if (command.userObject() instanceof Searching searching) file.search().ifPresent(space -> searching.search(file.name(), space));
    return again;
  }

  /** The file that the words name, or that of the run that they resume. */
  private static Optional<Path> path(CommandSpec command) {
    OptionSpec config = command.findOption("--config");
    OptionSpec resume = command.findOption("--resume");
    if (config != null && config.getValue() instanceof Path file) return Optional.of(file);
    return resume != null && resume.getValue() instanceof Path folder ? Optional.of(folder.resolve(RunFolder.CONFIGURATION)) : Optional.empty();
  }

  private static boolean helpIsAsked(ParseResult words) {
    for (ParseResult part = words; part != null; part = part.subcommand()) {
      if (part.isUsageHelpRequested() || part.isVersionHelpRequested()) return true;
    }
    return false;
  }

  /** Refuses a command without the source that neither words nor file name. @param source may be null */
  void require(String source) {
    if (source == null) throw new ParameterException(command.commandLine(), "Missing required parameter: 'SOURCE'");
  }

  /** Every value in force by its option's name, for the run folder. */
  Map<String, Object> all() {
    return Setting.values(Setting.of(command));
  }

  /** The values in force that a model depends on. */
  Map<String, Object> ofModel() {
    return Setting.values(Setting.of(command).stream().filter(Setting::hasInfluence).toList());
  }

  /** Writes the configuration when {@code --print-config} asks for it. @return whether it does, and the command is to end */
  boolean printed() {
    if (!print) return false;
    PrintWriter out = command.commandLine().getOut();
    out.println("# " + command.qualifiedName() + " --config FILE, with FILE as below, does the same; an option without a value is commented out.");
    for (Setting setting : Setting.of(command)) lines(setting).forEach(out::println);
    if (command.defaultValueProvider() instanceof ConfiguredDefaults defaults) {
      defaults.file().search().ifPresent(space -> out.println(System.lineSeparator() + ConfigurationFile.SEARCH + ": " + space.write()));
    }
    return true;
  }

  private static List<String> lines(Setting setting) {
    List<String> lines = new ArrayList<>(List.of(""));
    setting.description().stream().limit(1).forEach(line -> lines.add("# " + line));
    Optional<String> value = setting.yaml().map(Yaml::write);
    lines.add(value.map(text -> setting.name() + ": " + text).orElseGet(() -> "# " + setting.name() + ": " + setting.argument().paramLabel()));
    return lines;
  }
}
