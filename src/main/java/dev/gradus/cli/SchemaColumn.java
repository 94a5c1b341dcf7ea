package dev.gradus.cli;

import dev.gradus.data.NearMiss;
import dev.gradus.prepare.CategoryPlan;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Fill;
import dev.gradus.prepare.Indicator;
import dev.gradus.prepare.NumberPlan;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Takes what a schema file says about one column, gives its type and its preparation. */
final class SchemaColumn {
  static final String TYPE = "type";
  private static final List<String> OF_NUMBERS = List.of("prepare", "log1p", "clip", "fill", "indicator");
  private static final List<String> OF_CATEGORIES = List.of("encoding", "order", "max-categories", "min-count");

  private final String file;
  private final String name;
  private final Yaml.Mapping mapping;
  private final ColumnType type;

  /** @throws IllegalArgumentException when a key or value is not known, or none of the column's type, saying in which line */
  SchemaColumn(String file, String name, Yaml.Mapping mapping) {
    this.file = file;
    this.name = name;
    this.mapping = mapping;
    Yaml.Mapping.Entry said = mapping.entries().get(TYPE);
    if (said == null) throw refused(mapping.line(), "has no type; expected " + TYPE + ": and one of " + words(ColumnType.values()));
    type = oneOf(TYPE, ColumnType.values());
    mapping.entries().forEach(this::check);
    if (type == ColumnType.NUMBER || type == ColumnType.BOOLEAN) number(NumberPlan.standard());
    if (type == ColumnType.CATEGORY) category();
  }

  private void check(String key, Yaml.Mapping.Entry entry) {
    if (key.equals(TYPE)) return;
    boolean ofNumbers = OF_NUMBERS.contains(key);
    if (!ofNumbers && !OF_CATEGORIES.contains(key)) {
      List<String> known = new ArrayList<>(List.of(TYPE));
      known.addAll(OF_NUMBERS);
      known.addAll(OF_CATEGORIES);
      throw refused(entry.line(), "has an unknown key \"" + key + "\"" + NearMiss.of(key, known).map(near -> "; did you mean \"" + near + "\"?")
          .orElse("; expected one of " + String.join(", ", known)));
    }
    boolean fits = ofNumbers ? type == ColumnType.NUMBER || type == ColumnType.BOOLEAN : type == ColumnType.CATEGORY;
    if (!fits) throw refused(entry.line(), "is of type " + type.word() + ", and \"" + key + "\" is for " + (ofNumbers ? "numbers and booleans" : "categories"));
  }

  ColumnType type() {
    return type;
  }

  int line() {
    return mapping.line();
  }

  /** Whether a key other than the type is there. */
  boolean isPrepared() {
    return mapping.entries().size() > 1;
  }

  /** The plan of a column of numbers or booleans. @param general what holds where nothing is said */
  NumberPlan number(NumberPlan general) {
    NumberPlan plan = general;
    if (has("prepare")) plan = plan.withScaling(oneOf("prepare", Scaling.values()));
    if (has("log1p")) plan = plan.withTransform(value("log1p", "true or false", SchemaColumn::flag) ? Transform.LOG1P : Transform.NONE);
    if (has("clip")) {
      double k = value("clip", "a number above 0, such as 3", text -> Split.number(text).filter(x -> x > 0 && x < Double.POSITIVE_INFINITY));
      plan = plan.withClip(k);
    }
    if (has("fill")) plan = plan.withFill(value("fill", "mean, median or a number", SchemaColumn::fill));
    return has("indicator") ? plan.withIndicator(oneOf("indicator", Indicator.values())) : plan;
  }

  private static Optional<Boolean> flag(String text) {
    return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
  }

  private static Optional<Fill> fill(String text) {
    if (text.equals("mean")) return Optional.of(Fill.mean());
    if (text.equals("median")) return Optional.of(Fill.median());
    return Split.number(text).filter(Double::isFinite).map(Fill::constant);
  }

  /** The plan of a column of categories; empty when nothing is said. */
  Optional<CategoryPlan> category() {
    if (!isPrepared()) return Optional.empty();
    String encoding = has("encoding") ? value("encoding", "one-hot, ordinal, or hashed:N such as hashed:32", SchemaColumn::encoding)
        : has("order") ? "ordinal" : "one-hot";
    if (has("order") && !encoding.equals("ordinal")) throw refused(line("order"), "has the encoding " + encoding + ", and an order is for ordinal");
    if ((has("max-categories") || has("min-count")) && !encoding.equals("one-hot")) {
      throw refused(line(has("max-categories") ? "max-categories" : "min-count"), "has the encoding " + encoding
          + ", and max-categories and min-count are for one-hot");
    }
    if (encoding.equals("ordinal")) return Optional.of(has("order") ? ordered() : CategoryPlan.ordinal());
    if (!encoding.equals("one-hot")) return Optional.of(hashed(encoding));
    CategoryPlan.OneHot usual = (CategoryPlan.OneHot) CategoryPlan.oneHot();
    int most = has("max-categories") ? value("max-categories", "a whole number of at least 1", SchemaColumn::whole) : usual.most();
    double least = has("min-count") ? value("min-count", "a number of at least 1", text -> Split.number(text).filter(x -> x >= 1 && Double.isFinite(x)))
        : usual.least();
    return Optional.of(CategoryPlan.oneHot(most, least));
  }

  private static Optional<String> encoding(String text) {
    return text.matches("one-hot|ordinal|hashed:[0-9]{1,9}") ? Optional.of(text) : Optional.empty();
  }

  private static Optional<Integer> whole(String text) {
    return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private CategoryPlan hashed(String encoding) {
    try {
      return CategoryPlan.hashed(Integer.parseInt(encoding.substring("hashed:".length())));
    } catch (IllegalArgumentException e) {
      throw refused(line("encoding"), "key \"encoding\": " + e.getMessage());
    }
  }

  private CategoryPlan ordered() {
    if (!(mapping.entries().get("order").value() instanceof Yaml.Sequence sequence)) {
      throw expected("order", "a list of categories, such as [low, middle, high]");
    }
    List<String> texts = new ArrayList<>();
    for (Yaml value : sequence.values()) {
      if (!(value instanceof Yaml.Scalar scalar) || scalar.nothing()) throw expected("order", "a text for each category");
      texts.add(scalar.text());
    }
    try {
      return CategoryPlan.ordered(texts);
    } catch (IllegalArgumentException e) {
      throw refused(line("order"), "key \"order\": " + e.getMessage());
    }
  }

  private boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  private int line(String key) {
    return mapping.entries().get(key).line();
  }

  private <T> T value(String key, String expected, Function<String, Optional<T>> parse) {
    if (!(mapping.entries().get(key).value() instanceof Yaml.Scalar scalar) || scalar.nothing()) throw expected(key, expected);
    return parse.apply(scalar.text()).orElseThrow(() -> expected(key, expected));
  }

  private <E extends Enum<E>> E oneOf(String key, E[] choices) {
    return value(key, "one of " + words(choices), text -> Arrays.stream(choices).filter(choice -> word(choice).equals(text)).findFirst());
  }

  private static <E extends Enum<E>> String words(E[] choices) {
    return String.join(", ", Arrays.stream(choices).map(SchemaColumn::word).toList());
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private IllegalArgumentException expected(String key, String expected) {
    return refused(line(key), "key \"" + key + "\": found " + mapping.entries().get(key).value().describe() + ", expected " + expected);
  }

  private IllegalArgumentException refused(int line, String what) {
    return SchemaFile.refused(file, line, "column \"" + name + "\" " + what);
  }
}
