package dev.gradus.data;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes a name that is not known and the names that are, gives the one that was probably meant. */
public final class NearMiss {
  private static final int LONGEST = 64;

  private NearMiss() {}

  /** The nearest of the names, at most one change in three letters away and two in all; capital letters do not count. */
  public static Optional<String> of(String wanted, List<String> names) {
    String nearest = null;
    int least = Math.min(2, wanted.length() / 3) + 1;
    for (String name : names) {
      if (Math.max(wanted.length(), name.length()) > LONGEST || Math.abs(wanted.length() - name.length()) >= least) continue;
      int changes = changes(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (changes < least) {
        least = changes;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** How many letters must be put in, taken out or replaced (Wagner and Fischer 1974, two rows of the table). */
  private static int changes(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) above[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
