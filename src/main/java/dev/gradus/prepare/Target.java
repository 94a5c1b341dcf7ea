package dev.gradus.prepare;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** What a network predicts: one of several classes, a value, or which of several labels an example has. */
public sealed interface Target {
  /** The name of the predicted column. */
  String name();

  /** How many outputs a network for it has when each has one of its own. */
  int outputs();

  /** Whether a network with so many outputs can predict it. */
  default boolean fits(int outputs) {
    return outputs == outputs();
  }

  /**
   * Whether a network with so many outputs can predict it.
   *
   * @param forValue how many outputs the network's head makes for one value
   */
  default boolean fits(int outputs, int forValue) {
    return fits(outputs);
  }

  /** One of {@code labels}, in the order of the outputs. */
  record Classes(String name, List<String> labels) implements Target {
    public Classes {
      labels = List.copyOf(labels);
      if (new HashSet<>(labels).size() < labels.size()) throw new IllegalArgumentException("the classes " + labels + " are not all different");
    }

    /** Classes in sorted order: by number when all labels are numbers, and by text. */
    public static Classes sorted(String name, Collection<String> labels) {
      return new Classes(name, Categories.sorted(labels));
    }

    @Override
    public int outputs() {
      return labels.size();
    }

    /** One output serves two classes: it is the probability of the second. */
    @Override
    public boolean fits(int outputs) {
      return outputs == outputs() || outputs == 1 && outputs() == 2;
    }

    @Override
    public String toString() {
      return labels.size() + " classes of " + name;
    }
  }

  /** A number. */
  record Value(String name) implements Target {
    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public boolean fits(int outputs, int forValue) {
      return outputs == forValue;
    }

    @Override
    public String toString() {
      return "the value of " + name;
    }
  }

  /** Several labels, each of which an example has or has not; one output for each. @param names the columns, all different */
  record Labels(String name, List<String> names) implements Target {
    public Labels {
      names = List.copyOf(names);
      if (names.isEmpty()) throw new IllegalArgumentException("a target of 0 labels was asked for; it must have at least 1");
      if (new HashSet<>(names).size() < names.size()) throw new IllegalArgumentException("the labels " + names + " are not all different");
    }

    /** Labels that are called by their names, with commas between them. */
    public static Labels of(List<String> names) {
      return new Labels(String.join(",", names), names);
    }

    @Override
    public int outputs() {
      return names.size();
    }

    @Override
    public String toString() {
      return names.size() + (names.size() == 1 ? " label, " : " labels, ") + name;
    }
  }
}
