package dev.gradus.data;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Takes a seed and a range of example numbers and gives drawn pictures of the ten digits with their labels.
 *
 * <p>A digit is a few pen strokes in a unit square. A random hand bends, stretches, slants, turns and moves them, picks
 * a pen, and leaves bright ink (up to 255) on a dark sheet (0). Example {@code i} is a pure function of the seed and
 * {@code i}: any range may be asked for, in any order, and the pictures are drawn in parallel.
 *
 * <p>The variation is set so that the task tells a hidden layer from none: trained on examples 0 to 9,999 and tested on
 * the next 2,000, a linear model stays near 90 % and a network 784-30-10 passes 98 % in 30 epochs.
 */
public final class DrawnDigits {
  /** Width and height of a picture, in pixels. */
  public static final int SIDE = 28;

  private static final int DIGITS = 10;

  /** What differs from one picture to the next: each trait is uniform in its range, its ordinal being its draw's place. */
  private enum Trait {
    HEIGHT(16, 20), // pixels
    ASPECT(0.60, 0.95), // width of the unit square over its height, before the slant
    SLANT(-0.35, 0.35), // pixels to the right for each pixel up
    TILT(-0.15, 0.15), // radians, clockwise
    SHIFT_X(-3.2, 3.2), // pixels from the centre
    SHIFT_Y(-3.2, 3.2), // pixels from the centre
    PEN_RADIUS(0.8, 1.7), // pixels
    INK(180, 255); // grey levels at the middle of a stroke

    private final double low;
    private final double high;

    Trait(double low, double high) {
      this.low = low;
      this.high = high;
    }

    double of(Draws hand) {
      return hand.uniform(ordinal(), low, high);
    }
  }

  /** Largest displacement by the bend along one axis, in sides of the unit square. */
  private static final double BEND = 0.06;
  /** Fastest change of the bend, in radians of its wave per side of the unit square. */
  private static final double BEND_FREQUENCY = 5;
  /** Most that noise adds to a pixel or takes from it, in grey levels. */
  private static final double NOISE = 8;
  /** Straight pieces that stand for the curve between two neighbouring points of a stroke. */
  private static final int PIECES = 4;

  private static final int LABEL_STREAM = 4;
  private static final int HAND_STREAM = 5;
  // A hand makes all its draws from one stream: first its traits, then from these places on.
  private static final int STYLE_PLACE = 50;
  private static final int BEND_PLACE = 100;
  private static final int NOISE_PLACE = 1000;

  /**
   * The strokes as [digit][style][stroke][x, y, x, y, …]: x grows to the right and y down. A stroke is a smooth curve
   * through its points, so a corner is where one stroke ends and the next begins.
   */
  private static final double[][][][] STROKES = {
    /* 0 */ {{{.50, 0, .20, .17, .10, .50, .20, .83, .50, 1, .80, .83, .90, .50, .80, .17, .50, 0}}},
    /* 1 */ {{{.50, 0, .50, 1}},
             {{.22, .28, .40, .16, .52, 0}, {.52, 0, .52, 1}, {.20, 1, .84, 1}}},
    /* 2 */ {{{.12, .27, .27, .05, .55, 0, .82, .14, .80, .40, .50, .72, .10, 1}, {.10, 1, .90, 1}},
             {{.12, .22, .40, 0, .76, .12, .74, .45, .50, .78, .22, .97, .08, .86, .25, .76, .55, .92, .92, .94}}},
    /* 3 */ {{{.14, .12, .45, 0, .80, .12, .74, .38, .40, .47}, {.40, .47, .80, .56, .88, .80, .52, 1, .10, .88}},
             {{.14, 0, .84, 0}, {.84, 0, .42, .40}, {.42, .40, .78, .48, .88, .74, .56, 1, .12, .90}}},
    /* 4 */ {{{.24, 0, .10, .52}, {.10, .52, .92, .52}, {.72, .06, .66, 1}},
             {{.66, 0, .06, .68}, {.06, .68, .94, .68}, {.66, 0, .66, 1}}},
    /* 5 */ {{{.84, 0, .24, 0}, {.24, 0, .18, .45}, {.18, .45, .55, .36, .86, .54, .82, .86, .48, 1, .10, .90}}},
    /* 6 */ {{{.76, 0, .38, .20, .14, .60, .24, .92, .52, 1, .82, .86, .80, .60, .52, .50, .20, .70}},
             {{.30, 0, .16, .40, .14, .75, .34, .99, .66, .97, .84, .76, .66, .56, .36, .60, .16, .80}}},
    /* 7 */ {{{.10, 0, .90, 0}, {.90, 0, .56, .45, .38, 1}},
             {{.10, .04, .90, 0}, {.90, 0, .56, .45, .38, 1}, {.26, .50, .82, .50}}},
    /* 8 */ {{{.78, .12, .48, 0, .20, .16, .32, .40, .68, .58, .86, .80, .52, 1, .14, .82, .32, .58, .68, .40, .78, .12}}},
    /* 9 */ {{{.84, .20, .56, 0, .20, .12, .16, .38, .44, .52, .76, .40, .84, .20}, {.84, .20, .80, .60, .74, 1}},
             {{.82, .22, .54, 0, .18, .12, .16, .38, .44, .50, .76, .38, .82, .22}, {.82, .22, .82, .70, .60, .98, .18, .94}}},
  };

