package dev.gradus.cli;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes an option that was not given on the command line, gives the place where its value stands. */
final class Origin {
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z0-9-]*");

  private Origin() {}

  /** The line of the configuration file or the variable; absent for a default. */
  static Optional<String> of(OptionSpec option) {
    IDefaultValueProvider provider = option.command().defaultValueProvider();
    if (provider instanceof ConfiguredDefaults configured) return configured.place(option);
    return provider instanceof EnvironmentDefaults environment ? environment.place(option) : Optional.empty();
  }

  /** A message about the options of a command, with the place of each that it names. */
  static String told(String message, CommandSpec command) {
    Set<String> told = new LinkedHashSet<>();
    Matcher names = OPTION.matcher(message);
    while (names.find()) {
      OptionSpec option = command.optionsMap().get(names.group());
      if (option == null || command.commandLine().getParseResult().hasMatchedOption(option)) continue;
      of(option).ifPresent(place -> told.add(option.longestName() + " is from " + place));
    }
    return told.isEmpty() ? message : message + "; " + String.join(", ", told);
  }
}
