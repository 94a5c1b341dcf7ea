package dev.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** How it went, from epoch to epoch. */
final class CurvesSection implements Section {
  private static final int MOST_ROWS = 30;
  private static final List<String> SECOND = List.of("accuracy", "r2", "f1_macro");

  private final Report report;
  private final List<Epoch> history;

  CurvesSection(Report report) {
    this.report = report;
    history = report.history();
  }

  @Override
  public String id() {
    return "curves";
  }

  @Override
  public String title() {
    return "Learning curves";
  }

  @Override
  public boolean isKnown() {
    return !history.isEmpty();
  }

  @Override
  public void write(Html html) {
    html.open("p", "class", "about")
        .text("Figures of training are those of the batches as they came, before each step and with penalties and dropout; those of "
        + "validation are of the model at the end of the epoch.");
    if (report.kept().isPresent() && report.kept().getAsInt() < history.size()) {
      html.text(" The model is that of epoch " + Numbers.count(report.kept().getAsInt()) + ", marked by the upright line.");
    }
    html.close();
    html.open("div", "class", "plots");
    marked(new LinePlot("Loss", "epoch", "loss").fromZero().line(series("training", e -> get(e.train(), "loss"))).line(
        series("validation", e -> get(e.validation(), "loss")))).write(html);
    second().ifPresent(name -> {
      double factor = name.equals("r2") ? 1 : 100;
      LinePlot plot = new LinePlot(sentence(Numbers.name(name)), "epoch", Numbers.name(name) + (factor == 1 ? "" : ", %"));
      marked(plot.line(series("training", e -> factor * get(e.train(), name))).line(series("validation", e -> factor * get(e.validation(), name)))).write(html);
    });
    if (history.stream().mapToDouble(Epoch::rate).distinct().count() > 1) {
      new LinePlot("Learning rate", "epoch", "η").fromZero().unnamed().line(series("rate", Epoch::rate)).write(html);
    }
    html.close();
    table(html);
  }

  private LinePlot marked(LinePlot plot) {
    return report.kept().isPresent() && report.kept().getAsInt() < history.size() ? plot.mark(report.kept().getAsInt()) : plot;
  }

  private static String sentence(String name) {
    return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
  }

  private java.util.Optional<String> second() {
    Epoch last = history.get(history.size() - 1);
    return SECOND.stream().filter(name -> last.train().containsKey(name) || last.validation().containsKey(name)).findFirst();
  }

  private static double get(Map<String, Double> figures, String name) {
    return figures.getOrDefault(name, Double.NaN);
  }

  private Series series(String name, ToDoubleFunction<Epoch> value) {
    return new Series(name, history.stream().mapToDouble(Epoch::number).toArray(), history.stream().mapToDouble(value).toArray());
  }

  /** The epochs as numbers: all of them, or of many some, evenly, and the last. */
  private void table(Html html) {
    List<String> heads = new ArrayList<>(List.of("epoch", "training loss"));
    boolean validated = history.stream().anyMatch(e -> e.validation().containsKey("loss"));
    if (validated) heads.add("validation loss");
    second().ifPresent(name -> {
      heads.add("training " + Numbers.name(name));
      if (validated) heads.add("validation " + Numbers.name(name));
    });
    heads.add("rate");
    heads.add("time");
    int every = (history.size() + MOST_ROWS - 1) / MOST_ROWS;
    Table table = new Table(every == 1 ? "All epochs" : "Every " + every + " epochs", heads);
    for (int i = 0; i < history.size(); i++) {
      if (i % every == 0 || i == history.size() - 1) table.row(row(history.get(i), validated));
    }
    html.open("details").leaf("summary", "The epochs as a table");
    table.write(html);
    html.close();
  }

  private List<String> row(Epoch epoch, boolean validated) {
    List<String> row = new ArrayList<>(List.of(Integer.toString(epoch.number()), figure(epoch.train(), "loss")));
    if (validated) row.add(figure(epoch.validation(), "loss"));
    second().ifPresent(name -> {
      row.add(figure(epoch.train(), name));
      if (validated) row.add(figure(epoch.validation(), name));
    });
    row.add(Numbers.digits(epoch.rate()));
    row.add(Numbers.seconds(epoch.seconds()));
    return row;
  }

  private static String figure(Map<String, Double> figures, String name) {
    OptionalDouble value = figures.containsKey(name) ? OptionalDouble.of(figures.get(name)) : OptionalDouble.empty();
    return value.isPresent() ? Numbers.figure(name, value.getAsDouble()) : "–";
  }
}
