package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What to learn from which columns. A column has one role.
 *
 * @param targets the column to predict, or several that are all 0 or 1 and make labels; a single name may stand for several with commas between them, when no
 *     column has that very name
 * @param features the columns to predict it from; an empty list stands for all that have no other role, in the order of the file
 * @param ignored columns that are not read
 * @param kind what kind of target it is
 * @param roles the columns of weight, group and time
 */
public record LearningTask(List<String> targets, List<String> features, List<String> ignored, Kind kind, Roles roles) {
  /** What is to be learned from a target column. */
  public enum Kind {
    /**
     * Classification when some target is not a number, or when all are whole numbers of at most 20 different values, fewer than half of
     * the rows; else regression.
     */
    AUTO,
    /** Which of several classes; every different text is one. */
    CLASSIFICATION,
    /** A number. */
    REGRESSION
  }

  /** @throws IllegalArgumentException when a column is there twice, or in two roles, or several columns are to be values */
  public LearningTask {
    targets = List.copyOf(targets);
    features = List.copyOf(features);
    ignored = List.copyOf(ignored);
    if (targets.isEmpty()) throw new IllegalArgumentException("0 target columns were asked for; it must be at least 1");
    if (targets.size() > 1 && kind == Kind.REGRESSION) {
      throw new IllegalArgumentException("regression of the " + targets.size() + " columns " + Shown.list(targets) + " was asked for, and several values are "
          + "not supported yet; name one column as the target");
    }
    Map<String, String> taken = new HashMap<>();
    String target = targets.size() == 1 ? "the target" : "a target";
    for (String name : targets) claim(taken, name, target);
    for (String name : features) claim(taken, name, "a feature");
    roles.forEach((name, role) -> claim(taken, name, role));
    for (String name : ignored) {
      if (!"ignored".equals(taken.get(name))) claim(taken, name, "ignored");
    }
  }

  private static void claim(Map<String, String> taken, String column, String role) {
    String other = taken.put(column, role);
    if (other == null) return;
    String both = !other.equals(role) ? other + " and " + role : role.equals("a feature") ? "twice among the features" : "twice among the targets";
    throw new IllegalArgumentException("the column " + Shown.quoted(column) + " is " + both + "; a column is named once");
  }

  /** All columns but the targets are features; the task follows from the targets' cells. */
  public static LearningTask of(String... targets) {
    return new LearningTask(List.of(targets), List.of(), List.of(), Kind.AUTO, Roles.none());
  }

  public LearningTask withTargets(List<String> targets) {
    return new LearningTask(targets, features, ignored, kind, roles);
  }

  public LearningTask withFeatures(List<String> features) {
    return new LearningTask(targets, features, ignored, kind, roles);
  }

  public LearningTask withIgnored(List<String> ignored) {
    return new LearningTask(targets, features, ignored, kind, roles);
  }

  public LearningTask withKind(Kind kind) {
    return new LearningTask(targets, features, ignored, kind, roles);
  }

  /** The column of the weights of rows. */
  public LearningTask withWeight(String column) {
    return withRoles(roles.withWeight(column));
  }

  /** The column of the groups of rows. */
  public LearningTask withGroup(String column) {
    return withRoles(roles.withGroup(column));
  }

  /** The column of the times of rows. */
  public LearningTask withOrder(String column) {
    return withRoles(roles.withOrder(column));
  }

  public LearningTask withRoles(Roles roles) {
    return new LearningTask(targets, features, ignored, kind, roles);
  }

  /** The same for a table with these columns: a single name that none of them has, and that has commas, as several. */
  LearningTask in(List<String> columns) {
    if (targets.size() > 1 || columns.contains(targets.get(0)) || !targets.get(0).contains(",")) return this;
    return withTargets(several(targets.get(0)));
  }

  /**
   * The same with the kind that follows from what is said of the target's type: a number is a value, categories and booleans are classes.
   *
   * @throws IllegalArgumentException when the kind is another one, or the type of a column cannot be that of its role
   */
  LearningTask with(Map<String, ColumnType> said) {
    uses().forEach((name, use) -> {
      ColumnType type = said.getOrDefault(name, ColumnType.NUMBER);
      if (type == ColumnType.TEXT) throw contradiction(name, type, "it was named for something, and such a column is not read");
      if (type == ColumnType.TIME && use == ColumnUse.TARGET) throw contradiction(name, type, "it was to be predicted, and a time cannot be");
    });
    if (targets.size() > 1 || !said.containsKey(targets.get(0))) return this;
    ColumnType type = said.get(targets.get(0));
    Kind its = type == ColumnType.NUMBER ? Kind.REGRESSION : Kind.CLASSIFICATION;
    if (kind != Kind.AUTO && kind != its) throw contradiction(targets.get(0), type, "the task was said to be " + kind.name().toLowerCase(Locale.ROOT));
    return withKind(its);
  }

  private static IllegalArgumentException contradiction(String column, ColumnType type, String other) {
    return new IllegalArgumentException("the column " + Shown.quoted(column) + " was said to be of the type " + type.word() + ", and " + other
        + "; leave one of the two out");
  }

  /** What this says about reading, added to what is said already. */
  TableOptions reading(TableOptions said) {
    Map<String, ColumnType> types = new LinkedHashMap<>(said.types());
    if (targets.size() == 1 && (!targets.get(0).contains(",") || types.containsKey(targets.get(0)))) {
      if (kind == Kind.CLASSIFICATION) types.put(targets.get(0), ColumnType.CATEGORY);
      if (kind == Kind.REGRESSION) types.put(targets.get(0), ColumnType.NUMBER);
    }
    roles.types().forEach(types::putIfAbsent);
    Map<String, ColumnUse> all = new LinkedHashMap<>(said.uses());
    all.putAll(uses());
    TableOptions reading = said.withTypes(types).withIgnored(ignored).withTargets(targets).withUses(all);
    return features.isEmpty() ? reading : reading.withOnly(List.copyOf(uses().keySet()));
  }

  private Map<String, ColumnUse> uses() {
    Map<String, ColumnUse> uses = new LinkedHashMap<>();
    targets.forEach(name -> uses.put(name, ColumnUse.TARGET));
    features.forEach(name -> uses.put(name, ColumnUse.FEATURE));
    uses.putAll(roles.uses());
    return uses;
  }

  /** The columns that a name with commas may stand for. */
  static List<String> several(String joined) {
    return Arrays.stream(joined.split(",", -1)).map(String::strip).toList();
  }

  /** The columns that are features when none is named. @param columns of the table, in its order */
  List<String> allFeatures(List<String> columns) {
    Set<String> others = new HashSet<>(ignored);
    others.addAll(uses().keySet());
    return columns.stream().filter(name -> !others.contains(name)).toList();
  }
}
