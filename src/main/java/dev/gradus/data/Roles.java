package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Which columns of a table say something about its rows that is neither input nor target; each may be absent.
 *
 * @param weight how often a row counts: a number of at least 0
 * @param group what keeps rows on one side of a split: any text
 * @param order when a row was: a number, or a date with or without a time ({@code 2024-03-01}, {@code 2024-03-01T12:30:00+01:00}), whose place is in seconds;
 *     numbers or dates in the whole column
 */
public record Roles(Optional<String> weight, Optional<String> group, Optional<String> order) {
  /** No such columns. */
  public static Roles none() {
    return new Roles(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Roles withWeight(String column) {
    return new Roles(Optional.of(column), group, order);
  }

  public Roles withGroup(String column) {
    return new Roles(weight, Optional.of(column), order);
  }

  public Roles withOrder(String column) {
    return new Roles(weight, group, Optional.of(column));
  }

  /** Refuses columns that are something else already. @throws IllegalArgumentException naming both */
  void refuse(List<String> taken, String role) {
    forEach((column, its) -> {
      if (taken.contains(column)) {
        throw new IllegalArgumentException("the column " + Shown.quoted(column) + " is " + its + " and " + role + "; a column has one role");
      }
    });
  }

  /** The types that columns of some roles are read as; a time may be a number too. */
  Map<String, ColumnType> types() {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    weight.ifPresent(column -> types.put(column, ColumnType.NUMBER));
    group.ifPresent(column -> types.put(column, ColumnType.CATEGORY));
    return types;
  }

  /** What the columns are named for. */
  Map<String, ColumnUse> uses() {
    Map<String, ColumnUse> uses = new LinkedHashMap<>();
    weight.ifPresent(column -> uses.put(column, ColumnUse.WEIGHT));
    group.ifPresent(column -> uses.put(column, ColumnUse.GROUP));
    order.ifPresent(column -> uses.put(column, ColumnUse.TIME));
    return uses;
  }

  /** Tells each column that is there, and its role in words. */
  void forEach(BiConsumer<String, String> to) {
    weight.ifPresent(column -> to.accept(column, "the weight"));
    group.ifPresent(column -> to.accept(column, "the group"));
    order.ifPresent(column -> to.accept(column, "the time"));
  }
}
