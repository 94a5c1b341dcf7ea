package dev.gradus.data;

import java.util.List;

/** Takes the number of an example, gives what a network should answer for it. Immutable. */
public sealed interface Targets {
  /** How many examples there are. */
  int count();

  /** What the targets are held in. */
  Held held();

  /** Writes the target of an example as {@code outputs} numbers. */
  void write(int example, double[] y, int outputs);

  /**
   * Numbers of classes. With as many outputs as classes the target is one-hot; with one output and two classes it is 0 or 1.
   *
   * @param classes the class of each example, from 0, kept
   * @param labels the names of the classes
   */
  record OfClasses(short[] classes, List<String> labels) implements Targets {
    public OfClasses {
      labels = List.copyOf(labels);
      for (short c : classes) {
        if (c < 0 || c >= labels.size()) {
          throw new IllegalArgumentException("class " + c + " is out of range; there are " + labels.size() + " classes, from 0");
        }
      }
    }

    @Override
    public int count() {
      return classes.length;
    }

    @Override
    public Held held() {
      return new Held(classes, (long) Short.BYTES * classes.length, false);
    }

    @Override
    public void write(int example, double[] y, int outputs) {
      for (int j = 0; j < outputs; j++) y[j] = 0;
      if (outputs == 1) {
        y[0] = classes[example];
      } else {
        y[classes[example]] = 1;
      }
    }
  }

  /**
   * Labels: the target is 1 for each that the example has, 0 for the others.
   *
   * @param has example after example, 1 for each label that it has, else 0; kept
   * @param labels how many labels there are
   */
  record OfLabels(byte[] has, int labels) implements Targets {
    public OfLabels {
      if (labels < 1 || has.length % labels != 0) {
        throw new IllegalArgumentException(has.length + " marks are not a whole number of examples of " + labels + " labels");
      }
      for (byte mark : has) {
        if (mark != 0 && mark != 1) throw new IllegalArgumentException("a mark of " + mark + " is out of range; an example has a label, 1, or has not, 0");
      }
    }

    @Override
    public int count() {
      return has.length / labels;
    }

    @Override
    public Held held() {
      return new Held(has, has.length, false);
    }

    @Override
    public void write(int example, double[] y, int outputs) {
      for (int j = 0; j < outputs; j++) y[j] = has[example * labels + j];
    }
  }

  /** Values; every output of the network has the value as its target. @param values the value of each example, kept */
  record OfValues(double[] values) implements Targets {
    @Override
    public int count() {
      return values.length;
    }

    @Override
    public Held held() {
      return new Held(values, (long) Double.BYTES * values.length, false);
    }

    @Override
    public void write(int example, double[] y, int outputs) {
      for (int j = 0; j < outputs; j++) y[j] = values[example];
    }
  }
}
