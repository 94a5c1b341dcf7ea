package dev.gradus.cli;

import dev.gradus.train.EpochRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Takes the epochs of a run and where it is now, gives the few lines that live at the bottom of a terminal: how far it is, the losses drawn, and the best so far. */
final class LiveView {
  private static final int NARROW = 60;
  private static final int WIDEST = 120;
  /** Figures of which more is better, by what they are called; the first that a run has is drawn. */
  private static final List<String> MERITS = List.of("accuracy", "r2");

  private final int epochs;
  private final int columns;
  private final List<EpochRecord> history = new ArrayList<>();
  private final List<Double> steps = new ArrayList<>();

  /** @param columns of the terminal */
  LiveView(int epochs, int columns) {
    this.epochs = epochs;
    this.columns = Math.min(WIDEST, columns - 1);
  }

  /**
   * Where a run is.
   *
   * @param epoch and {@code batch}: their numbers, from 1
   * @param loss of the batch
   * @param rate examples a second
   * @param left time, for people
   */
  record Now(int epoch, int batch, int batches, double loss, double rate, String left) {}

  /** The run goes on after these epochs. */
  void resumed(List<EpochRecord> epochs) {
    history.clear();
    history.addAll(epochs);
  }

  /** An epoch has ended. */
  void epoch(EpochRecord record) {
    history.add(record);
    steps.clear();
  }

  /** The lines, none wider than the terminal. */
  List<String> lines(Now now) {
    steps.add(now.loss);
    List<String> lines = new ArrayList<>();
    lines.add(progress(now));
    if (columns < NARROW) return lines.stream().map(this::cut).toList();
    if (history.isEmpty()) {
      lines.add(line("batch loss", String.format(Locale.ROOT, "%.4g", now.loss), steps, ""));
      return lines;
    }
    lines.add(losses("train loss", EpochRecord::train, !validated()));
    if (validated()) lines.add(losses("validation loss", LiveView::validation, true));
    MERITS.stream().filter(merit -> judged(history.get(history.size() - 1)).containsKey(merit)).findFirst().ifPresent(merit -> lines.add(merit(merit)));
    return lines;
  }

  private String progress(Now now) {
    double done = (now.epoch - 1 + (double) now.batch / now.batches) / epochs;
    String words = String.format(Locale.ROOT, " %.0f %%, %,.0f examples/s, %s left", 100 * done, now.rate, now.left);
    String epoch = String.format("%-17s", "epoch " + now.epoch + "/" + epochs);
    int width = Math.max(0, columns - epoch.length() - words.length());
    int full = (int) Math.round(done * width);
    return cut(epoch + "█".repeat(full) + "░".repeat(width - full) + words);
  }

  private String losses(String name, Function<EpochRecord, Map<String, Double>> figures, boolean withBest) {
    List<Double> values = values("loss", figures);
    return line(name, String.format(Locale.ROOT, "%.4g", last(values)), values, withBest ? best(values, -1, "%.4g") : "");
  }

  private String merit(String name) {
    List<Double> values = values(name, LiveView::judged);
    String form = name.equals("accuracy") ? "%.2f %%" : "%.4f";
    double factor = name.equals("accuracy") ? 100 : 1;
    List<Double> shown = values.stream().map(value -> factor * value).toList();
    return line((validated() ? "validation " : "train ") + name, String.format(Locale.ROOT, form, last(shown)), values, best(shown, 1, form));
  }

  private List<Double> values(String name, Function<EpochRecord, Map<String, Double>> figures) {
    return history.stream().map(record -> figures.apply(record).getOrDefault(name, Double.NaN)).toList();
  }

  private static double last(List<Double> values) {
    return values.get(values.size() - 1);
  }

  private String line(String name, String value, List<Double> values, String best) {
    String words = String.format("%-20s %9s  ", name, value);
    return cut(words + Sparkline.of(values, columns - words.length() - best.length()) + best);
  }

  private String best(List<Double> values, int sign, String form) {
    int best = -1;
    for (int i = 0; i < values.size(); i++) {
      if (Double.isFinite(values.get(i)) && (best < 0 || sign * values.get(i) > sign * values.get(best))) best = i;
    }
    return best < 0 ? "" : String.format(Locale.ROOT, "  best " + form + " in epoch %d", values.get(best), history.get(best).epoch());
  }

  private boolean validated() {
    return history.get(0).validation().isPresent();
  }

  private static Map<String, Double> validation(EpochRecord record) {
    return record.validation().map(evaluation -> evaluation.figures()).orElse(Map.of());
  }

  /** The figures that say how good the model is: of validation, or else of training. */
  private static Map<String, Double> judged(EpochRecord record) {
    return record.validation().map(evaluation -> evaluation.figures()).orElse(record.train());
  }

  private String cut(String line) {
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
  }
}
