package dev.gradus.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes an option that was not given, gives the value of its environment variable: GRADUS_LR for --lr, GRADUS_RUN_DIR for --run-dir.
 * A flag, which has no value, has no variable, and {@code --data} neither.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
  /** The option whose variable would be GRADUS_DATA, which is the folder of downloaded data. */
  private static final String DATA = "--data";

  private final UnaryOperator<String> environment;

  /** @param environment gives the value of a variable, or null */
  EnvironmentDefaults(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    String value = argument instanceof OptionSpec option && option.arity().max() > 0 && !option.longestName().equals(DATA) ? environment.apply(variable(option)) : null;
    return value == null ? null : literal(value);
  }

  /** The name of an option's variable. */
  static String variable(OptionSpec option) {
    return "GRADUS_" + option.longestName().replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Where an option's value comes from when it was not given: its variable, if that is set. */
  Optional<String> place(OptionSpec option) {
    return defaultValue(option) == null ? Optional.empty() : Optional.of("the environment variable " + variable(option));
  }

  /** A value in which picocli finds no variables of its own. */
  static String literal(String value) {
    return value.replace("$", "$$");
  }
}
