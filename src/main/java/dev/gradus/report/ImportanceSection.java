package dev.gradus.report;

import dev.gradus.explain.Importance;
import dev.gradus.prepare.Target;
import java.util.List;
import java.util.stream.Collectors;

/** What the answers depend on. */
final class ImportanceSection implements Section {
  static final int MOST = 20;
  private static final int LETTERS = 28;

  private final Report report;

  ImportanceSection(Report report) {
    this.report = report;
  }

  @Override
  public String id() {
    return "importance";
  }

  @Override
  public String title() {
    return "Importance";
  }

  @Override
  public boolean isKnown() {
    return !report.importances().isEmpty() || !report.attributions().isEmpty();
  }

  @Override
  public void write(Html html) {
    List<Importance> all = report.importances();
    if (!all.isEmpty()) {
      html.leaf("p",
          "How much the loss rises when the cells of a column are shuffled among the rows: the model then has to do without it. The lines are a standard "
          + "deviation over repeats. Columns that say the same stand in for each other, and both look unimportant.", "class", "about");
      List<Bars.Row> rows = all.stream().limit(MOST).map(one -> new Bars.Row(one.column(), one.mean(), one.deviation())).toList();
      String words = rows.stream().map(row -> PlainText.cut(row.name(), 60) + " " + Numbers.digits(row.length()) + " ± " + Numbers.digits(row.deviation()))
          .collect(Collectors.joining("; "));
      html.open("div", "class", "wide");
      Bars.lying(html, "Importance of columns", all.size() > MOST ? "the first " + MOST + " of " + all.size() : "", words + ".", "rise of the loss", rows);
      html.close();
    }
    List<PixelAttribution> pixels = report.attributions();
    if (pixels.isEmpty()) return;
    double largest = pixels.stream().mapToDouble(one -> one.picture().largest()).max().orElse(0);
    html.leaf("p", ofPixels(report.subject().schema().target()), "class", "about");
    html.open("ul", "class", "pictures attributed");
    for (PixelAttribution one : pixels) {
      Picture picture = one.picture();
      html.open("li").empty("img", "class", "pixels", "src", Palette.diverging(picture, largest), "width", Integer.toString(picture.width()), "height",
          Integer.toString(picture.height()), "alt", "What each pixel adds to " + one.answer()).leaf("span", PlainText.cut(one.answer(), LETTERS), "class",
              "told");
      html.close();
    }
    html.close();
  }

  private static String ofPixels(Target target) {
    boolean classes = target instanceof Target.Classes;
    String what = classes ? "class" : target instanceof Target.Labels ? "label" : "value";
    return "What the ink of each pixel adds to the output for a " + what + ", on average over some examples" + (classes ? " of that class" : "")
        + " (integrated gradients, against an empty image): orange speaks for "
        + (what.equals("value") ? "a larger value, blue for a smaller one." : "the " + what + ", blue against it.");
  }
}
