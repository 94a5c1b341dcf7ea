package dev.gradus.prepare;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the inputs of a network are: named columns of numbers, or the pixels of an image. */
public sealed interface Inputs {
  /** How many inputs there are. */
  int count();

  /** The name of input {@code i}, from 0. */
  String name(int i);

  /** Columns of numbers, by name, in the order of the inputs; the names differ from each other. */
  record Columns(List<String> names) implements Inputs {
    public Columns {
      names = List.copyOf(names);
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        if (!seen.add(name)) throw new IllegalArgumentException("two input columns are named \"" + name + "\"");
      }
    }

    @Override
    public int count() {
      return names.size();
    }

    @Override
    public String name(int i) {
      return names.get(i);
    }

    @Override
    public String toString() {
      return names.size() + " columns";
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
