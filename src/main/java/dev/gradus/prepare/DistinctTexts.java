package dev.gradus.prepare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes texts, gives how often each of the first different ones was there, by their first 200 characters; what is said of all is said of those. */
final class DistinctTexts {
  private static final int LONGEST = 200;

  private final Map<String, Integer> counts = new HashMap<>();
  private long cells;
  private long length;
  private boolean full;

  /** Takes one text in. @param most for how many there is room */
  void add(String text, int most) {
    String key = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    boolean room = counts.size() < most;
    full &= !room;
    if (room) counts.merge(key, 1, Integer::sum);
    else full |= counts.computeIfPresent(key, (k, count) -> count + 1) == null;
    if (full) return;
    cells++;
    length += text.length();
  }

  /** Whether there was no room for a text, and is none now. */
  boolean isFull() {
    return full;
  }

  int count() {
    return counts.size();
  }

  /** How many cells were counted while there was room. */
  long cells() {
    return cells;
  }

  /** The share of the cells with one of those texts whose text meets a condition. */
  double share(Predicate<String> condition) {
    long all = 0;
    long with = 0;
    for (Map.Entry<String, Integer> text : counts.entrySet()) {
      all += text.getValue();
      if (condition.test(text.getKey())) with += text.getValue();
    }
    return (double) with / all;
  }

  /** The texts that meet a condition, those that are there most often first. */
  List<String> mostFrequent(Predicate<String> condition) {
    return counts.entrySet().stream().filter(text -> condition.test(text.getKey()))
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).toList();
  }

  /** All of them, those that are there most often first. */
  List<String> mostFrequent() {
    return mostFrequent(text -> true);
  }

  List<String> sorted() {
    return counts.keySet().stream().sorted().toList();
  }

  /** Different ones per cell, while there was room. */
  double distinctShare() {
    return (double) counts.size() / cells;
  }

  double meanLength() {
    return (double) length / cells;
  }
}
