package dev.gradus.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes texts, gives each different one a number, 0, 1 and so on in the order in which they come. */
final class TextCodes {
  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  int code(String text) {
    Integer known = codes.get(text);
    if (known != null) return known;
    codes.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  int size() {
    return texts.size();
  }

  /** The texts in the order of their numbers. */
  List<String> texts() {
    return texts;
  }

  void clear() {
    if (texts.isEmpty()) return;
    codes.clear();
    texts.clear();
  }
}
