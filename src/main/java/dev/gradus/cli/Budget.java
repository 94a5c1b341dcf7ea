package dev.gradus.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes {@code --budget}, gives the time. */
final class Budget {
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smh])");

  private Budget() {}

  /** @throws IllegalArgumentException for what is no time */
  static Duration parse(String option) {
    Matcher time = TIME.matcher(option);
    if (!time.matches()) {
      throw new IllegalArgumentException("--budget \"" + option + "\" is no time; it must be a whole number of seconds, minutes or hours: 60s, 10m, 2h");
    }
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
