package dev.gradus.data;

import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes predictions one after another, gives CSV (RFC 4180, lines end with a line feed): cells of the source that are passed through, as they were written; the
 * predicted class or value, or 0 or 1 for each label; what was asked for besides.
 *
 * <p>A number is the shortest text that is read as the same number: as a float, or as a double, as its digits are said to be.
 */
public final class PredictionWriter implements PredictionSink {
  /** What may be written besides. */
  public enum Extra {
    /** The probability of each class or label. */
    PROBABILITIES,
    /** The least and the largest of several quantiles. */
    INTERVAL
  }

  /** As what numbers are written. */
  public enum Digits {
    /** As floats: about 8 digits. */
    FLOAT,
    /** As doubles: about 17 digits. */
    DOUBLE;

    /** A number as a Float or a Double. */
    public Number of(double value) {
      if (this == DOUBLE) return value;
      return (float) value;
    }
  }

  private final Writer to;
  private final Digits digits;
  private final boolean probabilities;
  private final boolean interval;
  private final StringBuilder line = new StringBuilder();
  private boolean begun;

  /**
   * Writes the header.
   *
   * @param to kept, not closed here
   * @param kept the names of the cells that are passed through
   */
  public PredictionWriter(Writer to, Target target, Digits digits, List<String> kept, Set<Extra> extras) throws IOException {
    this.to = to;
    this.digits = digits;
    probabilities = extras.contains(Extra.PROBABILITIES);
    interval = extras.contains(Extra.INTERVAL);
    for (String name : kept) cell(name);
    for (String name : names(target, kept, extras)) cell(name);
    end();
  }

  private static List<String> names(Target target, List<String> kept, Set<Extra> extras) {
    List<String> answers = target instanceof Target.Labels labels ? labels.names() : List.of(target.name());
    List<String> names = new ArrayList<>(answers);
    if (extras.contains(Extra.INTERVAL)) names.addAll(List.of(target.name() + " low", target.name() + " high"));
    List<String> labels = target instanceof Target.Classes classes ? classes.labels() : answers;
    if (extras.contains(Extra.PROBABILITIES)) labels.forEach(label -> names.add("p(" + label + ")"));
    return distinct(names, kept);
  }

  /** The names of what is predicted, with "predicted" before those that are taken. */
  public static List<String> distinct(List<String> names, List<String> taken) {
    Set<String> all = new HashSet<>(taken);
    List<String> distinct = new ArrayList<>();
    for (String name : names) {
      String free = name;
      while (!all.add(free)) free = "predicted " + free;
      distinct.add(free);
    }
    return distinct;
  }

  @Override
  public void add(Prediction prediction, Object[] cells) throws IOException {
    for (Object cell : cells) cell(cell instanceof String text ? text : TextRules.text(cell));
    Target target = prediction.target();
    if (target instanceof Target.Classes) {
      cell(prediction.label());
    } else if (target instanceof Target.Value) {
      cell(digits.of(prediction.value()).toString());
    } else {
      for (double p : prediction.outputs()) cell(p > 0.5 ? "1" : "0");
    }
    if (interval) {
      cell(digits.of(prediction.low()).toString());
      cell(digits.of(prediction.high()).toString());
    }
    if (probabilities) {
      for (double p : prediction.probabilities().values()) cell(digits.of(p).toString());
    }
    end();
  }

  private void cell(String text) {
    if (begun) line.append(',');
    begun = true;
    if (isPlain(text)) line.append(text);
    else line.append('"').append(text.replace("\"", "\"\"")).append('"');
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') return false;
    }
    return true;
  }

  private void end() throws IOException {
    to.append(line.append('\n'));
    line.setLength(0);
    begun = false;
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }
}
