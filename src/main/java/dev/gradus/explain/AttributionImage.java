package dev.gradus.explain;

import dev.gradus.prepare.Inputs;
import java.util.List;
import java.util.Locale;

/**
 * What the pixels of an image contribute, drawn: orange where a pixel speaks for the answer, blue where it speaks against it, the stronger the more; white is
 * nothing. People who see colours differently tell the two apart (they are the ends of diverging scales of Harrower and Brewer, "ColorBrewer.org", The
 * Cartographic Journal 40, 2003).
 *
 * @param pixels the shape
 * @param contributions one for each pixel, row by row
 */
public record AttributionImage(Inputs.Pixels pixels, List<Double> contributions) {
  private static final int[] FOR = {0xb3, 0x58, 0x06};
  private static final int[] AGAINST = {0x21, 0x66, 0xac};
  private static final int SIDE = 560;

  public AttributionImage {
    if (contributions.size() != pixels.count()) {
      throw new IllegalArgumentException(contributions.size() + " contributions were given for " + pixels + "; there must be " + pixels.count());
    }
    contributions = List.copyOf(contributions);
  }

  private double most() {
    double most = 0;
    for (double one : contributions) most = Math.max(most, Math.abs(one));
    return most;
  }

  /**
   * An SVG document, or an element for a page.
   *
   * @param title what it shows, for people who see it and those who hear it; any text
   */
  public String svg(String title) {
    double most = most();
    double unit = (double) SIDE / Math.max(pixels.width(), pixels.height());
    String text = escaped(title);
    StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%.0f\" "
        + "height=\"%.0f\" role=\"img\" aria-label=\"%s\" shape-rendering=\"crispEdges\">%n<title>%s</title>%n", pixels.width(), pixels.height(), pixels.width() * unit,
        pixels.height() * unit, text, text));
    svg.append(String.format(Locale.ROOT, "<desc>Orange speaks for it, blue against it; the strongest pixel contributes %.3g.</desc>%n", most));
    svg.append(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", pixels.width(), pixels.height()));
    for (int y = 0; y < pixels.height(); y++) {
      for (int x = 0; x < pixels.width();) {
        String colour = colour(y, x, most);
        int end = x + 1;
        while (end < pixels.width() && colour(y, end, most).equals(colour)) end++;
        if (!colour.equals("#ffffff")) {
          svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"1\" fill=\"%s\"/>%n", x, y, end - x, colour));
        }
        x = end;
      }
    }
    return svg.append("</svg>").append(System.lineSeparator()).toString();
  }

  private String colour(int y, int x, double most) {
    double one = contributions.get(y * pixels.width() + x);
    int[] end = one > 0 ? FOR : AGAINST;
    double share = most > 0 ? Math.abs(one) / most : 0;
    StringBuilder colour = new StringBuilder("#");
    for (int part : end) colour.append(String.format("%02x", Math.round(255 + share * (part - 255))));
    return colour.toString();
  }

  /** Text for XML; characters that it cannot have become a mark. */
  private static String escaped(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x{FFFE}\\x{FFFF}\\p{Cs}]", "\uFFFD")
        .replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  /**
   * A drawing in characters, coarser when the image is wide: {@code ░▒▓█} for pixels that speak for the answer, {@code .:=#} for those against it.
   *
   * @param columns at most so many blocks in a line, each two characters wide; at least 1
   */
  public String blocks(int columns) {
    int side = Math.max(1, (pixels.width() + columns - 1) / columns);
    int wide = (pixels.width() + side - 1) / side;
    int high = (pixels.height() + side - 1) / side;
    double[] sums = new double[wide * high];
    for (int i = 0; i < contributions.size(); i++) sums[i / pixels.width() / side * wide + i % pixels.width() / side] += contributions.get(i);
    double most = 0;
    for (double sum : sums) most = Math.max(most, Math.abs(sum));
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < high; y++) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < wide; x++) {
        double share = most > 0 ? sums[y * wide + x] / most : 0;
        char mark = (share > 0 ? " ░▒▓█" : " .:=#").charAt((int) Math.round(4 * Math.abs(share)));
        line.append(mark).append(mark);
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
