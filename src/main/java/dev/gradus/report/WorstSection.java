package dev.gradus.report;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The examples with the largest loss: what the model finds hardest, or whose target is wrong. */
final class WorstSection implements Section {
  static final int LETTERS = 28;
  static final int MOST_COLUMNS = 20;

  private final Report report;
  private final List<WorstExample> worst;

  WorstSection(Report report) {
    this.report = report;
    worst = report.judgement().map(Judgement::worst).orElse(List.of());
  }

  @Override
  public String id() {
    return "worst";
  }

  @Override
  public String title() {
    return "Worst examples";
  }

  @Override
  public boolean isKnown() {
    return !worst.isEmpty();
  }

  @Override
  public void write(Html html) {
    String part = report.judgement().orElseThrow().part().word();
    html.leaf("p", "The " + part + " examples with the largest loss. Either they are hard, or their target is wrong: worth a look. Numbers count the "
        + report.subject().noun() + "s of their source from 1.", "class", "about");
    if (worst.stream().allMatch(example -> example.picture().isPresent())) {
      pictures(html);
    } else {
      table(html);
    }
  }

  private void pictures(Html html) {
    html.open("ul", "class", "pictures");
    for (WorstExample example : worst) {
      Picture picture = example.picture().orElseThrow();
      html.open("li").empty("img", "class", "pixels", "src", Palette.grey(picture), "width", Integer.toString(picture.width()), "height",
          Integer.toString(picture.height()), "alt", "Example " + example.row() + ", which is " + example.actual() + " and is taken for "
              + example.predicted());
      html.open("span", "class", "told").text(PlainText.cut(example.actual(), LETTERS)).leaf("span", " → ", "class", "arrow")
          .leaf("b", PlainText.cut(example.predicted(), LETTERS)).close();
      if (example.probability().isPresent()) html.leaf("small", Numbers.shortPercent(example.probability().getAsDouble()) + " sure");
      html.leaf("small", "loss " + Numbers.decimals(example.loss(), 2));
      html.leaf("small", "example " + example.row());
      html.close();
    }
    html.close();
  }

  /** Says that not all columns are shown. */
  static String first(int columns) {
    return "The first " + MOST_COLUMNS + " of " + columns + " columns are shown.";
  }

  private void table(Html html) {
    List<Column> named = report.subject().schema().inputs() instanceof Inputs.Columns columns ? columns.columns() : List.of();
    Optional<Boolean> sure = worst.stream().map(example -> example.probability().isPresent()).findFirst();
    List<String> heads = new ArrayList<>(List.of(report.subject().noun(), "actual", "predicted"));
    if (sure.orElse(false)) heads.add("sure");
    heads.add("loss");
    int first = heads.size();
    named.stream().limit(MOST_COLUMNS).forEach(column -> heads.add(PlainText.cut(column.name(), LETTERS)));
    Table table = new Table("The " + Numbers.counted(worst.size(), "example") + " with the largest loss", heads)
        .words(j -> j < 3 || j >= first && named.get(j - first).type() != ColumnType.NUMBER);
    for (WorstExample example : worst) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(example.row()), PlainText.cut(example.actual(), LETTERS), PlainText.cut(example.predicted(),
          LETTERS)));
      if (sure.orElse(false)) row.add(Numbers.shortPercent(example.probability().orElse(0)));
      row.add(Numbers.digits(example.loss()));
      example.cells().stream().limit(MOST_COLUMNS).forEach(cell -> row.add(PlainText.cut(cell, LETTERS)));
      table.row(row);
    }
    table.write(html);
    if (named.size() > MOST_COLUMNS) html.leaf("p", first(named.size()), "class", "note");
  }
}
