package dev.gradus.cli;

import dev.gradus.store.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A piece of a YAML text, with the line that it begins on, counted from 1. */
sealed interface Yaml permits Yaml.Scalar, Yaml.Sequence, Yaml.Mapping {
  /** A number as JSON has them. */
  Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  int line();

  /** What it is, for messages. */
  String describe();

  /** The text, in one line, that is read as this again. */
  String write();

  /**
   * One value.
   *
   * @param text as it stands there, without quotes
   * @param plain whether it stands there without quotes
   */
  record Scalar(int line, String text, boolean plain) implements Yaml {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    /** Older readers of YAML take these for booleans. */
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
    private static final Pattern SAFE = Pattern.compile("[A-Za-z_/]([A-Za-z0-9_./+:-]*[A-Za-z0-9_./+-])?");

    /** A value to write: plain where nobody can take it for something else. */
    static Scalar of(String text) {
      boolean plain = NUMBER.matcher(text).matches() || SAFE.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
      return new Scalar(0, text, plain);
    }

    static Scalar of(boolean value) {
      return new Scalar(0, Boolean.toString(value), true);
    }

    boolean nothing() {
      return plain && NOTHING.contains(text);
    }

    @Override
    public String describe() {
      return nothing() ? "nothing" : '"' + text + '"';
    }

    @Override
    public String write() {
      return plain ? text : JsonWriter.write(text);
    }
  }

  /** Several values. */
  record Sequence(int line, List<Yaml> values) implements Yaml {
    public Sequence {
      values = List.copyOf(values);
    }

    @Override
    public String describe() {
      return "a list";
    }

    @Override
    public String write() {
      return values.stream().map(Yaml::write).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Values by their keys, in the order of the text. */
  record Mapping(int line, Map<String, Entry> entries) implements Yaml {
    /**
     * A value under a key.
     *
     * @param line of the key
     */
    record Entry(int line, Yaml value) {}

    public Mapping {
      entries = new LinkedHashMap<>(entries);
    }

    @Override
    public String describe() {
      return "a mapping";
    }

    @Override
    public String write() {
      return entries.entrySet().stream().map(e -> Scalar.of(e.getKey()).write() + ": " + e.getValue().value().write())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }
}
