package dev.gradus.store;

import java.util.List;
import java.util.Map;

/** Takes maps, lists, strings, numbers and booleans, gives JSON. Apart from {@link Json} so that the scorer, which only reads, does without. */
public final class JsonWriter {
  private JsonWriter() {}

  /** The text of a value made of Map, List, String, Number, Boolean and null, in one line. @throws IllegalArgumentException for others */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator);
        if (!(entry.getKey() instanceof String name)) throw new IllegalArgumentException("JSON has no form for the name " + entry.getKey());
        quote(name, out);
        out.append(':');
        write(entry.getValue(), out);
        separator = ",";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object element : list) {
        out.append(separator);
        write(element, out);
        separator = ",";
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof String string) {
      quote(string, out);
    } else if (value instanceof Number number) {
      out.append(numberText(number));
    } else if (value == null || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("JSON has no form for a " + value.getClass().getName());
    }
  }

  private static String numberText(Number number) {
    double d = number.doubleValue();
    if (!Double.isFinite(d)) throw new IllegalArgumentException("JSON has no form for the number " + number);
    if (number instanceof Long || number instanceof Integer) return number.toString();
    boolean minusZero = Double.doubleToRawLongBits(d) == Double.doubleToRawLongBits(-0.0);
    return d == Math.rint(d) && Math.abs(d) < 1e15 && !minusZero ? Long.toString((long) d) : number.toString();
  }

  private static void quote(String string, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c) || c == 0x7f) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
