package dev.gradus.report;

import dev.gradus.explain.Importance;
import java.util.List;
import java.util.stream.Collectors;

/** What the answers depend on. */
final class ImportanceSection implements Section {
  private static final int MOST = 20;

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
    return !report.importances().isEmpty() || report.attribution().isPresent();
  }

  @Override
  public void write(Html html) {
    List<Importance> all = report.importances();
    if (!all.isEmpty()) {
      html.leaf("p", "How much the loss rises when the cells of a column are shuffled among the rows: the model then has to do without it. The lines are a standard "
          + "deviation over repeats. Columns that say the same stand in for each other, and both look unimportant.", "class", "about");
      List<Bars.Row> rows = all.stream().limit(MOST).map(one -> new Bars.Row(one.column(), one.mean(), one.deviation())).toList();
      String words = rows.stream().map(row -> PlainText.cut(row.name(), 60) + " " + Numbers.digits(row.length()) + " ± " + Numbers.digits(row.deviation()))
          .collect(Collectors.joining("; "));
      html.open("div", "class", "wide");
      Bars.lying(html, "Importance of columns", all.size() > MOST ? "the first " + MOST + " of " + all.size() : "", words + ".", "rise of the loss", rows);
      html.close();
    }
    report.attribution().ifPresent(picture -> {
      html.leaf("p", "How much each pixel adds to the output for the class that is predicted, or takes from it, on average over examples (integrated gradients). "
          + "The deeper the colour, the more depends on the place.", "class", "about");
      html.empty("img", "class", "pixels attribution", "src", Palette.diverging(picture, picture.largest()), "width", Integer.toString(picture.width()), "height",
          Integer.toString(picture.height()), "alt", "Mean size of the attribution of each pixel");
    });
  }
}
