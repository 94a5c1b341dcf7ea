package dev.gradus.cli;

import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;

/**
 * An option of a command, or SOURCE, as the configuration file, the printed configuration, the run folder and the schema see it. All that they know comes
 * from the option's declaration: an option that is added is a setting at once.
 */
record Setting(ArgSpec argument) {
  private static final Set<String> NOT_IN_A_FILE = Set.of("config", "print-config", "resume");

  /** What can be written under a key. */
  enum Kind {
    FLAG("true or false"),
    WHOLE("a whole number"),
    NUMBER("a number"),
    CHOICE("a word"),
    TEXT("a text or number"),
    LIST("a text, number, or list of them");

    final String expected;

    Kind(String expected) {
      this.expected = expected;
    }
  }

  /** All of a command, in the order of its help. */
  static List<Setting> of(CommandSpec command) {
    return Stream.<ArgSpec>concat(command.positionalParameters().stream(), command.options().stream()).map(Setting::new).filter(Setting::isInAFile).toList();
  }

  private boolean isInAFile() {
    if (!(argument instanceof OptionSpec option)) return true;
    return !option.usageHelp() && !option.versionHelp() && !NOT_IN_A_FILE.contains(name());
  }

  /** The key: the long name without dashes; source for SOURCE. */
  String name() {
    return argument instanceof OptionSpec option ? option.longestName().replaceFirst("^--", "") : argument.paramLabel().toLowerCase(Locale.ROOT);
  }

  Kind kind() {
    Class<?> type = type();
    if (type == boolean.class || type == Boolean.class) return Kind.FLAG;
    if (argument.isMultiValue() || argument.paramLabel().contains(",")) return Kind.LIST;
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) return Kind.WHOLE;
    if (type == double.class || type == Double.class) return Kind.NUMBER;
    return choices().isEmpty() ? Kind.TEXT : Kind.CHOICE;
  }

  /** The type of a value, of one element for a list. */
  Class<?> type() {
    return argument.auxiliaryTypes()[0];
  }

  /** The values of a closed set; none when the set is open. */
  List<String> choices() {
    Iterable<String> candidates = argument.completionCandidates();
    if (candidates == null) return List.of();
    return StreamSupport.stream(candidates.spliterator(), false).map(choice -> type().isEnum() ? choice.toLowerCase(Locale.ROOT) : choice).toList();
  }

  /** The default of the declaration, whatever the environment says; absent when there is none, or the help tells it in words. */
  Optional<String> builtIn() {
    String value = argument.defaultValue();
    return value == null || value.equals(Option.NULL_VALUE) ? Optional.empty() : Optional.of(value);
  }

  /** Lines of the description, as the help has them without any environment. */
  List<String> description() {
    String[] lines = argument instanceof OptionSpec option ? option.toBuilder().description() : ((PositionalParamSpec) argument).toBuilder().description();
    return Stream.of(lines).map(line -> line.replace("${DEFAULT-VALUE}", builtIn().orElse("none"))
        .replace("${COMPLETION-CANDIDATES}", String.join(", ", choices())).replace("%n", " ").replace("%%", "%")).toList();
  }

  /** Whether the model depends on it. */
  boolean hasInfluence() {
    return !(argument.userObject() instanceof AnnotatedElement field) || !field.isAnnotationPresent(NoInfluence.class);
  }

  /** The value that is in force after the command line was read: text, boolean, number, or a list of them; absent when there is none. */
  Optional<Object> value() {
    Object value = argument.getValue();
    if (value instanceof Optional<?> optional) value = optional.orElse(null);
    if (value == null || value instanceof Collection<?> list && list.isEmpty()) return Optional.empty();
    if (value instanceof Collection<?> list) {
      List<Object> values = new ArrayList<>();
      for (Object element : list) values.add(plain(element));
      return Optional.of(values);
    }
    return Optional.of(plain(value));
  }

  private static Object plain(Object value) {
    if (value instanceof Boolean || value instanceof Integer) return value;
    if (value instanceof Double number) return Double.isFinite(number) ? number : number.toString();
    if (value instanceof Enum<?> choice) return choice.toString().toLowerCase(Locale.ROOT);
    if (value instanceof Path path) return path.toString();
    return value.toString(); // a seed too: not every whole number of 64 bits is a number in JSON
  }

  /** The values of settings by name, those without a value left out. */
  static Map<String, Object> values(List<Setting> settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Setting setting : settings) setting.value().ifPresent(value -> values.put(setting.name(), value));
    return values;
  }

  /** The value as YAML, such as {@code [64, 32]}. */
  Optional<Yaml> yaml() {
    return value().map(value -> {
      if (value instanceof Boolean flag) return Yaml.Scalar.of(flag);
      if (value instanceof List<?> list && list.stream().anyMatch(element -> text(element).contains("\""))) return Yaml.Scalar.of(joined(list));
      if (value instanceof List<?> list) return new Yaml.Sequence(0, list.stream().<Yaml>map(element -> Yaml.Scalar.of(text(element))).toList());
      String text = text(value);
      if (kind() != Kind.LIST || !text.contains(",") || text.contains("\"")) return Yaml.Scalar.of(text); // what is quoted may hold a comma
      return new Yaml.Sequence(0, Stream.of(text.split(",", -1)).<Yaml>map(Yaml.Scalar::of).toList());
    });
  }

  private static String joined(List<?> list) {
    return list.stream().map(Setting::text).collect(Collectors.joining(","));
  }

  /** A value as a file has it. */
  static String text(Object value) {
    if (!(value instanceof Double number)) return value.toString();
    if (number == Math.rint(number) && Math.abs(number) < 1e15) return Long.toString(number.longValue());
    return number.toString().replaceFirst("\\.0E", "E").replace('E', 'e');
  }
}
