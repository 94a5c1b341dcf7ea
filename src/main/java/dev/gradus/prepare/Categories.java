package dev.gradus.prepare;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/** Different texts in order, which knows the place of a text without a search. It never changes. */
final class Categories extends AbstractList<String> implements RandomAccess {
  private final String[] texts;
  private final Map<String, Integer> places;

  private Categories(String[] texts, Map<String, Integer> places) {
    this.texts = texts;
    this.places = places;
  }

  /** @throws IllegalArgumentException when two are equal, or one is empty, which stands for a missing value */
  static Categories of(Collection<String> texts) {
    if (texts instanceof Categories categories) return categories;
    Map<String, Integer> places = new HashMap<>();
    for (String text : texts) {
      if (text.isEmpty()) throw new IllegalArgumentException("a category without text was given; a category must have at least one character");
      if (places.put(text, places.size()) != null) {
        throw new IllegalArgumentException("the category \"" + text + "\" was given twice; categories must be all different");
      }
    }
    return new Categories(texts.toArray(String[]::new), places);
  }

  /** The raw value of a cell: the place of its text, NaN when it is missing, {@link Encoding#UNSEEN} when the text is not among these. */
  static double raw(List<String> categories, Object cell, TextRules rules) {
    String text = rules.category(cell);
    return text.isEmpty() ? Double.NaN : categories.indexOf(text);
  }

  /** The place of each text of a dictionary among the categories; −1 when it is not there. */
  static int[] codes(List<String> categories, List<String> dictionary) {
    int[] codes = new int[dictionary.size()];
    for (int k = 0; k < codes.length; k++) codes[k] = categories.indexOf(dictionary.get(k));
    return codes;
  }

  @Override
  public String get(int i) {
    return texts[i];
  }

  @Override
  public int size() {
    return texts.length;
  }

  /** The place of a text, −1 when it is not there. */
  @Override
  public int indexOf(Object text) {
    return places.getOrDefault(text, -1);
  }

  @Override
  public boolean contains(Object text) {
    return places.containsKey(text);
  }

  /** In order: by number when all are numbers, and by text. */
  static List<String> sorted(Collection<String> texts) {
    return texts.stream().sorted(order(texts)).toList();
  }

  private static Comparator<String> order(Collection<String> texts) {
    Map<String, BigDecimal> numbers = new HashMap<>();
    try {
      for (String text : texts) numbers.put(text, new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Comparator.naturalOrder();
    }
    return Comparator.<String, BigDecimal>comparing(numbers::get).thenComparing(Comparator.naturalOrder());
  }
}
