package dev.gradus.cli;

import dev.gradus.data.NearMiss;
import dev.gradus.prepare.CategoryPlan;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.NumberPlan;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Takes the file that {@code --schema} names, gives types and preparations of columns:
 *
 * <pre>
 * columns:
 *   age: {type: number, prepare: robust, fill: median, clip: 3}
 *   zip: {type: category, encoding: one-hot, max-categories: 20}
 *   grade: {type: category, encoding: ordinal, order: [low, middle, high]}
 *   note: {type: text}
 * missing: ["only:?", -999]
 * </pre>
 *
 * <p>The keys of a column of numbers are those of the options {@code prepare}, {@code log1p}, {@code clip}, {@code fill} and {@code indicator}; of categories
 * {@code encoding} (as {@code --categories}), {@code order}, {@code max-categories} and {@code min-count}. A column that is not there is inferred. The key {@code missing},
 * which may be left out, has the texts of {@code --missing}.
 */
final class SchemaFile {
  static final String COLUMNS = "columns";
  private static final String MISSING = "missing";

  private final Map<String, SchemaColumn> columns;
  private final List<String> missing;

  private SchemaFile(Map<String, SchemaColumn> columns, List<String> missing) {
    this.columns = columns;
    this.missing = missing;
  }

  /** A file that says nothing. */
  static SchemaFile none() {
    return new SchemaFile(Map.of(), List.of());
  }

  /**
   * Reads a file.
   *
   * @throws UncheckedIOException when it is not there or cannot be read
   * @throws IllegalArgumentException when it is not what it should be, saying in which line
   */
  static SchemaFile read(Path path) {
    try {
      return parse(path.toString(), ConfigurationFile.text(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @param name of the text, for messages */
  static SchemaFile parse(String name, String text) {
    Optional<Yaml> content = YamlReader.read(name, text);
    if (content.isEmpty()) throw refused(name, 1, "the file is empty; expected " + COLUMNS + ": and a line for each column");
    Yaml.Mapping file = mapping(name, content.get(), COLUMNS + ": and a line for each column");
    file.entries().forEach((key, entry) -> {
      if (key.equals(COLUMNS) || key.equals(MISSING)) return;
      throw refused(name, entry.line(), "unknown key \"" + key + "\"" + NearMiss.of(key, List.of(COLUMNS, MISSING)).map(near -> "; did you mean \"" + near + "\"?")
          .orElse("; expected " + COLUMNS + ", and columns stand below it"));
    });
    Yaml.Mapping.Entry said = file.entries().get(COLUMNS);
    if (said == null) throw refused(name, 1, "the key " + COLUMNS + " is missing; expected " + COLUMNS + ": and a line for each column");
    Map<String, SchemaColumn> columns = new LinkedHashMap<>();
    String example = "a line for each column, such as age: {type: number}";
    mapping(name, said.value(), example).entries().forEach((column, entry) -> columns.put(column, new SchemaColumn(name, column, mapping(name, entry.value(),
        "{type: …} for the column \"" + column + "\""))));
    return new SchemaFile(columns, missing(name, file));
  }

  private static List<String> missing(String name, Yaml.Mapping file) {
    Yaml.Mapping.Entry said = file.entries().get(MISSING);
    if (said == null) return List.of();
    List<String> texts = new ArrayList<>();
    for (Yaml value : said.value() instanceof Yaml.Sequence sequence ? sequence.values() : List.of(said.value())) {
      if (!(value instanceof Yaml.Scalar scalar)) throw refused(name, said.line(), "key \"" + MISSING + "\": expected texts, such as [\"only:?\", -999]");
      texts.add(scalar.text());
    }
    try {
      MissingMarks.in(TextRules.standard(), texts);
    } catch (IllegalArgumentException e) {
      throw refused(name, said.line(), "key \"" + MISSING + "\": " + e.getMessage());
    }
    return texts;
  }

  /** What marks a missing value, in rules that say what does where the file says nothing. */
  TextRules rules(TextRules usual) {
    return MissingMarks.in(usual, missing);
  }

  private static Yaml.Mapping mapping(String name, Yaml value, String expected) {
    if (value instanceof Yaml.Mapping mapping) return mapping;
    throw refused(name, value.line(), value.describe() + " stands there, expected " + expected);
  }

  static IllegalArgumentException refused(String file, int line, String what) {
    return new IllegalArgumentException(file + " line " + line + ": " + what);
  }

  /** The types of the columns but some. */
  Map<String, ColumnType> types(Set<String> without) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    columns.forEach((name, column) -> {
      if (!without.contains(name)) types.put(name, column.type());
    });
    return types;
  }

  /**
   * A plan with the preparations of the columns but some.
   *
   * @param numbers takes the plan of a column by the file and the general one, gives the one to take
   * @param takesCategories whether the file says how categories are encoded
   */
  PreparationPlan applyTo(PreparationPlan plan, Set<String> without, BiFunction<SchemaColumn, NumberPlan, NumberPlan> numbers, boolean takesCategories) {
    PreparationPlan changed = plan;
    for (Map.Entry<String, SchemaColumn> entry : columns.entrySet()) {
      String name = entry.getKey();
      SchemaColumn column = entry.getValue();
      if (without.contains(name) || !column.isPrepared()) continue;
      if (column.type() != ColumnType.CATEGORY) {
        changed = changed.withNumber(name, general -> numbers.apply(column, general));
      } else if (takesCategories) {
        CategoryPlan category = column.category().orElseThrow();
        changed = changed.withCategory(name, category);
      }
    }
    return changed;
  }
}
