package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.TextRules;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is said about reading a table.
 *
 * @param types the types of columns that are not left to be inferred
 * @param only the columns that are read, in the order of the source; empty when all are
 * @param ignored columns that are not read
 * @param targets columns to predict: inference takes one of whole numbers with few different values as a category
 * @param uses what columns are named for, which must be there
 * @param rules how texts are read: what marks a missing value, decimal and thousands marks
 */
public record TableOptions(Map<String, ColumnType> types, Optional<List<String>> only, Set<String> ignored, Set<String> targets, Map<String, ColumnUse> uses,
    TextRules rules) {
  /** How many different texts an input may have unless something else is said. */
  static final int MOST_TEXTS = 100_000;

  private static final int MOST_NAMES = 1_000_000;

  /** @throws IllegalArgumentException when a column is to be read and ignored, or is given a type and ignored */
  public TableOptions {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    only = only.map(List::copyOf);
    ignored = Collections.unmodifiableSet(new LinkedHashSet<>(ignored));
    targets = Collections.unmodifiableSet(new LinkedHashSet<>(targets));
    uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
    if (only.isPresent() && only.get().isEmpty()) throw new IllegalArgumentException("0 columns were asked for; it must be at least 1");
    for (String name : ignored) {
      if (types.containsKey(name)) throw twoRoles(name, "given the type " + types.get(name).word());
      if (targets.contains(name)) throw twoRoles(name, "a target");
      if (only.isPresent() && only.get().contains(name)) throw twoRoles(name, "read");
    }
  }

  private static IllegalArgumentException twoRoles(String name, String role) {
    return new IllegalArgumentException("the column " + Shown.quoted(name) + " was asked to be ignored and to be " + role + "; it must be one of them");
  }

  /** Everything is read, and every type is inferred. */
  public static TableOptions standard() {
    return new TableOptions(Map.of(), Optional.empty(), Set.of(), Set.of(), Map.of(), TextRules.standard());
  }

  /** The same with the type of a column said. */
  public TableOptions withType(String column, ColumnType type) {
    Map<String, ColumnType> all = new LinkedHashMap<>(types);
    all.put(column, type);
    return withTypes(all);
  }

  /** The same with other types. */
  public TableOptions withTypes(Map<String, ColumnType> said) {
    return new TableOptions(said, only, ignored, targets, uses, rules);
  }

  /** The same, and only these columns are read. */
  public TableOptions withOnly(List<String> columns) {
    return new TableOptions(types, Optional.of(columns), ignored, targets, uses, rules);
  }

  /** The same without these columns. */
  public TableOptions withIgnored(Collection<String> columns) {
    return new TableOptions(types, only, new LinkedHashSet<>(columns), targets, uses, rules);
  }

  /** The same with other targets. */
  public TableOptions withTargets(Collection<String> columns) {
    return new TableOptions(types, only, ignored, new LinkedHashSet<>(columns), uses, rules);
  }

  /** The same with other rules for texts. */
  public TableOptions withRules(TextRules other) {
    return new TableOptions(types, only, ignored, targets, uses, other);
  }

  /** The same with what columns are named for. */
  public TableOptions withUses(Map<String, ColumnUse> named) {
    return new TableOptions(types, only, ignored, targets, named, rules);
  }

  /** All of it that a table depends on as a text, the same for equal options and another for others. */
  public String text() {
    StringBuilder text = new StringBuilder();
    add(text, new TreeMap<>(types).entrySet().stream().flatMap(type -> Stream.of(type.getKey(), type.getValue().word())).toList());
    text.append(only.isPresent() ? " only" : " all");
    add(text, only.orElse(List.of()));
    add(text, new TreeSet<>(ignored));
    add(text, new TreeSet<>(targets));
    add(text, uses.keySet().stream().filter(this::isOfModel).sorted().toList());
    add(text, uses.keySet().stream().filter(name -> uses.get(name).isOfNames()).sorted().toList());
    add(text, new TreeSet<>(rules.missing()));
    add(text, new TreeSet<>(rules.units()));
    return text + " decimal " + rules.decimal() + " thousands " + rules.thousands() + " dates " + rules.dates();
  }

  /** With their number and lengths, so that other words make another text. */
  private static void add(StringBuilder text, Collection<String> words) {
    text.append(' ').append(words.size()).append('[');
    words.forEach(word -> text.append(word.length()).append(' ').append(word));
    text.append(']');
  }

  /** What a column is named for, if it is. */
  Optional<ColumnUse> use(String column) {
    return Optional.ofNullable(uses.get(column));
  }

  /** Whether the cells of a column are looked at: nobody said its type, or a person said this one; what a model reads is read as it was in training. */
  boolean isOpen(String column, ColumnType type) {
    return !types.containsKey(column) || types.get(column) == type && !isOfModel(column);
  }

  private boolean isOfModel(String column) {
    return use(column).filter(use -> use == ColumnUse.INPUT || use == ColumnUse.PREDICTED).isPresent();
  }

  /** How many different texts a column may have. @param usual of inputs */
  int mostTexts(String column, int usual) {
    return use(column).isPresent() && use(column).get().isOfNames() ? Math.max(usual, MOST_NAMES) : usual;
  }

  /** What is said of a text that is one more than a column may have. */
  String tooMany(String column, String text, int most) {
    return Shown.quoted(text) + " is one category more than the " + Shown.count(most) + " that a column may have" + use(column).filter(ColumnUse::isOfNames)
        .map(use -> ", and " + use.wanted() + ". Check that it is the right column.")
        .orElse(". Leave the column out with --ignore " + Shown.word(column) + ".");
  }

  /** The same for a table with these columns: a single target that none of them is, and that has commas, as several. */
  TableOptions of(List<String> columns) {
    if (targets.size() != 1) return this;
    String joined = targets.iterator().next();
    if (columns.contains(joined) || !joined.contains(",") || types.containsKey(joined)) return this;
    List<String> several = LearningTask.several(joined);
    Map<String, ColumnUse> named = new LinkedHashMap<>();
    several.forEach(name -> named.put(name, ColumnUse.TARGET));
    uses.forEach((name, use) -> {
      if (!name.equals(joined)) named.put(name, use);
    });
    Optional<List<String>> read = only.map(names -> names.stream().flatMap(name -> name.equals(joined) ? several.stream() : Stream.of(name)).toList());
    return new TableOptions(types, read, ignored, new LinkedHashSet<>(several), named, rules);
  }

  /** Whether a column is read. */
  public boolean reads(String column) {
    return !ignored.contains(column) && only.map(names -> names.contains(column)).orElse(true);
  }
}
