package dev.gradus.store;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes text, gives maps, lists, strings, numbers and booleans: strict JSON (RFC 8259), with a bound on the depth and without duplicate names. {@link JsonWriter}
 * is the way back.
 *
 * <p>Own code, because a scorer without any dependency is to be cut from these packages, and a model file from a stranger passes through here first.
 */
public final class Json {
  private static final int DEPTH = 32;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * The value of a text: Map (in order), List, String, Double, Boolean or null.
   *
   * @throws IllegalArgumentException when the text is not one JSON value and nothing else, saying at which character
   */
  public static Object parse(String text) {
    Json json = new Json(text);
    json.space();
    Object value = json.value(0);
    json.space();
    if (json.at < text.length()) throw json.error("something follows the value");
    return value;
  }

  private Object value(int depth) {
    if (depth > DEPTH) throw error("more than " + DEPTH + " levels");
    if (at == text.length()) throw error("the text ends");
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    expect('{');
    space();
    if (take('}')) return map;
    do {
      space();
      String name = string();
      space();
      expect(':');
      space();
      if (map.containsKey(name)) throw error("the name \"" + name + "\" stands twice");
      map.put(name, value(depth + 1));
      space();
    } while (take(','));
    expect('}');
    return map;
  }

  private List<Object> array(int depth) {
    List<Object> list = new ArrayList<>();
    expect('[');
    space();
    if (take(']')) return list;
    do {
      space();
      list.add(value(depth + 1));
      space();
    } while (take(','));
    expect(']');
    return list;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      if (at == text.length()) throw error("a string does not end");
      char c = text.charAt(at++);
      if (c == '"') return out.toString();
      if (c < ' ') throw error("a control character in a string");
      out.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    if (at == text.length()) throw error("a string does not end");
    char c = text.charAt(at++);
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw error("an unknown escape \\" + c);
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = at < text.length() ? text.charAt(at++) : '"';
      if (!HexFormat.isHexDigit(c)) throw error("\\u without four hexadecimal digits");
      code = 16 * code + HexFormat.fromHexDigit(c);
    }
    return (char) code;
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) throw error("neither a value nor " + word);
    at += word.length();
    return value;
  }

  private Double number() {
    int start = at;
    take('-');
    if (!take('0')) digits();
    if (take('.')) digits();
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      digits();
    }
    double value = Double.parseDouble(text.substring(start, at));
    if (Double.isInfinite(value)) throw error("a number out of range");
    return value;
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
    if (at == start) throw error("no value");
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
  }

  private boolean take(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    if (there) at++;
    return there;
  }

  private void expect(char c) {
    if (!take(c)) throw error("no '" + c + "'");
  }

  private IllegalArgumentException error(String what) {
    return new IllegalArgumentException("not JSON: " + what + " at character " + (at + 1));
  }
}
