package dev.gradus.diagnose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** Takes health and findings, gives the maps that JSON is written from, named as the components in snake_case; and the other way round. */
public final class HealthJson {
  private HealthJson() {}

  /** A line of {@code health.jsonl}. */
  public static Map<String, Object> map(Health health) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", health.epoch());
    map.put("steps", health.steps());
    map.put("examples", health.examples());
    map.put("loss", health.loss());
    map.put("layers", health.layers().stream().map(HealthJson::map).toList());
    return map;
  }

  private static Map<String, Object> map(LayerHealth layer) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layer", layer.layer());
    map.put("activation", layer.activation());
    map.put("units", layer.units());
    map.put("saturated", layer.saturated());
    map.put("dead", layer.dead());
    map.put("z", map(layer.Z()));
    map.put("a", map(layer.A()));
    map.put("norm_w", layer.normW());
    map.put("norm_dw", layer.normDW());
    map.put("norm_dz", layer.normDZ());
    layer.updateRatio().ifPresent(ratio -> map.put("update_ratio", ratio));
    return map;
  }

  private static Map<String, Object> map(Distribution distribution) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean", distribution.mean());
    map.put("deviation", distribution.deviation());
    map.put("least", distribution.least());
    map.put("most", distribution.most());
    map.put("shares", distribution.shares());
    return map;
  }

  /** A finding; a layer and rows are there when it has some. */
  public static Map<String, Object> map(Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    map.put("fault", finding.fault());
    finding.layer().ifPresent(layer -> map.put("layer", layer));
    map.put("evidence", finding.evidence());
    map.put("remedy", finding.remedy());
    if (!finding.rows().isEmpty()) map.put("rows", finding.rows());
    return map;
  }

  /** The health that a parsed line is. @throws IllegalArgumentException when it is none, saying why */
  public static Health health(Object json) {
    Map<?, ?> map = object(json);
    return new Health((int) count(map, "epoch"), count(map, "steps"), (int) count(map, "examples"), number(map, "loss"),
        list(map, "layers", HealthJson::layer));
  }

  private static LayerHealth layer(Object json) {
    Map<?, ?> map = object(json);
    OptionalDouble ratio = map.containsKey("update_ratio") ? OptionalDouble.of(number(map, "update_ratio")) : OptionalDouble.empty();
    return new LayerHealth((int) count(map, "layer"), text(map, "activation"), (int) count(map, "units"), number(map, "saturated"), number(map, "dead"),
        distribution(map.get("z")), distribution(map.get("a")), number(map, "norm_w"), number(map, "norm_dw"), number(map, "norm_dz"), ratio);
  }

  private static Distribution distribution(Object json) {
    Map<?, ?> map = object(json);
    return new Distribution(number(map, "mean"), number(map, "deviation"), number(map, "least"), number(map, "most"),
        list(map, "shares", share -> number("shares", share)));
  }

  /** The finding that a parsed object is. @throws IllegalArgumentException when it is none, saying why */
  public static Finding finding(Object json) {
    Map<?, ?> map = object(json);
    OptionalInt layer = map.containsKey("layer") ? OptionalInt.of((int) count(map, "layer")) : OptionalInt.empty();
    List<Integer> rows = map.containsKey("rows") ? list(map, "rows", row -> (int) whole("rows", row)) : List.of();
    return new Finding(severity(text(map, "severity")), text(map, "fault"), layer, text(map, "evidence"), text(map, "remedy"), rows);
  }

  private static Severity severity(String word) {
    for (Severity severity : Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(word)) return severity;
    }
    throw new IllegalArgumentException("a severity \"" + word + "\" was given; it must be notice, warning or fault");
  }

  private static Map<?, ?> object(Object json) {
    if (json instanceof Map<?, ?> map) return map;
    throw new IllegalArgumentException("there is " + json + " where an object is expected");
  }

  private static double number(Map<?, ?> map, String name) {
    return number(name, map.get(name));
  }

  private static double number(String name, Object value) {
    if (value instanceof Number number) return number.doubleValue();
    throw new IllegalArgumentException("\"" + name + "\" is " + value + "; it must be a number");
  }

  private static long count(Map<?, ?> map, String name) {
    return whole(name, map.get(name));
  }

  private static long whole(String name, Object json) {
    double value = number(name, json);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE && !name.equals("steps") || Math.abs(value) > 0x1p53) {
      throw new IllegalArgumentException("\"" + name + "\" is " + value + "; it must be a whole number that fits");
    }
    return (long) value;
  }

  private static String text(Map<?, ?> map, String name) {
    if (map.get(name) instanceof String text) return text;
    throw new IllegalArgumentException("\"" + name + "\" is " + map.get(name) + "; it must be a text");
  }

  private static <T> List<T> list(Map<?, ?> map, String name, Function<Object, T> each) {
    if (!(map.get(name) instanceof List<?> list)) throw new IllegalArgumentException("\"" + name + "\" is " + map.get(name) + "; it must be a list");
    List<T> values = new ArrayList<>();
    for (Object element : list) values.add(each.apply(element));
    return values;
  }
}
