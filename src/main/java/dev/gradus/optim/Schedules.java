package dev.gradus.optim;

import dev.gradus.optim.Schedule.Unit;
import java.util.List;

/** The schedules and their printed forms. */
final class Schedules {
  static final List<String> FORMS = List.of("constant", "step-epochs:N:FACTOR", "exponential-epochs:GAMMA", "exponential-steps:GAMMA",
      "polynomial-epochs[:POWER[:END]]", "polynomial-steps[:POWER[:END]]", "cosine-epochs[:PERIOD[:MULT[:END]]]", "cosine-steps[:PERIOD[:MULT[:END]]]",
      "one-cycle-steps[:PEAK_SHARE[:DIV[:FINAL_DIV]]]",
      "plateau-epochs[:FACTOR[:PATIENCE[:MIN_CHANGE]]]", "warm-up-epochs:N[:START]+SCHEDULE", "warm-up-steps:N[:START]+SCHEDULE");

  private Schedules() {}

  static Schedule named(String name) {
    int plus = name.startsWith("warm-up-") ? name.indexOf('+') : -1;
    Words words = Words.of("schedule", plus < 0 ? name : name.substring(0, plus), String.join(", ", FORMS));
    Unit unit = words.name().endsWith("-epochs") ? Unit.EPOCHS : Unit.STEPS;
    if (plus >= 0 && (words.name().equals("warm-up-epochs") || words.name().equals("warm-up-steps"))) {
      words.expect(1, 2);
      return new WarmUp(unit, words.whole(1), words.number(2, 1.0 / 3), named(name.substring(plus + 1)));
    }
    return switch (words.name()) {
      case "constant" -> {
        words.expect(0, 0);
        yield Constant.ALWAYS;
      }
      case "step-epochs" -> {
        words.expect(2, 2);
        yield new Step(words.whole(1), words.number(2));
      }
      case "exponential-epochs", "exponential-steps" -> {
        words.expect(1, 1);
        yield new Exponential(unit, words.number(1));
      }
      case "polynomial-epochs", "polynomial-steps" -> {
        words.expect(0, 2);
        yield new Polynomial(unit, words.number(1, 1), words.number(2, 0));
      }
      case "cosine-epochs", "cosine-steps" -> {
        words.expect(0, 3);
        yield words.values() == 0 ? new Cosine(unit) : new CosineRestarts(unit, words.whole(1), words.values() < 2 ? 1 : words.whole(2), words.number(3, 0));
      }
      case "one-cycle-steps" -> {
        words.expect(0, 3);
        yield new OneCycle(words.number(1, 0.3), words.number(2, 25), words.number(3, 1e4));
      }
      case "plateau-epochs" -> {
        words.expect(0, 3);
        yield new Plateau(words.number(1, 0.1), words.values() < 2 ? 10 : words.whole(2), words.number(3, 1e-4));
      }
      default -> throw words.unknown();
    };
  }

