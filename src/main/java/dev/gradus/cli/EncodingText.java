package dev.gradus.cli;

import dev.gradus.prepare.Calendar;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Hashed;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.OneHot;
import dev.gradus.prepare.Ordinal;
import dev.gradus.prepare.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes the encoding of a column, says it in a line for people. */
final class EncodingText {
  private EncodingText() {}

  static String of(Encoding encoding) {
    if (encoding instanceof Numeric numeric) return of(numeric);
    if (encoding instanceof OneHot hot) return of("an input each for", hot.categories(), hot.other(), hot.missing());
    if (encoding instanceof Ordinal ordinal) return of("place among", ordinal.categories(), false, false);
    if (encoding instanceof Hashed hashed) return hashed.buckets() + " buckets";
    Calendar calendar = (Calendar) encoding;
    List<String> parts = new ArrayList<>(calendar.parts().stream().map(Calendar.Part::word).toList());
    if (calendar.missing()) parts.add("missing");
    return String.join(", ", parts);
  }

  private static String of(Numeric numeric) {
    String x = numeric.low() == Double.NEGATIVE_INFINITY && numeric.high() == Double.POSITIVE_INFINITY ? "x"
        : "clip(x, " + number(numeric.low()) + ", " + number(numeric.high()) + ")";
    if (numeric.transform() == Transform.LOG1P) x = "log1p(" + x + ")";
    return "(" + x + " − " + number(numeric.shift()) + ") · " + number(numeric.factor()) + "; missing is " + number(numeric.fill())
        + (numeric.indicator() ? ", and an input of its own" : "");
  }

  /** A number with six digits, without zeros at its end. */
  static String number(double x) {
    String text = String.format(Locale.ROOT, "%.6g", x);
    return text.contains("e") ? text.replaceFirst("\\.?0+e", "e") : text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  private static String of(String what, List<String> categories, boolean other, boolean missing) {
    List<String> shown = new ArrayList<>(categories.subList(0, Math.min(categories.size(), 10)));
    if (categories.size() > shown.size()) shown.add((categories.size() - shown.size()) + " more");
    return what + " " + String.join(", ", shown) + (other ? ", others" : "") + (missing ? ", missing" : "");
  }
}
