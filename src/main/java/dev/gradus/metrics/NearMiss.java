package dev.gradus.metrics;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Takes a name that is not known and the names that are, gives the one that was probably meant. */
final class NearMiss {
  private NearMiss() {}

  /** The nearest name, at most one change in three letters away and two in all; capital letters, hyphens and underscores do not count. */
  static Optional<String> of(String wanted, Collection<String> names) {
    String nearest = null;
    int least = Math.min(2, wanted.length() / 3) + 1;
    for (String name : names) {
      if (Math.abs(wanted.length() - name.length()) > 4) continue;
      int changes = changes(plain(wanted), plain(name));
      if (changes < least) {
        least = changes;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** How many letters must be put in, taken out or replaced: one row of the table of Wagner and Fischer (1974). */
  private static int changes(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
