package dev.gradus.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes the options in force and the values of a trial, gives the options of that trial. */
record TrialOptions(PlanOptions plans, Map<String, Setting> settings) {
  /** Options with nothing but their defaults, to know which there are. */
  static TrialOptions untouched() {
    PlanOptions plans = new PlanOptions();
    CommandLine line = new CommandLine(plans).setCaseInsensitiveEnumValuesAllowed(true);
    line.parseArgs();
    return of(plans, line);
  }

  private static TrialOptions of(PlanOptions plans, CommandLine line) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (Setting setting : Setting.of(line.getCommandSpec())) settings.put(setting.name(), setting);
    return new TrialOptions(plans, settings);
  }

  /** The options of a trial: those of the command, but for its values. @param values by the name of a setting, as text or number */
  static TrialOptions of(CommandSpec command, Map<String, Object> values) {
    PlanOptions plans = new PlanOptions();
    CommandLine line = new CommandLine(plans).setCaseInsensitiveEnumValuesAllowed(true);
    List<String> words = new ArrayList<>();
    TrialOptions trial = of(plans, line);
    plans.of(command);
    values.forEach((name, value) -> {
      if (trial.settings.get(name).kind() != Setting.Kind.FLAG) words.add("--" + name + "=" + value);
    });
    line.parseArgs(words.toArray(new String[0]));
    for (Setting setting : trial.settings.values()) {
      OptionSpec option = (OptionSpec) setting.argument();
      Object value = values.get(setting.name());
      if (value == null) option.setValue(command.findOption(option.longestName()).getValue());
      if (value != null && setting.kind() == Setting.Kind.FLAG) option.setValue(Boolean.valueOf(value.toString()));
    }
    return trial;
  }

  /** The values of a trial in one line. */
  static String words(Map<String, Object> values) {
    if (values.isEmpty()) return "as given";
    return values.entrySet().stream().map(e -> e.getKey() + " " + text(e.getValue())).collect(Collectors.joining(", "));
  }

  /** A value as an option shows it: 1e-4 and not 1.0E-4. */
  static String text(Object value) {
    return value instanceof Double number ? Setting.text(number) : value.toString();
  }
}
