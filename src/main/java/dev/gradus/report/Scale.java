package dev.gradus.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes values, gives places on an axis: from + (g(v) − g(low)) / (g(high) − g(low)) · (to − from), with g the identity, or the logarithm.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}, above {@code low}
 * @param step between two tick marks; of a logarithmic scale in powers of ten
 * @param logarithmic whether equal distances are equal factors
 */
record Scale(double low, double high, double from, double to, double step, boolean logarithmic) {
  private static final double[] NICE = {1, 2, 2.5, 5, 10};

  /** A scale over some values, widened to whole steps of 1, 2, 2.5 or 5 times a power of ten. @param about how many steps there are to be */
  static Scale nice(double least, double most, int about, double from, double to) {
    double low = least;
    double high = most;
    if (!(high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high)))) {
      double half = low == 0 ? 1 : Math.abs(low) / 2;
      low -= half;
      high += half;
    }
    double step = step((high - low) / about);
    double slack = 1e-9 * step;
    return new Scale(step * Math.floor((low + slack) / step), step * Math.ceil((high - slack) / step), from, to, step, false);
  }

  /** A scale over whole numbers from {@code least} to {@code most}, such as epochs, whose ends are not widened and whose steps are whole. */
  static Scale whole(double least, double most, int about, double from, double to) {
    return most > least ? new Scale(least, most, from, to, Math.ceil(Math.max(1, step((most - least) / about))), false)
        : new Scale(least - 1, most + 1, from, to, 1, false);
  }

  /** A scale with just these ends. */
  static Scale exact(double low, double high, double step, double from, double to) {
    return new Scale(low, high, from, to, step, false);
  }

  /** A scale of whole powers of ten over some values above 0. */
  static Scale powers(double least, double most, int about, double from, double to) {
    double low = Math.floor(Math.log10(least) + 1e-9);
    double high = Math.ceil(Math.log10(most) - 1e-9);
    if (high <= low) high = low + 1;
    return new Scale(Math.pow(10, low), Math.pow(10, high), from, to, Math.max(1, Math.ceil((high - low) / about)), true);
  }

  private static double step(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double nice : NICE) {
      if (nice * power >= raw * (1 - 1e-9)) return nice * power;
    }
    return 10 * power;
  }

  /** Where a value is. @param value above 0 on a logarithmic scale */
  double at(double value) {
    double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  /** The values with tick marks, ascending. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      int first = (int) Math.round(Math.log10(low));
      for (int k = first; k <= Math.round(Math.log10(high)); k += (int) step) ticks.add(Math.pow(10, k));
      return ticks;
    }
    for (double k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) ticks.add(k * step);
    return ticks;
  }

  /** The text of a tick mark. */
  String label(double tick) {
    if (logarithmic) {
      int exponent = (int) Math.round(Math.log10(tick));
      return exponent >= -3 && exponent <= 4 ? Numbers.decimals(tick, Math.max(0, -exponent)) : Numbers.powerOfTen(exponent);
    }
    double largest = Math.max(Math.abs(low), Math.abs(high));
    if (largest >= 1e7 || largest < 1e-4) return Numbers.digits(tick);
    int decimals = 0;
    double unit = step;
    while (decimals < 8 && Math.abs(unit - Math.rint(unit)) > 1e-6) {
      unit *= 10;
      decimals++;
    }
    return Numbers.decimals(tick, decimals);
  }
}
