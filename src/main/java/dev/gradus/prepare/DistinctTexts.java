package dev.gradus.prepare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes texts, gives how often each of the first different ones was there: as many as there is room for, and what is known of all is said of those. */
final class DistinctTexts {
  /** So many different texts are counted when some cell is no number, and so many when all are. */
  static final int MOST = 1000;
  static final int MOST_NUMBERS = 64;
  private static final int LONGEST = 200;

  private final Map<String, Integer> counts = new HashMap<>();
  private long cells;
  private long length;
  private boolean full;

  /** Takes one text in. @param numbers whether all texts so far are numbers, of which fewer are kept */
  void add(String text, boolean numbers) {
    String key = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    boolean room = counts.size() < (numbers ? MOST_NUMBERS : MOST);
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

  /** How many different ones meet a condition. */
  int count(Predicate<String> condition) {
    return (int) counts.keySet().stream().filter(condition).count();
  }

  /** The share of the counted cells whose text meets a condition. */
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
