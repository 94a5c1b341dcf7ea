package dev.gradus.prepare;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Takes texts, gives whether they are the two words of one pair. */
final class BooleanGuess {
  private enum Word {
    TRUE, FALSE, YES, NO, T, F, Y, N
  }

  private final Set<Word> seen = EnumSet.noneOf(Word.class);
  private boolean others;

  void add(String text) {
    if (others) return;
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> seen.add(Word.TRUE);
      case "false" -> seen.add(Word.FALSE);
      case "yes" -> seen.add(Word.YES);
      case "no" -> seen.add(Word.NO);
      case "t" -> seen.add(Word.T);
      case "f" -> seen.add(Word.F);
      case "y" -> seen.add(Word.Y);
      case "n" -> seen.add(Word.N);
      default -> others = true;
    }
  }

  /** Whether both words of one pair were there and no other; of true and false one is enough. */
  boolean isBoolean() {
    if (others || seen.isEmpty()) return false;
    Set<Word> pair = pair();
    return pair.containsAll(seen) && (seen.size() == 2 || pair.contains(Word.TRUE));
  }

  /** For people: "yes or no". */
  String why() {
    return String.join(" or ", pair().stream().map(word -> word.name().toLowerCase(Locale.ROOT)).toList());
  }

  private Set<Word> pair() {
    Word first = seen.iterator().next();
    Word[] words = Word.values();
    int even = first.ordinal() / 2 * 2;
    return EnumSet.of(words[even], words[even + 1]);
  }
}
