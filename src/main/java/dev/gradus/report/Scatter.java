package dev.gradus.report;

import java.util.Arrays;

/** Takes pairs of numbers, gives a plot with a point for each, and a line where they would be best. */
final class Scatter {
  private Scatter() {}

  /** Points, and the line y = x. Both axes have the same ends. */
  static void againstEqual(Html html, String title, String note, String description, String xTitle, String yTitle, double[] x, double[] y) {
    double low = Math.min(least(x), least(y));
    double high = Math.max(most(x), most(y));
    Frame plain = Frame.usual(16);
    Scale up = Scale.nice(low, high, 6, plain.bottom(), plain.top());
    Frame frame = plain.beside(up);
    Scale across = Scale.nice(low, high, 6, frame.left(), frame.right());
    Svg svg = Svg.figure(html, title, note, description, Frame.WIDTH, Frame.HEIGHT);
    frame.draw(svg, across, xTitle, up, yTitle);
    svg.line("reference", across.at(across.low()), up.at(across.low()), across.at(across.high()), up.at(across.high()));
    points(svg, x, y, across, up);
    svg.end();
  }

  /** Points, and the line y = 0. */
  static void againstZero(Html html, String title, String note, String description, String xTitle, String yTitle, double[] x, double[] y) {
    Frame plain = Frame.usual(16);
    Scale up = Scale.nice(Math.min(0, least(y)), Math.max(0, most(y)), 6, plain.bottom(), plain.top());
    Frame frame = plain.beside(up);
    Scale across = Scale.nice(least(x), most(x), 6, frame.left(), frame.right());
    Svg svg = Svg.figure(html, title, note, description, Frame.WIDTH, Frame.HEIGHT);
    frame.draw(svg, across, xTitle, up, yTitle);
    svg.line("reference", frame.left(), up.at(0), frame.right(), up.at(0));
    points(svg, x, y, across, up);
    svg.end();
  }

  private static void points(Svg svg, double[] x, double[] y, Scale across, Scale up) {
    svg.group("dots c1");
    for (int i = 0; i < x.length; i++) svg.circle("dot", across.at(x[i]), up.at(y[i]), 3);
    svg.endGroup();
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElse(0);
  }

  private static double most(double[] values) {
    return Arrays.stream(values).max().orElse(1);
  }
}
