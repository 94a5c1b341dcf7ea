package dev.gradus.store;

import dev.gradus.prepare.Calendar;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.DateOrder;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Hashed;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.OneHot;
import dev.gradus.prepare.Ordinal;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.Transform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Takes the JSON of a preparation, gives the preparation; what cannot be is an IllegalArgumentException that says so. */
final class PreparationJson {
  private PreparationJson() {}

  /** @param inputs what is prepared; there are no more of them than the file has bytes. @param width how many inputs the network has */
  static Preparation preparation(JsonFields json, Inputs inputs, int width) {
    List<Encoding> encodings;
    if (json.has("encodings")) {
      List<Column> columns = columns(inputs);
      List<JsonFields> list = json.objects("encodings");
      if (list.size() != columns.size()) {
        throw new IllegalArgumentException("there are " + list.size() + " encodings for " + columns.size() + " inputs");
      }
      encodings = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) encodings.add(encoding(list.get(i), columns.get(i)));
    } else {
      encodings = Preparation.none(inputs).encodings();
    }
    long sum = 0;
    for (Encoding encoding : encodings) sum += encoding.width();
    if (sum != width) throw new IllegalArgumentException("the network has " + width + " inputs and its preparation makes " + sum);
    TargetScaling target = TargetScaling.none();
    if (json.has("target")) target = new TargetScaling(json.object("target").number("shift"), json.object("target").number("factor"));
    return new Preparation(encodings, target, rules(json.object("text")));
  }

  /** The preparation of format 1, of numbers alone. It knew no missing values: one becomes the mean or, where that is not known, the middle of the range. */
  static Preparation ofFormat1(JsonFields scaling, Inputs inputs) {
    String kind = scaling.text("kind");
    if (kind.equals("none")) return Preparation.none(inputs);
    if (!kind.equals("standard") && !kind.equals("minmax")) throw new IllegalArgumentException("a scaling of kind \"" + kind + "\" is not known");
    List<Column> columns = columns(inputs);
    double[] shift = scaling.numbers("shift");
    double[] factor = scaling.numbers("factor");
    if (shift.length != factor.length) {
      throw new IllegalArgumentException("a scaling has " + shift.length + " shifts and " + factor.length + " factors; it needs as many of both");
    }
    if (shift.length != columns.size()) throw new IllegalArgumentException("the scaling is of " + shift.length + " columns, expected " + columns.size());
    List<Encoding> encodings = new ArrayList<>();
    for (int i = 0; i < shift.length; i++) {
      double half = kind.equals("minmax") && factor[i] != 0 ? 0.5 / factor[i] : 0;
      encodings.add(Numeric.scaled(columns.get(i), shift[i], factor[i], shift[i] + half));
    }
    return new Preparation(encodings, TargetScaling.none(), TextRules.standard());
  }

  private static List<Column> columns(Inputs inputs) {
    return inputs instanceof Inputs.Columns table ? table.columns() : Preparation.none(inputs).columns();
  }

  private static Encoding encoding(JsonFields json, Column column) {
    if (!json.text("column").equals(column.name())) {
      throw new IllegalArgumentException("the encoding of \"" + json.text("column") + "\" stands in the place of that of \"" + column.name() + "\"");
    }
    return switch (json.text("kind")) {
      case "numeric" -> new Numeric(column, transform(json), json.has("low") ? json.number("low") : Double.NEGATIVE_INFINITY,
          json.has("high") ? json.number("high") : Double.POSITIVE_INFINITY, json.number("shift"), json.number("factor"), json.number("fill"),
          json.has("indicator") && json.truth("indicator"));
      case "one-hot" -> new OneHot(column, json.texts("categories"), json.truth("other"), json.truth("missing"));
      case "ordinal" -> new Ordinal(column, json.texts("categories"), json.number("shift"), json.number("factor"));
      case "hashed" -> new Hashed(column, json.size("buckets"));
      case "calendar" -> new Calendar(column, parts(json.texts("parts")), json.number("shift"), json.number("factor"), json.truth("missing"));
      default -> throw new IllegalArgumentException("an encoding of kind \"" + json.text("kind") + "\" is not known");
    };
  }

  private static Transform transform(JsonFields json) {
    if (!json.has("transform")) return Transform.NONE;
    for (Transform transform : Transform.values()) {
      if (transform.name().toLowerCase(Locale.ROOT).equals(json.text("transform"))) return transform;
    }
    throw new IllegalArgumentException("a transform \"" + json.text("transform") + "\" is not known");
  }

  private static List<Calendar.Part> parts(List<String> words) {
    List<Calendar.Part> parts = new ArrayList<>();
    for (String word : words) parts.add(part(word));
    return parts;
  }

  private static Calendar.Part part(String word) {
    for (Calendar.Part part : Calendar.Part.values()) {
      if (part.word().equals(word)) return part;
    }
    throw new IllegalArgumentException("a part \"" + word + "\" of a time is not known");
  }

  private static TextRules rules(JsonFields json) {
    Optional<Character> thousands = json.has("thousands") ? Optional.of(json.character("thousands")) : Optional.empty();
    Set<String> units = json.has("units") ? new HashSet<>(json.texts("units")) : Set.of();
    Optional<DateOrder> dates = json.has("dates") ? Optional.of(DateOrder.of(json.text("dates"))) : Optional.empty();
    return new TextRules(new HashSet<>(json.texts("missing")), json.character("decimal"), thousands, units, dates);
  }
}
