package dev.gradus.cli;

import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Takes an option that was not given, gives the value of its environment variable: GRADUS_LR for --lr, GRADUS_RUN_DIR for --run-dir.
 * A flag, which has no value, has no variable.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
  private final UnaryOperator<String> environment;

  /** @param environment gives the value of a variable, or null */
  EnvironmentDefaults(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && option.arity().max() > 0 ? environment.apply(variable(option)) : null;
  }

  /** The name of an option's variable. */
  static String variable(OptionSpec option) {
    return "GRADUS_" + option.longestName().replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
