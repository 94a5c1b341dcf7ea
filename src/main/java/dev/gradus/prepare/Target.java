package dev.gradus.prepare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** What a network predicts: one of several classes, or a value. */
public sealed interface Target {
  /** The name of the predicted column. */
  String name();

  /** How many outputs a network for it has when each has one of its own. */
  int outputs();

  /** One of {@code labels}, in the order of the outputs. */
  record Classes(String name, List<String> labels) implements Target {
    public Classes {
      labels = List.copyOf(labels);
      if (new HashSet<>(labels).size() < labels.size()) throw new IllegalArgumentException("the classes " + labels + " are not all different");
    }

    /** Classes in sorted order: by number when all labels are numbers, else by text. */
    public static Classes sorted(String name, Collection<String> labels) {
      List<String> sorted = new ArrayList<>(labels);
      try {
        sorted.sort((a, b) -> new BigDecimal(a).compareTo(new BigDecimal(b)));
      } catch (NumberFormatException e) {
        sorted.sort(null);
      }
      return new Classes(name, sorted);
    }

    @Override
    public int outputs() {
      return labels.size();
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
    public String toString() {
      return "the value of " + name;
    }
  }
}
