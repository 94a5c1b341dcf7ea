package dev.gradus.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the text of a {@code .npy} header, gives its three entries; everything but those three, each once, is refused.
 *
 * <pre>{@code {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }}</pre>
 */
final class NpyDictionary {
  private final String name;
  private final String text;
  private int at;
  private String descr = "";
  private boolean fortran;
  private long[] shape = new long[0];

  private NpyDictionary(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** @throws DataException when the text is anything else */
  static NpyDictionary parse(String name, String text) {
    NpyDictionary dictionary = new NpyDictionary(name, text);
    dictionary.read();
    return dictionary;
  }

  String descr() {
    return descr;
  }

  boolean fortran() {
    return fortran;
  }

  long[] shape() {
    return shape;
  }

  private void read() {
    Set<String> seen = new HashSet<>();
    expect('{');
    while (!met('}')) {
      String key = quoted();
      if (!seen.add(key)) throw trouble("the entry " + Shown.quoted(key) + " is there twice");
      expect(':');
      switch (key) {
        case "descr" -> descr = type();
        case "fortran_order" -> fortran = truth();
        case "shape" -> shape = tuple();
        default -> throw trouble("it has an entry " + Shown.quoted(key) + ", which is not NumPy's");
      }
      if (!met(',')) {
        expect('}');
        break;
      }
    }
    skipSpace();
    if (at < text.length()) throw trouble("it goes on after its end");
    for (String key : List.of("descr", "fortran_order", "shape")) {
      if (!seen.contains(key)) throw trouble("the entry \"" + key + "\" is not there");
    }
  }

  private String type() {
    skipSpace();
    if (at < text.length() && text.charAt(at) == '[') {
      throw NpyHeader.bad(name, "the array is of records with named fields; save an array of numbers, one column a field");
    }
    return quoted();
  }

  private String quoted() {
    skipSpace();
    char mark = at < text.length() ? text.charAt(at) : ' ';
    if (mark != '\'' && mark != '"') throw trouble("a text in quotation marks is expected at place " + (at + 1));
    int end = text.indexOf(mark, at + 1);
    if (end < 0) throw trouble("a text does not end");
    String inside = text.substring(at + 1, end);
    if (inside.indexOf('\\') >= 0) throw trouble("a text has a backslash in it");
    at = end + 1;
    return inside;
  }

  private boolean truth() {
    skipSpace();
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw trouble("True or False is expected at place " + (at + 1));
  }

  private long[] tuple() {
    List<Long> sizes = new ArrayList<>();
    boolean comma = true;
    expect('(');
    while (!met(')')) {
      if (!comma) throw trouble("a comma is expected at place " + (at + 1));
      sizes.add(size());
      comma = met(',');
    }
    if (sizes.size() == 1 && !comma) throw trouble("the shape is a number in brackets, not a tuple");
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private long size() {
    skipSpace();
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
    if (at == from || at - from > 18) throw trouble("a size of at most 18 digits is expected at place " + (from + 1));
    return Long.parseLong(text.substring(from, at));
  }

  private boolean met(char c) {
    skipSpace();
    if (at >= text.length() || text.charAt(at) != c) return false;
    at++;
    return true;
  }

  private void expect(char c) {
    if (!met(c)) throw trouble("\"" + c + "\" is expected at place " + (at + 1));
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) at++;
  }

  private DataException trouble(String what) {
    return NpyHeader.bad(name, "the header is not one that NumPy writes: " + what);
  }
}
