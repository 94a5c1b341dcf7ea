package dev.gradus.cli;

import dev.gradus.data.NearMiss;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes the file that {@code --config} names, gives the values of options: a YAML mapping whose keys are the long names without dashes, and {@code source}
 * for SOURCE. Every key and the form of every value are checked; what a value means is left to the option.
 */
final class ConfigurationFile {
  static final String SEARCH = "search";
  /** What wrote the file, as config.json of a run folder says; not looked at. */
  static final String VERSION = "version";

  private static final int LARGEST = 1_000_000;

  private final String name;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private Optional<Yaml.Mapping> search = Optional.empty();

  private record Value(int line, String text) {}

  private ConfigurationFile(String name) {
    this.name = name;
  }

  /**
   * Reads a file for a command.
   *
   * @throws IOException when it is not there or cannot be read
   * @throws IllegalArgumentException when it is not what it should be, saying in which line
   */
  static ConfigurationFile read(Path path, CommandSpec command) throws IOException {
    ConfigurationFile file = new ConfigurationFile(path.toString());
    Optional<Yaml> content = YamlReader.read(file.name, text(path));
    if (content.isEmpty() || content.get() instanceof Yaml.Scalar scalar && scalar.nothing()) return file;
    if (!(content.get() instanceof Yaml.Mapping mapping)) {
      throw new IllegalArgumentException(file.name + " line " + content.get().line() + ": " + content.get().describe()
          + " stands there, expected a mapping of options, such as lr: 0.01");
    }
    mapping.entries().forEach((key, entry) -> file.put(command, key, entry));
    return file;
  }

  /** Whether a file is the configuration of a search. @throws IOException when it cannot be read @throws IllegalArgumentException when it is no YAML */
  static boolean isSearch(Path path) throws IOException {
    return YamlReader.read(path.toString(), text(path)).filter(yaml -> yaml instanceof Yaml.Mapping mapping && mapping.entries().containsKey(SEARCH)).isPresent();
  }

  /** The text of a small YAML file. */
  static String text(Path path) throws IOException {
    if (Files.isDirectory(path)) throw new FileSystemException(path.toString(), null, "this is a folder, expected a YAML file");
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) throw new IllegalArgumentException(path + " is larger than 1 MB; expected a few lines of YAML");
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(path + " is not text in UTF-8; expected a YAML file", e);
    }
  }

  private void put(CommandSpec command, String key, Yaml.Mapping.Entry entry) {
    if (key.equals(VERSION)) return;
    if (key.equals(SEARCH)) {
      search = Optional.of(search(command, entry));
      return;
    }
    Setting setting = Setting.of(command).stream().filter(s -> s.name().equals(key)).findFirst()
        .orElseThrow(() -> unknown(command, key, entry.line()));
    values.put(key, new Value(entry.line(), text(setting, entry)));
  }

  private Yaml.Mapping search(CommandSpec command, Yaml.Mapping.Entry entry) {
    if (!(command.userObject() instanceof Searching)) {
      throw refused(entry.line(), "\"" + SEARCH + "\" is for gradus tune, and this is " + command.qualifiedName() + "; leave it out here");
    }
    if (entry.value() instanceof Yaml.Mapping mapping) return mapping;
    throw found(SEARCH, entry, "a mapping of options to what is to be tried");
  }

  private IllegalArgumentException unknown(CommandSpec command, String key, int line) {
    String wrong = "\"" + key + "\" is no option of " + command.qualifiedName();
    List<String> known = Setting.of(command).stream().map(Setting::name).toList();
    String dashless = key.replaceFirst("^--", "").replace('_', '-');
    Optional<String> near = known.contains(dashless) ? Optional.of(dashless) : NearMiss.of(key, known);
    if (near.isPresent()) return refused(line, wrong + "; did you mean \"" + near.get() + "\"?");
    List<String> others = new ArrayList<>();
    for (CommandLine other : command.root().subcommands().values()) {
      if (Setting.of(other.getCommandSpec()).stream().anyMatch(s -> s.argument().isOption() && s.name().equals(key))) others.add(other.getCommandSpec().qualifiedName());
    }
    return refused(line, wrong + (others.isEmpty() ? "; expected the long name of an option, without dashes" : ", but of " + String.join(", ", others)));
  }

  private String text(Setting setting, Yaml.Mapping.Entry entry) {
    String key = setting.name();
    if (entry.value() instanceof Yaml.Sequence sequence && setting.kind() == Setting.Kind.LIST) {
      if (sequence.values().isEmpty()) throw refused(entry.line(), "key \"" + key + "\": the list is empty; leave the key out for the default");
      return String.join(",", sequence.values().stream().map(value -> element(key, value)).toList());
    }
    if (!(entry.value() instanceof Yaml.Scalar scalar)) throw found(key, entry, expected(setting, ""));
    if (scalar.nothing()) throw found(key, entry, expected(setting, "") + "; leave the key out for the default");
    if (!fits(setting, scalar.text())) throw found(key, entry, expected(setting, scalar.text()));
    return scalar.text();
  }

  private String element(String key, Yaml value) {
    if (!(value instanceof Yaml.Scalar scalar) || scalar.nothing()) {
      throw refused(value.line(), "key \"" + key + "\": found " + value.describe() + " in the list, expected texts or numbers");
    }
    if (scalar.text().matches("(?s).*[,\"].*")) {
      throw refused(value.line(), "key \"" + key + "\": found " + scalar.describe() + " in the list, expected no comma and no quotation mark in an element");
    }
    return scalar.text();
  }

  /** Whether a text can be a value of a setting, as far as its form goes. */
  static boolean fits(Setting setting, String text) {
    try {
      return switch (setting.kind()) {
        case FLAG -> text.equals("true") || text.equals("false");
        case WHOLE -> whole(setting.type(), text);
        case NUMBER -> number(text);
        case CHOICE -> setting.choices().stream().anyMatch(choice -> choice.equalsIgnoreCase(text));
        case TEXT, LIST -> true;
      };
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean whole(Class<?> type, String text) {
    long value = Long.parseLong(text);
    return type == long.class || type == Long.class || value == (int) value;
  }

  private static boolean number(String text) {
    Double.parseDouble(text);
    return true;
  }

  /** What is expected where a text was found. */
  static String expected(Setting setting, String found) {
    if (setting.kind() == Setting.Kind.CHOICE) return "one of " + String.join(", ", setting.choices());
    boolean tooLong = setting.kind() == Setting.Kind.WHOLE && found.matches("[-+]?[0-9]+");
    return setting.kind().expected + (tooLong ? " nearer to 0" : "");
  }

  private IllegalArgumentException found(String key, Yaml.Mapping.Entry entry, String expected) {
    return refused(entry.line(), "key \"" + key + "\": found " + entry.value().describe() + ", expected " + expected);
  }

  private IllegalArgumentException refused(int line, String what) {
    return new IllegalArgumentException(name + " line " + line + ": " + what);
  }

  /** The value of a setting, as its option takes it. */
  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::text);
  }

  /** Where a key stands: the file and the line. */
  Optional<String> place(String key) {
    return Optional.ofNullable(values.get(key)).map(value -> name + " line " + value.line());
  }

  /** The name of the file, for messages. */
  String name() {
    return name;
  }

  /** What is under the key {@code search}. */
  Optional<Yaml.Mapping> search() {
    return search;
  }
}
