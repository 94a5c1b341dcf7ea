package dev.gradus.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes a parsed JSON object, gives its fields by name and kind, or says which one is missing or of another kind. */
final class JsonFields {
  private final Map<String, Object> map;

  private JsonFields(Map<String, Object> map) {
    this.map = map;
  }

  @SuppressWarnings("unchecked")
  static JsonFields of(Object json) {
    if (!(json instanceof Map<?, ?> map)) throw new IllegalArgumentException("there is " + json + " where an object is expected");
    return new JsonFields((Map<String, Object>) map);
  }

  Map<String, Object> asMap() {
    return map;
  }

  boolean has(String name) {
    return map.containsKey(name);
  }

  JsonFields object(String name) {
    return new JsonFields(of(get(name, Map.class, "an object")).map);
  }

  List<?> list(String name) {
    return get(name, List.class, "a list");
  }

  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (Object element : list(name)) objects.add(of(element));
    return objects;
  }

  String text(String name) {
    return get(name, String.class, "a text");
  }

  double number(String name) {
    return get(name, Double.class, "a number");
  }

  long count(String name) {
    double value = number(name);
    if (value != Math.rint(value) || Math.abs(value) > 0x1p53) {
      throw new IllegalArgumentException("\"" + name + "\" is " + value + ", no whole number below 2^53");
    }
    return (long) value;
  }

  int size(String name) {
    long value = count(name);
    if (value < 1 || value > Integer.MAX_VALUE) throw new IllegalArgumentException("\"" + name + "\" is " + value + ", not from 1 to 2147483647");
    return (int) value;
  }

  boolean truth(String name) {
    return get(name, Boolean.class, "true or false");
  }

  char character(String name) {
    String text = text(name);
    if (text.length() != 1) throw new IllegalArgumentException("\"" + name + "\" is \"" + text + "\", expected one character");
    return text.charAt(0);
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name)) {
      if (!(element instanceof String text)) throw new IllegalArgumentException("\"" + name + "\" has " + element + ", no text");
      texts.add(text);
    }
    return texts;
  }

  double[] numbers(String name) {
    List<?> list = list(name);
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(list.get(i) instanceof Double number)) throw new IllegalArgumentException("\"" + name + "\" has " + list.get(i) + ", no number");
      numbers[i] = number;
    }
    return numbers;
  }

  private <T> T get(String name, Class<T> type, String kind) {
    Object value = map.get(name);
    if (!type.isInstance(value)) throw new IllegalArgumentException("\"" + name + "\" is " + value + ", expected " + kind);
    return type.cast(value);
  }
}
