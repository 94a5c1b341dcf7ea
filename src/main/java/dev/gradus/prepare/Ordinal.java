package dev.gradus.prepare;

import java.util.List;

/**
 * Takes a category, gives its standardised place, (place − shift) · factor, with places from 0. A category that is not among them, and a missing value, give
 * 0: the mean.
 *
 * @param column of type category
 * @param categories in order, all different
 * @param shift the mean place in training
 * @param factor 1 over the standard deviation of the place in training; 0 when it was constant
 */
public record Ordinal(Column column, List<String> categories, double shift, double factor) implements Encoding {
  public Ordinal {
    column.mustBe("ordinal encoding", ColumnType.CATEGORY);
    categories = Categories.of(categories);
    Numeric.checkFinite(column, "shift", shift);
    Numeric.checkFinite(column, "factor", factor);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public String name(int i) {
    return column.name();
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

  private double value(double raw) {
    return raw >= 0 ? (raw - shift) * factor : 0;
  }

  @Override
  public void write(double raw, double[] to, int at) {
    to[at] = value(raw);
  }

  @Override
  public void write(double raw, float[] to, int at) {
    to[at] = Numeric.rounded(value(raw));
  }
}
