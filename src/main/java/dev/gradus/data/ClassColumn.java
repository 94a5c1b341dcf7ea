package dev.gradus.data;

import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the cells of a target column, gives them as classes: those of a model, or one for each different text. */
final class ClassColumn implements TargetColumn {
  /** A class is a short. */
  static final int MOST = Short.MAX_VALUE;
  /** Labels are kept in the model and compared as numbers of any length; a longer text is not one. */
  private static final int LONGEST = 1000;

  private final String source;
  private final String name;
  private final int column;
  private final boolean known;
  private final List<String> labels = new ArrayList<>();
  private final Map<String, Short> numbers = new HashMap<>();
  private short[] classes = new short[1024];
  private int size;

  /** Classes still to be found. */
  ClassColumn(String source, String name, int column) {
    this(source, new Target.Classes(name, List.of()), column, false);
  }

  /** The classes of a model. */
  ClassColumn(String source, Target.Classes target, int column) {
    this(source, target, column, true);
  }

  private ClassColumn(String source, Target.Classes target, int column, boolean known) {
    this.source = source;
    this.name = target.name();
    this.column = column;
    this.known = known;
    for (String label : target.labels()) number(label);
  }

  @Override
  public void add(CsvRows rows) {
    String cell = rows.cell(column);
    Short number = numbers.get(cell);
    if (number == null) number = newClass(cell, rows);
    if (size == classes.length) classes = Arrays.copyOf(classes, (int) Math.min(NumberList.MOST, size * 3L / 2));
    classes[size++] = number;
  }

  private short newClass(String cell, CsvRows rows) {
    if (cell.isEmpty()) throw rows.trouble(column, "the cell is empty, and a class is expected. Fill it, or remove the row.");
    if (known) {
      throw rows.trouble(column, Shown.quoted(cell) + " is none of the model's " + Shown.count(labels.size()) + " classes: "
          + Shown.list(labels) + ". Correct it, or remove the row.");
    }
    if (cell.length() > LONGEST) {
      throw rows.trouble(column, Shown.quoted(cell) + " has " + Shown.count(cell.length()) + " characters, too many for the name of a "
          + "class. Choose another column as --target, and leave this one out with --ignore " + Shown.word(name) + ".");
    }
    if (isFull()) {
      throw rows.trouble(column, Shown.quoted(cell) + " is one class more than the " + Shown.count(MOST) + " that are possible. Say --task "
          + "regression if these are numbers, or choose another column as --target and leave this one out with --ignore " + Shown.word(name)
          + ".");
    }
    return number(cell);
  }

  private short number(String label) {
    short number = (short) labels.size();
    labels.add(label);
    numbers.put(label, number);
    return number;
  }

  /** Whether no new class can be told any more. */
  boolean isFull() {
    return labels.size() == MOST;
  }

  /** The different texts, in the order in which they came. */
  List<String> labels() {
    return labels;
  }

  @Override
  public Target.Classes target() {
    if (known) return new Target.Classes(name, labels);
    if (labels.size() < 2) {
      throw new DataException(source, 0, Shown.text(name), "there is only one class, " + Shown.quoted(labels.get(0)) + ", in all "
          + Shown.count(size) + " rows; a classifier needs at least two. Check that --target names the right column.");
    }
    return Target.Classes.sorted(name, labels);
  }

  @Override
  public Targets targets() {
    List<String> sorted = target().labels();
    short[] place = new short[labels.size()];
    for (short c = 0; c < place.length; c++) place[numbers.get(sorted.get(c))] = c;
    short[] placed = new short[size];
    for (int i = 0; i < size; i++) placed[i] = place[classes[i]];
    return new Targets.OfClasses(placed, sorted);
  }
}
