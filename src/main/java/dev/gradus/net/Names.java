package dev.gradus.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Takes names and gives the things registered under them; safe to use from several threads. */
final class Names<T> {
  private final String kind;
  private final Map<String, T> things = new ConcurrentSkipListMap<>();

  /** @param kind what the things are called in messages, such as "activation" */
  Names(String kind) {
    this.kind = kind;
  }

  Names<T> add(String name, T thing) {
    T other = things.putIfAbsent(name, thing);
    if (other != null && !other.equals(thing)) {
      throw new IllegalArgumentException("the name \"" + name + "\" already stands for another " + kind + "; choose another name");
    }
    return this;
  }

  T parse(String name) {
    T thing = things.get(name);
    if (thing == null) {
      throw new IllegalArgumentException(
          "there is no " + kind + " \"" + name + "\"; known are " + String.join(", ", things.keySet()));
    }
    return thing;
  }

  List<String> known() {
    return new ArrayList<>(things.keySet());
  }
}
