package dev.gradus.cli;

import java.util.Locale;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes an option that was not given, gives the value of its environment variable: GRADUS_LR for --lr, GRADUS_RUN_DIR for --run-dir. */
final class EnvironmentDefaults implements IDefaultValueProvider {
  @Override
  public String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.arity().max() == 0) return null;
    return System.getenv("GRADUS_" + option.longestName().replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT));
  }
}
