package dev.gradus.prepare;

/**
 * Takes texts of numbers, gives whether they are codes, such as 01234: digits alone, with a zero before others in most of them, or in some of them when all are
 * of one length.
 */
final class CodeGuess {
  private long texts;
  private long leadingZeros;
  private int shortest = Integer.MAX_VALUE;
  private int longest;
  private boolean others;

  void add(String text) {
    texts++;
    if (others) return;
    others = !text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (text.length() > 1 && text.charAt(0) == '0') leadingZeros++;
    shortest = Math.min(shortest, text.length());
    longest = Math.max(longest, text.length());
  }

  /** Whether a later text may make them codes, or keep them. */
  boolean isPossible() {
    return !others && leadingZeros > 0;
  }

  boolean isCode() {
    return isPossible() && (shortest == longest || 2 * leadingZeros > texts);
  }
}
