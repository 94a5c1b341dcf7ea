package dev.gradus.cli;

import dev.gradus.data.NearMiss;
import dev.gradus.select.Dimension;
import dev.gradus.select.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Takes what is under the key {@code search} of a configuration file, gives the search space. Values are texts as options take them, or numbers. */
final class SpaceReader {
  /** Options that decide what is compared, and why they cannot be searched. */
  private static final Map<String, String> FIXED = Map.of(
      "seed", "decides which examples are for validation too",
      "monitor", "decides which trial is best",
      "class-weight", "decides how much the validation examples count");
  private static final List<String> RANGE = List.of("min", "max", "log", "integer");

  private final String file;
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  /** @param searchable the settings that decide how a model is trained */
  SpaceReader(String file, List<Setting> searchable) {
    this.file = file;
    for (Setting setting : searchable) settings.put(setting.name(), setting);
  }

  /** The space. @throws IllegalArgumentException when it is not what it should be, saying in which line */
  SearchSpace read(Yaml.Mapping search) {
    Map<String, Dimension> dimensions = new LinkedHashMap<>();
    search.entries().forEach((key, entry) -> dimensions.put(key, dimension(key, entry)));
    if (dimensions.isEmpty()) throw refused(search.line(), "there is nothing to search; name options, such as lr: {min: 1e-4, max: 0.1, log: true}");
    return new SearchSpace(dimensions);
  }

  private Dimension dimension(String key, Yaml.Mapping.Entry entry) {
    Setting setting = settings.get(key);
    if (setting == null) throw unknown(key, entry.line());
    if (FIXED.containsKey(key)) throw refused(entry.line(), "\"" + key + "\" " + FIXED.get(key) + ", and must be the same for all trials");
    if (entry.value() instanceof Yaml.Sequence choices) return choice(setting, choices, entry.line());
    if (entry.value() instanceof Yaml.Mapping range) return range(setting, range, entry.line());
    throw refused(entry.line(), "key \"" + key + "\": found " + entry.value().describe() + ", expected a list of values, or a range {min: …, max: …}");
  }

  private IllegalArgumentException unknown(String key, int line) {
    String dashless = key.replaceFirst("^--", "").replace('_', '-');
    Optional<String> near = settings.containsKey(dashless) ? Optional.of(dashless) : NearMiss.of(key, List.copyOf(settings.keySet()));
    return refused(line, "\"" + key + "\" is no option that can be searched" + near.map(name -> "; did you mean \"" + name + "\"?")
        .orElse("; expected one that says how a model is trained, such as lr, hidden, batch"));
  }

  private Dimension choice(Setting setting, Yaml.Sequence choices, int line) {
    if (choices.values().isEmpty()) throw refused(line, "key \"" + setting.name() + "\": the list is empty; leave the key out for no search");
    List<String> values = new ArrayList<>();
    for (Yaml value : choices.values()) values.add(text(setting, value));
    return Dimension.choice(values);
  }

  private String text(Setting setting, Yaml value) {
    if (value instanceof Yaml.Sequence list && setting.kind() == Setting.Kind.LIST && !list.values().isEmpty()) {
      return list.values().stream().map(element -> text(setting, element)).collect(Collectors.joining(","));
    }
    if (value instanceof Yaml.Scalar scalar && !scalar.nothing() && ConfigurationFile.fits(setting, scalar.text())) return scalar.text();
    throw refused(value.line(), "key \"" + setting.name() + "\": found " + value.describe() + ", expected "
        + ConfigurationFile.expected(setting, value instanceof Yaml.Scalar scalar ? scalar.text() : ""));
  }

  private Dimension range(Setting setting, Yaml.Mapping range, int line) {
    String key = setting.name();
    boolean wholeOnly = setting.kind() == Setting.Kind.WHOLE;
    if (!wholeOnly && setting.kind() != Setting.Kind.NUMBER && setting.kind() != Setting.Kind.LIST) {
      throw refused(line, "key \"" + key + "\": found a range, and it takes " + setting.kind().expected + "; expected a list of values");
    }
    range.entries().forEach((name, entry) -> {
      if (!RANGE.contains(name)) {
        throw refused(entry.line(), "key \"" + key + "\": \"" + name + "\" is no part of a range"
            + NearMiss.of(name, RANGE).map(near -> "; did you mean \"" + near + "\"?").orElse("; expected min, max, log, integer"));
      }
    });
    boolean log = flag(key, range, "log").orElse(false);
    boolean integer = flag(key, range, "integer").orElse(setting.kind() != Setting.Kind.NUMBER);
    if (!integer && setting.kind() != Setting.Kind.NUMBER) throw refused(line, "key \"" + key + "\": integer: false, and it takes whole numbers");
    double min = number(key, range, "min", integer, line);
    double max = number(key, range, "max", integer, line);
    try {
      if (integer) return log ? Dimension.logWhole((long) min, (long) max) : Dimension.whole((long) min, (long) max);
      return log ? Dimension.logUniform(min, max) : Dimension.uniform(min, max);
    } catch (IllegalArgumentException e) {
      throw refused(line, "key \"" + key + "\": " + e.getMessage());
    }
  }

  private Optional<Boolean> flag(String key, Yaml.Mapping range, String name) {
    Yaml.Mapping.Entry entry = range.entries().get(name);
    if (entry == null) return Optional.empty();
    if (entry.value() instanceof Yaml.Scalar scalar && scalar.text().equals("true")) return Optional.of(true);
    if (entry.value() instanceof Yaml.Scalar scalar && scalar.text().equals("false")) return Optional.of(false);
    throw refused(entry.line(), "key \"" + key + "\": " + name + " is " + entry.value().describe() + ", expected true or false");
  }

  private double number(String key, Yaml.Mapping range, String name, boolean whole, int line) {
    Yaml.Mapping.Entry entry = range.entries().get(name);
    if (entry == null) throw refused(line, "key \"" + key + "\": the range has no " + name + "; expected min and max");
    double value = entry.value() instanceof Yaml.Scalar scalar ? Split.number(scalar.text()).orElse(Double.NaN) : Double.NaN;
    if (Double.isNaN(value) || whole && (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE)) {
      throw refused(entry.line(), "key \"" + key + "\": " + name + " is " + entry.value().describe() + ", expected a " + (whole ? "whole " : "") + "number");
    }
    return value;
  }

  private IllegalArgumentException refused(int line, String what) {
    return new IllegalArgumentException(file + " line " + line + ": search: " + what);
  }

  /** A piece of YAML as JSON has it, for the run folder; every value as text. */
  static Object plain(Yaml yaml) {
    if (yaml instanceof Yaml.Sequence sequence) return sequence.values().stream().map(SpaceReader::plain).toList();
    if (!(yaml instanceof Yaml.Mapping mapping)) return ((Yaml.Scalar) yaml).text();
    Map<String, Object> map = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> map.put(key, plain(entry.value())));
    return map;
  }
}
