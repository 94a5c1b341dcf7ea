package dev.gradus.prepare;

import java.util.Arrays;
import java.util.List;

/**
 * Takes a category, gives an input for each category that is kept: 1 for the one that it is, 0 for the others.
 *
 * <p>A category that is not kept, whether rare in training or never seen there, sets the input {@code other}; a missing value sets the input
 * {@code missing}. The first exists only when training had rare categories, the second only when training had missing values and others: the weights
 * of an input that was always 0 in training would be the random ones they began with. Without the input all are 0.
 *
 * @param column of type category
 * @param categories in the order of the inputs, all different
 * @param other whether there is an input for categories that are not kept
 * @param missing whether there is an input for missing values
 */
public record OneHot(Column column, List<String> categories, boolean other, boolean missing) implements Encoding {
  public OneHot {
    column.mustBe("one-hot encoding", ColumnType.CATEGORY);
    categories = Categories.of(categories);
  }

  @Override
  public int width() {
    return categories.size() + (other ? 1 : 0) + (missing ? 1 : 0);
  }

  @Override
  public String name(int i) {
    if (i < categories.size()) return column.name() + "=" + categories.get(i);
    return i == categories.size() && other ? column.name() + "=other" : column.name() + " missing";
  }

  @Override
  public double raw(Object cell, TextRules rules) {
    return Categories.raw(categories, cell, rules);
  }

  @Override
  public int codes() {
    return categories.size();
  }

  @Override
  public boolean hasUnseen() {
    return true;
  }

  @Override
  public int[] codes(List<String> dictionary) {
    return Categories.codes(categories, dictionary);
  }

  /** Which input is 1; the width when none is. */
  private int hot(double raw) {
    if (Double.isNaN(raw)) return missing ? width() - 1 : width();
    if (raw >= 0) return (int) raw;
    return other ? categories.size() : width();
  }

  @Override
  public void write(double raw, double[] to, int at) {
    Arrays.fill(to, at, at + width(), 0);
    int hot = hot(raw);
    if (hot < width()) to[at + hot] = 1;
  }

  @Override
  public void write(double raw, float[] to, int at) {
    Arrays.fill(to, at, at + width(), 0);
    int hot = hot(raw);
    if (hot < width()) to[at + hot] = 1;
  }
}
