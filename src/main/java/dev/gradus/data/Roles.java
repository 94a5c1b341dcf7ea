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
 * @param order when a row was: a number, a date ({@code 2024-03-01}), a date with a time ({@code 2024-03-01T12:30:00}, or a space for the T), or one with
 *     an offset ({@code …+01:00} or {@code …Z}); of one kind in the whole column
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

  /** Which option names each column, for messages. */
  Map<String, String> asking() {
    Map<String, String> asking = new LinkedHashMap<>();
    weight.ifPresent(column -> asking.put(column, "--weight names it"));
    group.ifPresent(column -> asking.put(column, "--group names it"));
    order.ifPresent(column -> asking.put(column, "--time names it"));
    return asking;
  }

  /** Tells each column that is there, and its role in words. */
  void forEach(BiConsumer<String, String> to) {
    weight.ifPresent(column -> to.accept(column, "the weight"));
    group.ifPresent(column -> to.accept(column, "the group"));
    order.ifPresent(column -> to.accept(column, "the time"));
  }
}
