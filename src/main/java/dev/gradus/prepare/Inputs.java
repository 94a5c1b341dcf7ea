package dev.gradus.prepare;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What goes into a model: the columns of a table, or the pixels of an image. */
public sealed interface Inputs {
  /** How many inputs there are, before they are prepared. */
  int count();

  /** The name of input {@code i}, from 0. */
  String name(int i);

  /** Columns of a table, in the order of the inputs; their names differ from each other. An input is a cell before it is prepared. */
  record Columns(List<Column> columns) implements Inputs {
    public Columns {
      columns = List.copyOf(columns);
      Set<String> seen = new HashSet<>();
      for (Column column : columns) {
        if (!seen.add(column.name())) throw new IllegalArgumentException("two input columns are named \"" + column.name() + "\"");
      }
    }

    /** Columns of numbers with these names. */
    public static Columns numbers(List<String> names) {
      return new Columns(names.stream().map(Column::number).toList());
    }

    /** The names of the columns, in order. */
    public List<String> names() {
      return columns.stream().map(Column::name).toList();
    }

    @Override
    public int count() {
      return columns.size();
    }

    @Override
    public String name(int i) {
      return columns.get(i).name();
    }

    @Override
    public String toString() {
      return columns.size() + " columns";
    }
  }

  /** Grey images of {@code height} × {@code width} bytes, row by row; an input is a byte divided by 255. */
  record Pixels(int height, int width) implements Inputs {
    public Pixels {
      if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("images of " + height + " × " + width + " pixels cannot be");
      }
    }

    @Override
    public int count() {
      return height * width;
    }

    @Override
    public String name(int i) {
      return "pixel " + i / width + "," + i % width;
    }

    @Override
    public String toString() {
      return "images of " + height + " × " + width + " pixels";
    }
  }
}
