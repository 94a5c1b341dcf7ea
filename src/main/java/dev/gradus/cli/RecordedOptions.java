package dev.gradus.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Takes the options that a run was made with, as its folder or its model has them, gives {@code gradus train} with these options and no others. */
final class RecordedOptions {
  private RecordedOptions() {}

  /** A command that has no options yet. */
  static CommandLine untold(PrintWriter out, PrintWriter err) {
    return new CommandLine(new TrainCommand()).setCaseInsensitiveEnumValuesAllowed(true).setOut(out).setErr(err);
  }

  /** With the options of a configuration file; environment variables do not count. */
  static TrainCommand in(ConfigurationFile file, CommandLine train) {
    return with(train, file::value);
  }

  /** With the options of a map: texts, numbers, booleans or lists of them by name. */
  static TrainCommand in(Map<String, ?> values, CommandLine train) {
    return with(train, name -> Optional.ofNullable(values.get(name)).map(RecordedOptions::text));
  }

  private static TrainCommand with(CommandLine train, Function<String, Optional<String>> values) {
    train.setDefaultValueProvider(argument -> values.apply(new Setting(argument).name()).map(EnvironmentDefaults::literal).orElse(null));
    train.parseArgs();
    return train.getCommand();
  }

  private static String text(Object value) {
    return value instanceof List<?> list ? list.stream().map(Setting::text).collect(Collectors.joining(",")) : Setting.text(value);
  }
}
