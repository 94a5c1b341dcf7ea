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

/**
 * What is said about reading a table.
 *
 * @param types the types of columns that are not left to be inferred
 * @param only the columns that are read, in the order of the source; empty when all are
 * @param ignored columns that are not read
 * @param targets columns to predict: inference takes one of whole numbers with few different values as a category
 * @param rules how texts are read: what marks a missing value, decimal and thousands marks
 */
public record TableOptions(Map<String, ColumnType> types, Optional<List<String>> only, Set<String> ignored, Set<String> targets, TextRules rules) {
  /** @throws IllegalArgumentException when a column is to be read and ignored, or is given a type and ignored */
  public TableOptions {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    only = only.map(List::copyOf);
    ignored = Collections.unmodifiableSet(new LinkedHashSet<>(ignored));
    targets = Collections.unmodifiableSet(new LinkedHashSet<>(targets));
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
    return new TableOptions(Map.of(), Optional.empty(), Set.of(), Set.of(), TextRules.standard());
  }

  /** The same with the type of a column said. */
  public TableOptions withType(String column, ColumnType type) {
    Map<String, ColumnType> all = new LinkedHashMap<>(types);
    all.put(column, type);
    return withTypes(all);
  }

  /** The same with other types. */
  public TableOptions withTypes(Map<String, ColumnType> said) {
    return new TableOptions(said, only, ignored, targets, rules);
  }

  /** The same, and only these columns are read. */
  public TableOptions withOnly(List<String> columns) {
    return new TableOptions(types, Optional.of(columns), ignored, targets, rules);
  }

  /** The same without these columns. */
  public TableOptions withIgnored(Collection<String> columns) {
    return new TableOptions(types, only, new LinkedHashSet<>(columns), targets, rules);
  }

  /** The same with other targets. */
  public TableOptions withTargets(Collection<String> columns) {
    return new TableOptions(types, only, ignored, new LinkedHashSet<>(columns), rules);
  }

  /** The same with other rules for texts. */
  public TableOptions withRules(TextRules other) {
    return new TableOptions(types, only, ignored, targets, other);
  }

  /** All of it as a text, the same for equal options. */
  public String text() {
    return "types " + new TreeMap<>(types) + " only " + only + " ignored " + new TreeSet<>(ignored) + " targets " + new TreeSet<>(targets) + " missing "
        + new TreeSet<>(rules.missing()) + " decimal " + rules.decimal() + " thousands " + rules.thousands() + " units " + new TreeSet<>(rules.units()) + " dates "
        + rules.dates();
  }

  /** Whether a column is read. */
  public boolean reads(String column) {
    return !ignored.contains(column) && only.map(names -> names.contains(column)).orElse(true);
  }
}
