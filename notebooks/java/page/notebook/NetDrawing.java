package notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small net as circles and lines, with paths through it in colour. */
public final class NetDrawing implements Drawing {
  private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#00795a", "#a3407c", "#7a5c00", "#444444");
  private static final List<String> DASHES = List.of("", "8 3", "2 3", "9 3 2 3", "4 2", "14 4");
  private static final int BETWEEN = 150;
  private static final int APART = 62;

  private final String title;
  private final int[] units;
  private final List<int[]> paths = new ArrayList<>();

  private NetDrawing(String title, int[] units) {
    this.title = title;
    this.units = units;
  }

  /** @param units of the input, the hidden layers and the output */
  public static NetDrawing of(String title, int... units) {
    return new NetDrawing(title, units.clone());
  }

  /** A path: the number of its unit in each layer, from 0. */
  public NetDrawing path(int... unit) {
    paths.add(unit.clone());
    return this;
  }

  @Override
  public String title() {
    String widths = String.join(", ", Arrays.stream(units).mapToObj(Integer::toString).toList());
    return title + ": a net of " + widths + " units, and " + paths.size() + " paths through it";
  }

  @Override
  public String svg() {
    StringBuilder to = new StringBuilder(Drawing.text(12, 24, "start", "font-weight='bold'", title));
    for (int l = 1; l < units.length; l++) {
      for (int j = 0; j < units[l]; j++) {
        for (int k = 0; k < units[l - 1]; k++) line(to, l, k, j, 0, "#ccc", 1, "");
      }
    }
    for (int p = 0; p < paths.size(); p++) {
      double shift = 4.0 * (p - (paths.size() - 1) / 2.0);
      for (int l = 1; l < units.length; l++) line(to, l, paths.get(p)[l - 1], paths.get(p)[l], shift, COLOURS.get(p % 6), 2.5, DASHES.get(p % 6));
    }
    for (int l = 0; l < units.length; l++) {
      for (int j = 0; j < units[l]; j++) {
        to.append("<circle cx='").append(x(l)).append("' cy='").append(Drawing.number(y(l, j))).append("' r='16' fill='#fff' stroke='#555'/>");
        to.append(Drawing.text(x(l), y(l, j) + 4, "middle", "font-size='12'", Integer.toString(j)));
      }
      String name = l == 0 ? "input" : l == units.length - 1 ? "layer " + l + ", output" : "layer " + l;
      to.append(Drawing.text(x(l), height() - 12, "middle", "fill='#555' font-size='12'", name));
    }
    return frame(to);
  }

  @Override
  public int width() {
    return Math.max(120 + (units.length - 1) * BETWEEN, 8 * title.length() + 24);
  }

  @Override
  public int height() {
    return 60 + most() * APART;
  }

  private int most() {
    return Arrays.stream(units).max().orElse(1);
  }

  private void line(StringBuilder to, int l, int k, int j, double shift, String colour, double thick, String dash) {
    to.append("<path d='M").append(x(l - 1)).append(' ').append(Drawing.number(y(l - 1, k) + shift)).append('L').append(x(l)).append(' ')
        .append(Drawing.number(y(l, j) + shift)).append("' stroke='").append(colour).append("' stroke-width='").append(thick).append("' stroke-dasharray='")
        .append(dash).append("'/>");
  }

  private static int x(int l) {
    return 56 + l * BETWEEN;
  }

  private double y(int l, int j) {
    return 36 + APART / 2.0 + (most() - units[l]) * APART / 2.0 + j * APART;
  }
}