  private DrawnDigits() {}

  /** Takes a seed and {@code count} examples from {@code first} on, gives their pixels row by row, an unsigned byte each. */
  public static byte[] pixels(long seed, int first, int count) {
    Objects.checkFromIndexSize(first, count, Integer.MAX_VALUE);
    byte[] pixels = new byte[Math.multiplyExact(count, SIDE * SIDE)];
    IntStream.range(0, count).parallel().forEach(i -> {
      Draws hand = Draws.of(seed, HAND_STREAM, first + i);
      double[] cover = draw(label(seed, first + i), hand);
      scan(cover, hand, pixels, i * SIDE * SIDE);
    });
    return pixels;
  }

  /** Takes the same and gives the labels of these examples, a byte from 0 to 9 each. */
  public static byte[] labels(long seed, int first, int count) {
    Objects.checkFromIndexSize(first, count, Integer.MAX_VALUE);
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) labels[i] = (byte) label(seed, first + i);
    return labels;
  }

  /** Takes the same and gives the data set of these examples. */
  public static Dataset dataset(long seed, int first, int count) {
    byte[] numbers = labels(seed, first, count);
    short[] classes = new short[count];
    for (int i = 0; i < count; i++) classes[i] = numbers[i];
    List<String> names = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    return Dataset.of("digits", new Schema(new Inputs.Pixels(SIDE, SIDE), new Target.Classes("digit", names)),
        new ByteFeatures(pixels(seed, first, count), SIDE * SIDE), new Targets.OfClasses(classes, names));
  }

  /** Each ten examples in a row, counted from 0, hold every digit once in a random order, so the classes stay balanced. */
  private static int label(long seed, int example) {
    return Draws.of(seed, LABEL_STREAM, example / DIGITS).permutation(DIGITS)[example % DIGITS];
  }

  /** Draws a digit in one of its styles: gives the share of each pixel that ink covers, from 0 to 1. */
  private static double[] draw(int digit, Draws hand) {
    double[][][] styles = STROKES[digit];
    double radius = Trait.PEN_RADIUS.of(hand);
    double[] cover = new double[SIDE * SIDE];
    for (double[] stroke : styles[hand.below(STYLE_PLACE, styles.length)]) {
      double[] path = placed(stroke, hand);
      double x = path[0];
      double y = path[1];
      for (int point = 0; point < path.length / 2 - 1; point++) {
        for (int piece = 1; piece <= PIECES; piece++) {
          double t = piece / (double) PIECES;
          double nextX = curve(path, 0, point, t);
          double nextY = curve(path, 1, point, t);
          line(cover, x, y, nextX, nextY, radius);
          x = nextX;
          y = nextY;
        }
      }
    }
    return cover;
  }

  /** The points of a stroke where this hand puts them, in pixels. */
  private static double[] placed(double[] stroke, Draws hand) {
    double height = Trait.HEIGHT.of(hand);
    double width = height * Trait.ASPECT.of(hand);
    double slant = Trait.SLANT.of(hand);
    // StrictMath, here and below, gives the same bits on every machine, so a seed means the same pictures everywhere.
    double cos = StrictMath.cos(Trait.TILT.of(hand));
    double sin = StrictMath.sin(Trait.TILT.of(hand));
    double centreX = (SIDE - 1) / 2.0 + Trait.SHIFT_X.of(hand);
    double centreY = (SIDE - 1) / 2.0 + Trait.SHIFT_Y.of(hand);
    double[] path = new double[stroke.length];
    for (int i = 0; i < stroke.length; i += 2) {
      double x = stroke[i];
      double y = stroke[i + 1];
      double up = (0.5 - y - bend(hand, 1, x, y)) * height;
      double right = (x - 0.5 + bend(hand, 0, x, y)) * width + slant * up;
      path[i] = centreX + cos * right + sin * up;
      path[i + 1] = centreY + sin * right - cos * up;
    }
    return path;
  }

  /** Displacement of a point along one axis (0 for x, 1 for y): a slow wave, so that strokes that meet still meet. */
  private static double bend(Draws hand, int axis, double x, double y) {
    int place = BEND_PLACE + 4 * axis;
    double size = hand.uniform(place, 0, BEND);
    double alongX = hand.uniform(place + 1, -BEND_FREQUENCY, BEND_FREQUENCY);
    double alongY = hand.uniform(place + 2, -BEND_FREQUENCY, BEND_FREQUENCY);
    double phase = hand.uniform(place + 3, 0, 2 * Math.PI);
    return size * StrictMath.sin(alongX * x + alongY * y + phase);
  }

  /** One coordinate of the Catmull–Rom curve from a point of the path to the next; the ends count as their own neighbours. */
  private static double curve(double[] path, int axis, int point, double t) {
    int last = path.length / 2 - 1;
    double before = path[2 * Math.max(point - 1, 0) + axis];
    double from = path[2 * point + axis];
    double to = path[2 * (point + 1) + axis];
    double after = path[2 * Math.min(point + 2, last) + axis];
    double leave = (to - before) / 2;
    double arrive = (after - from) / 2;
    return from + t * (leave + t * (3 * (to - from) - 2 * leave - arrive + t * (2 * (from - to) + leave + arrive)));
  }

  /** Draws a straight piece: a pixel is covered as far as its centre lies inside the pen, with an edge one pixel soft. */
  private static void line(double[] cover, double x0, double y0, double x1, double y1, double radius) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double lengthSquared = dx * dx + dy * dy;
    double reach = radius + 0.5;
    int top = (int) Math.max(0, Math.ceil(Math.min(y0, y1) - reach));
    int bottom = (int) Math.min(SIDE - 1, Math.floor(Math.max(y0, y1) + reach));
    int left = (int) Math.max(0, Math.ceil(Math.min(x0, x1) - reach));
    int right = (int) Math.min(SIDE - 1, Math.floor(Math.max(x0, x1) + reach));
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double along = Math.min(1, Math.max(0, ((column - x0) * dx + (row - y0) * dy) / lengthSquared));
        double offX = column - x0 - along * dx;
        double offY = row - y0 - along * dy;
        double covered = Math.min(1, reach - Math.sqrt(offX * offX + offY * offY));
        int pixel = row * SIDE + column;
        if (covered > cover[pixel]) cover[pixel] = covered;
      }
    }
  }

  /** Turns cover into grey levels with noise, each rounded and kept within 0 and 255. */
  private static void scan(double[] cover, Draws hand, byte[] pixels, int offset) {
    double ink = Trait.INK.of(hand);
    for (int pixel = 0; pixel < cover.length; pixel++) {
      double grey = ink * cover[pixel] + hand.uniform(NOISE_PLACE + pixel, -NOISE, NOISE);
      pixels[offset + pixel] = (byte) Math.round(Math.min(255, Math.max(0, grey)));
    }
  }
}
