package dev.gradus.cli;

import dev.gradus.store.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine;

/** Takes the commands, gives the JSON Schema (draft 2020-12) of their configuration file: the options of every command that has {@code --config}. */
final class ConfigurationSchema {
  private ConfigurationSchema() {}

  /** The schema, a line for each key. */
  static String text(CommandLine gradus) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (CommandLine command : gradus.getSubcommands().values()) {
      if (command.getCommandSpec().findOption("--config") == null) continue;
      for (Setting setting : Setting.of(command.getCommandSpec())) properties.putIfAbsent(setting.name(), of(setting));
    }
    properties.put(ConfigurationFile.SEARCH, Map.of("type", "object"));
    properties.put(ConfigurationFile.VERSION, Map.of("type", "string"));
    StringJoiner lines = new StringJoiner(",\n    ", "  \"properties\": {\n    ", "\n  }");
    properties.forEach((name, property) -> lines.add(JsonWriter.write(name) + ": " + JsonWriter.write(property)));
    return String.join("\n", "{",
        "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",",
        "  \"$id\": \"urn:gradus:configuration\",",
        "  \"title\": \"What gradus reads with --config\",",
        "  \"type\": [\"object\", \"null\"],",
        "  \"additionalProperties\": false,",
        lines.toString(), "}", "");
  }

  private static Map<String, Object> of(Setting setting) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", String.join(" ", setting.description()));
    switch (setting.kind()) {
      case FLAG -> property.put("type", "boolean");
      case NUMBER -> property.put("type", "number");
      case WHOLE -> whole(setting, property);
      case CHOICE -> property.put("enum", setting.choices());
      case TEXT -> property.put("type", List.of("string", "number"));
      case LIST -> {
        property.put("type", List.of("string", "number", "array"));
        property.put("items", Map.of("type", List.of("string", "number")));
        property.put("minItems", 1);
      }
    }
    if (setting.kind() == Setting.Kind.FLAG) property.put("default", false);
    setting.builtIn().ifPresent(value -> property.put("default", value(setting.kind(), value)));
    return property;
  }

  /** A whole number of 64 bits may stand in quotes: not every program reads it without loss otherwise. */
  private static void whole(Setting setting, Map<String, Object> property) {
    boolean large = setting.type() == long.class || setting.type() == Long.class;
    property.put("type", large ? List.of("integer", "string") : "integer");
    if (large) property.put("pattern", "^-?[0-9]+$");
  }

  private static Object value(Setting.Kind kind, String text) {
    if (kind == Setting.Kind.FLAG) return Boolean.valueOf(text);
    return kind != Setting.Kind.CHOICE && Yaml.NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }
}
