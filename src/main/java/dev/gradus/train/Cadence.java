package dev.gradus.train;

import java.time.Duration;

/**
 * How often checkpoints are written. Which steps they fall on changes no figure of the run.
 *
 * <p>As words: {@code auto}, {@code epoch}, {@code none}, a number of steps such as {@code 200}, or a time such as {@code 30s}, {@code 10m} or {@code 2h}.
 */
public sealed interface Cadence {
  /** After an epoch, and in long ones each minute, but so seldom that checkpoints take at most 5 % of the time. */
  record Auto() implements Cadence {}

  /** After every epoch. */
  record Epochs() implements Cadence {}

  /** After so many steps, counted over the whole run. */
  record Steps(long steps) implements Cadence {
    public Steps {
      if (steps < 1) throw new IllegalArgumentException("a checkpoint every " + steps + " steps was asked for; it must be at least 1");
    }
  }

  /** After the first step that ends so much time after the last one. */
  record Time(Duration time) implements Cadence {
    public Time {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("a checkpoint every " + time.toSeconds() + " seconds was asked for; it must be more than 0");
      }
    }
  }

  /** Only when the run is asked to end. */
  record None() implements Cadence {}

  /** The cadence that some words mean. @throws IllegalArgumentException when they mean none */
  static Cadence named(String words) {
    switch (words) {
      case "auto":
        return new Auto();
      case "epoch":
        return new Epochs();
      case "none":
        return new None();
      default:
        if (!words.matches("[0-9]{1,15}[smh]?")) {
          throw new IllegalArgumentException("\"" + words + "\" is not how often checkpoints are written; it must be auto, epoch, none, a number of steps "
              + "such as 200, or a time such as 30s, 10m or 2h");
        }
        char last = words.charAt(words.length() - 1);
        long number = Long.parseLong(words.replaceFirst("[smh]$", ""));
        return switch (last) {
          case 's' -> new Time(Duration.ofSeconds(number));
          case 'm' -> new Time(Duration.ofMinutes(number));
          case 'h' -> new Time(Duration.ofHours(number));
          default -> new Steps(number);
        };
    }
  }
}
