package dev.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every colour of writing and of lines has a contrast of at least 4.5 (WCAG 2.1, 1.4.3) to what it stands on, by day and by night. */
class StyleTest {
  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9]+):(#[0-9a-f]+|\\d+,\\d+,\\d+)[;}]");
  private static final List<String> INKS = List.of("ink", "soft", "link", "c1", "c2", "c3", "c4", "c5", "c6", "well", "warning", "fault");

  static Stream<String> modes() {
    String sheet = Style.SHEET;
    int dark = sheet.indexOf("@media (prefers-color-scheme:dark)");
    int print = sheet.indexOf("@media print");
    return Stream.of(sheet.substring(0, dark), sheet.substring(dark, sheet.indexOf("*{box-sizing")), sheet.substring(print));
  }

  private static double[] rgb(String colour) {
    if (!colour.startsWith("#")) return Stream.of(colour.split(",")).mapToDouble(Double::parseDouble).toArray();
    String hex = colour.length() == 4 ? colour.replaceAll("#(.)(.)(.)", "#$1$1$2$2$3$3") : colour;
    return new double[] {Integer.parseInt(hex.substring(1, 3), 16), Integer.parseInt(hex.substring(3, 5), 16), Integer.parseInt(hex.substring(5, 7), 16)};
  }

  private static double luminance(double... rgb) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int c = 0; c < 3; c++) {
      double share = rgb[c] / 255;
      sum += weights[c] * (share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static double contrast(double[] a, double[] b) {
    double first = luminance(a) + 0.05;
    double second = luminance(b) + 0.05;
    return Math.max(first, second) / Math.min(first, second);
  }

  private static double[] over(double[] colour, double alpha, double[] under) {
    double[] mixed = new double[3];
    for (int c = 0; c < 3; c++) mixed[c] = alpha * colour[c] + (1 - alpha) * under[c];
    return mixed;
  }

  @ParameterizedTest
  @MethodSource("modes")
  void contrastIsEnough(String sheet) {
    Map<String, String> colours = new HashMap<>();
    for (Matcher m = COLOUR.matcher(sheet); m.find();) colours.putIfAbsent(m.group(1), m.group(2));
    assertThat(colours).containsKeys(INKS.toArray(String[]::new));

    for (String ground : List.of("paper", "panel")) {
      for (String ink : INKS) {
        assertThat(contrast(rgb(colours.get(ink)), rgb(colours.get(ground)))).as("%s %s on %s %s", ink, colours.get(ink), ground, colours.get(ground))
            .isGreaterThan(4.5);
      }
    }
    for (String heat : List.of("right", "wrong")) {
      double[] deepest = over(rgb(colours.get(heat)), 0.56, rgb(colours.get("paper")));
      assertThat(contrast(rgb(colours.get("ink")), deepest)).as("ink on the deepest cell that is %s", heat).isGreaterThan(4.5);
    }
  }
}
