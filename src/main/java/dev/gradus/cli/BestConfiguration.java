package dev.gradus.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Takes the options of a search and of its best trial, gives a configuration file for {@code gradus train} that trains the same model. */
final class BestConfiguration {
  static final String FILE = "best.yaml";

  /** Columns that say how rows are divided. */
  private static final List<String> DIVIDING = List.of("group", "time");

  private BestConfiguration() {}

  /**
   * The text of the file. Where all examples are trained on, a column that divides them is a column to ignore.
   *
   * @param search the command that searched, for the options about data
   * @param trial the options of the best trial
   * @param validation what to validate on, or empty for what is usual for the source
   */
  static String text(CommandSpec search, TrialOptions trial, Optional<String> validation, String heading) {
    boolean all = validation.equals(Optional.of("none"));
    StringBuilder text = new StringBuilder("# " + heading + "\n");
    Map<String, Setting> own = Setting.of(search).stream().collect(Collectors.toMap(Setting::name, setting -> setting));
    for (Setting setting : Setting.of(train().getCommandSpec())) {
      String name = setting.name();
      if (!setting.hasInfluence() || all && DIVIDING.contains(name)) continue;
      Setting from = trial.settings().getOrDefault(name, own.get(name));
      Optional<Yaml> value = name.equals("validation") ? validation.map(Yaml.Scalar::of) : from == null ? Optional.empty() : from.yaml();
      if (all && name.equals("ignore")) value = ignored(own);
      value.ifPresent(yaml -> text.append(name).append(": ").append(yaml.write()).append('\n'));
    }
    return text.toString();
  }

  private static Optional<Yaml> ignored(Map<String, Setting> own) {
    List<Yaml> columns = new ArrayList<>();
    own.get("ignore").yaml().ifPresent(list -> columns.addAll(((Yaml.Sequence) list).values()));
    for (String role : DIVIDING) own.get(role).yaml().ifPresent(columns::add);
    return columns.isEmpty() ? Optional.empty() : Optional.of(new Yaml.Sequence(0, columns));
  }

  /** What {@code gradus train} would note in a model of such a file. */
  static Map<String, Object> note(Path file) throws IOException {
    CommandLine train = train();
    ConfigurationOptions.applied(train.parseArgs("--config", file.toString()));
    return Setting.values(Setting.of(train.getCommandSpec()).stream().filter(Setting::hasInfluence).toList());
  }

  private static CommandLine train() {
    return new CommandLine(new TrainCommand()).setCaseInsensitiveEnumValuesAllowed(true).setDefaultValueProvider(new EnvironmentDefaults(name -> null));
  }
}
