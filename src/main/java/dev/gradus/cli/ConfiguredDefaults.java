package dev.gradus.cli;

import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Takes an option that was not given, gives the value of its environment variable, or else that of the configuration file. */
final class ConfiguredDefaults implements IDefaultValueProvider {
  private final ParseResult words;
  private final IDefaultValueProvider environment;
  private final ConfigurationFile file;

  /**
   * Defaults for a command line that was read once without them.
   *
   * @param words what was read: a flag that is there is not to be turned by what the file says
   */
  ConfiguredDefaults(ParseResult words, IDefaultValueProvider environment, ConfigurationFile file) {
    this.words = words;
    this.environment = environment;
    this.file = file;
  }

  @Override
  public String defaultValue(ArgSpec argument) throws Exception {
    if (given(argument)) return null;
    String fromEnvironment = environment.defaultValue(argument);
    return fromEnvironment != null ? fromEnvironment : file.value(new Setting(argument).name()).map(EnvironmentDefaults::literal).orElse(null);
  }

  private boolean given(ArgSpec argument) {
    return argument instanceof OptionSpec option ? words.hasMatchedOption(option) : words.hasMatchedPositional((PositionalParamSpec) argument);
  }

  /** Where the value of an option that was not given comes from. */
  Optional<String> place(OptionSpec option) {
    if (given(option)) return Optional.empty();
    Optional<String> variable = environment instanceof EnvironmentDefaults e ? e.place(option) : Optional.empty();
    return variable.or(() -> file.place(new Setting(option).name()));
  }

  ConfigurationFile file() {
    return file;
  }
}