  /** From {@code from} to {@code to} as half a cosine, at a share of the way. */
  private static double halfCosine(double from, double to, double share) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
  }

  enum Constant implements Schedule {
    ALWAYS;

    @Override
    public double factor(Position at) {
      return 1;
    }

    @Override
    public String toString() {
      return "constant";
    }
  }

  record Step(long epochs, double factor) implements Schedule {
    Step {
      if (epochs < 1) throw new IllegalArgumentException("a schedule with a step every " + epochs + " epochs was asked for; it must be at least 1");
      Checks.above0("a schedule with a factor", factor);
    }

    @Override
    public double factor(Position at) {
      return Math.pow(factor, Unit.EPOCHS.before(at) / epochs);
    }

    @Override
    public String toString() {
      return "step-epochs:" + epochs + ":" + factor;
    }
  }

  record Exponential(Unit unit, double gamma) implements Schedule {
    Exponential {
      Checks.above0("a schedule with a γ", gamma);
    }

    @Override
    public double factor(Position at) {
      return Math.pow(gamma, unit.before(at));
    }

    @Override
    public String toString() {
      return "exponential-" + unit + ":" + gamma;
    }
  }

  record Polynomial(Unit unit, double power, double end) implements Schedule {
    Polynomial {
      Checks.above0("a schedule with a power", power);
      Checks.from0To1("a schedule with an end", end);
    }

    @Override
    public double factor(Position at) {
      double left = 1 - Math.min(1, (double) unit.before(at) / unit.length(at));
      return end + (1 - end) * Math.pow(left, power);
    }

    @Override
    public String toString() {
      return "polynomial-" + unit + ":" + power + ":" + end;
    }
  }

  record Cosine(Unit unit) implements Schedule {
    @Override
    public double factor(Position at) {
      return halfCosine(1, 0, Math.min(1, (double) unit.before(at) / unit.length(at)));
    }

    @Override
    public String toString() {
      return "cosine-" + unit;
    }
  }

  record CosineRestarts(Unit unit, long period, long multiplier, double end) implements Schedule {
    CosineRestarts {
      Checks.atLeast1("a schedule with a period", period);
      Checks.atLeast1("a schedule with a multiplier", multiplier);
      Checks.from0To1("a schedule with an end", end);
    }

    @Override
    public double factor(Position at) {
      long t = unit.before(at);
      long length = period;
      if (multiplier == 1) {
        t %= period;
      } else {
        for (; t >= length; length = length > Long.MAX_VALUE / multiplier ? Long.MAX_VALUE : length * multiplier) t -= length;
      }
      return halfCosine(1, end, (double) t / length);
    }

    @Override
    public String toString() {
      return "cosine-" + unit + ":" + period + ":" + multiplier + ":" + end;
    }
  }

  record OneCycle(double peakShare, double division, double finalDivision) implements Schedule {
    OneCycle {
      Checks.from0To1("a schedule with a share before the peak", peakShare);
      Checks.above0("a schedule with a division", division);
      Checks.above0("a schedule with a final division", finalDivision);
    }

    @Override
    public double factor(Position at) {
      double t = Unit.STEPS.before(at);
      double last = at.steps() - 1;
      double peak = peakShare * at.steps() - 1;
      if (t <= peak) return peak == 0 ? 1 : halfCosine(1 / division, 1, t / peak);
      double from = Math.min(peak, last);
      return halfCosine(1, 1 / division / finalDivision, last == from ? 1 : Math.min(1, (t - from) / (last - from)));
    }

    @Override
    public String toString() {
      return "one-cycle-steps:" + peakShare + ":" + division + ":" + finalDivision;
    }
  }

  record Plateau(double factor, long patience, double minChange) implements Schedule {
    Plateau {
      if (!(factor > 0 && factor < 1)) {
        throw new IllegalArgumentException("a schedule with a factor of " + factor + " was asked for; it must be above 0 and below 1");
      }
      Checks.atLeast0("a schedule with a patience", patience);
      Checks.decay("a schedule with a least change", minChange);
    }

    @Override
    public boolean needsMonitor() {
      return true;
    }

    @Override
    public double factor(Position at) {
      double result = 1;
      double best = Double.POSITIVE_INFINITY;
      long bad = 0;
      for (int i = 1; i <= at.monitored(); i++) {
        double value = at.monitored(i);
        if (value < (best >= 0 ? best * (1 - minChange) : best * (1 + minChange))) {
          best = value;
          bad = 0;
        } else if (++bad > patience) {
          result *= factor;
          bad = 0;
        }
      }
      return result;
    }

    @Override
    public String toString() {
      return "plateau-epochs:" + factor + ":" + patience + ":" + minChange;
    }
  }

  record WarmUp(Unit unit, long length, double start, Schedule rest) implements Schedule {
    WarmUp {
      Checks.atLeast1("a warm-up with a number of " + unit, length);
      Checks.from0To1("a warm-up with a start", start);
    }

    @Override
    public boolean needsMonitor() {
      return rest.needsMonitor();
    }

    @Override
    public double factor(Position at) {
      long t = unit.before(at);
      if (t < length) return start + (1 - start) * t / length;
      return unit == Unit.STEPS ? at.factorAfter(0, length, rest) : at.factorAfter(length, length * (at.steps() / at.epochs()), rest);
    }

    @Override
    public String toString() {
      return "warm-up-" + unit + ":" + length + ":" + start + "+" + rest;
    }
  }
}
