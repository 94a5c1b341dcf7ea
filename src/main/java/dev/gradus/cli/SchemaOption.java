package dev.gradus.cli;

import dev.gradus.data.ColumnUse;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.TextRules;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Takes {@code --schema}, gives what its file says of the columns, as far as other options say nothing else of them. */
final class SchemaOption {
  private static final String NAME = "--schema";

  @Option(names = NAME, paramLabel = "FILE", description = "YAML that says types and preparation of columns; data describe --schema writes one, and an option "
      + "that says something else than its default goes before it (default: none)")
  private Path path;

  private Optional<Path> last = Optional.empty();
  private SchemaFile read = SchemaFile.none();

  boolean isGiven() {
    return path != null;
  }

  /** What the file says; nothing without one. @throws java.io.UncheckedIOException when it cannot be read */
  SchemaFile file() {
    if (path == null) return SchemaFile.none();
    if (!last.equals(Optional.of(path))) {
      read = SchemaFile.read(path);
      last = Optional.of(path);
    }
    return read;
  }

  /** The columns of which the file's preparation does not count: those that are no features by other options, or of another type. */
  Set<String> overruled(CommandSpec command) {
    Map<String, ColumnType> types = file().types(Set.of());
    Set<String> names = noFeatures(command);
    for (String name : strings(command, "--numeric")) {
      if (types.get(name) != ColumnType.NUMBER && types.get(name) != ColumnType.BOOLEAN) names.add(name);
    }
    for (String name : strings(command, "--categorical")) {
      if (types.get(name) != ColumnType.CATEGORY) names.add(name);
    }
    Set<String> features = strings(command, "--features");
    if (!features.isEmpty()) types.keySet().stream().filter(name -> !features.contains(name)).forEach(names::add);
    return names;
  }

  /**
   * The types that the file of a command and its other options say. Of a target only that it is a category counts, since a target is taken for classes or for
   * values as {@code --task} says.
   */
  static Map<String, ColumnType> types(CommandSpec command, Map<String, ColumnType> said) {
    OptionSpec option = command.findOption(NAME);
    if (option == null || option.getValue() == null) return said;
    SchemaFile file = SchemaFile.read(option.getValue());
    Map<String, ColumnType> types = new LinkedHashMap<>(file.types(noFeatures(command)));
    for (String target : targets(command)) {
      if (file.types(Set.of()).get(target) == ColumnType.CATEGORY) types.put(target, ColumnType.CATEGORY);
    }
    types.putAll(said);
    return types;
  }

  /** The rules with the marks of missing values that the file of a command has. */
  static TextRules rules(CommandSpec command, TextRules usual) {
    OptionSpec option = command.findOption(NAME);
    return option == null || option.getValue() == null ? usual : SchemaFile.read(option.getValue()).rules(usual);
  }

  /** What columns are named for: those that the file names and no other option does, for that. */
  static Map<String, ColumnUse> uses(CommandSpec command, Map<String, ColumnUse> said) {
    Map<String, ColumnUse> uses = new LinkedHashMap<>();
    types(command, Map.of()).keySet().forEach(name -> uses.put(name, ColumnUse.SCHEMA));
    uses.putAll(said);
    return uses;
  }

  private static Set<String> noFeatures(CommandSpec command) {
    Set<String> names = new HashSet<>(targets(command));
    for (String option : List.of("--ignore", "--weight", "--group", "--time")) names.addAll(strings(command, option));
    return names;
  }

  private static Set<String> targets(CommandSpec command) {
    Set<String> targets = new HashSet<>();
    for (String target : strings(command, "--target")) {
      targets.add(target);
      for (String one : target.split(",", -1)) targets.add(one.strip());
    }
    return targets;
  }

  /** The value of an option, or its values; none when the command has no such option. */
  private static Set<String> strings(CommandSpec command, String name) {
    OptionSpec option = command.findOption(name);
    Object value = option == null ? null : option.getValue();
    Set<String> strings = new HashSet<>();
    if (value instanceof String text) strings.add(text);
    if (value instanceof Collection<?> texts) texts.forEach(text -> strings.add(text.toString()));
    return strings;
  }
}
