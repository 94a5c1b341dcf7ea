package dev.gradus.data;

import dev.gradus.prepare.Calendar;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.OneHot;
import dev.gradus.prepare.Ordinal;
import dev.gradus.prepare.TextRules;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Takes the cells of a column that a model has no input for, missing ones and categories that it does not know; counts them, knows the first. */
final class UnknownCells {
  private final Encoding encoding;
  private final Optional<String> gap;
  private long missing;
  private long unseen;
  private String firstGap = "";
  private String firstUnseen = "";

  UnknownCells(Encoding encoding) {
    this.encoding = encoding;
    gap = gap(encoding);
  }

  /** What the model takes for a missing value; empty when it has an input for that. */
  private static Optional<String> gap(Encoding encoding) {
    if (encoding instanceof Numeric number) return number.indicator() ? Optional.empty() : Optional.of("takes " + TextRules.text((float) number.fill()));
    if (encoding instanceof OneHot oneHot) return oneHot.missing() ? Optional.empty() : Optional.of("takes none of its categories");
    if (encoding instanceof Calendar calendar) return calendar.missing() ? Optional.empty() : Optional.of("takes 0 for each part of the time");
    return Optional.of(encoding instanceof Ordinal ? "takes the mean" : "takes none of its buckets");
  }

  /** A missing cell. @param place where it is; asked for the first only */
  void missing(Supplier<String> place) {
    if (gap.isPresent() && missing++ == 0) firstGap = place.get();
  }

  /** A category that the encoding has no place for. @param place where it is; asked for the first only */
  void unseen(String text, Supplier<String> place) {
    if (unseen++ == 0) firstUnseen = Shown.quoted(text) + " in " + place.get();
  }

  /** A sentence on each kind that there was. */
  Stream<String> notices() {
    String name = Shown.quoted(encoding.column().name());
    Stream<String> gaps = missing == 0 ? Stream.empty()
        : Stream.of(rows(missing) + " no value of " + name + ", " + first(missing) + "in " + firstGap + "; the model has no input for that and "
            + gap.orElseThrow());
    Stream<String> others = unseen == 0 ? Stream.empty()
        : Stream.of(rows(unseen) + " a value of " + name + " that " + strange() + first(unseen) + firstUnseen + outcome());
    return Stream.concat(others, gaps);
  }

  private static String rows(long count) {
    return Shown.count(count) + (count == 1 ? " row has" : " rows have");
  }

  private static String first(long count) {
    return count == 1 ? "" : "the first ";
  }

  private String strange() {
    if (encoding instanceof OneHot oneHot) return oneHot.other() ? "is none of those that the model tells apart, " : "training did not have, ";
    return "the model does not know, ";
  }

  private String outcome() {
    if (!(encoding instanceof OneHot oneHot)) return "; the model takes the mean";
    return oneHot.other() ? "; the model takes it for one of the rare others" : "; the model takes none of its categories";
  }
}
