package dev.gradus.cli;

import dev.gradus.metrics.Evaluation;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.Callback;
import dev.gradus.train.Divergence;
import dev.gradus.train.DivergedException;
import dev.gradus.train.EpochRecord;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.List;
import java.util.Map;

/**
 * Takes the events of a run, gives a line for every epoch on standard output, and on standard error a progress line: living on a terminal, a plain one every ten
 * seconds elsewhere.
 */
final class Progress implements Callback {
  private static final long LIVE = 200_000_000L;
  private static final long PLAIN = 10_000_000_000L;
  private static final int USUAL_COLUMNS = 80;

  private final PrintWriter out;
  private final PrintWriter err;
  private final int epochs;
  private final int batchSize;
  private final boolean json;
  private final boolean terminal = terminal();
  private final LiveView view;
  private final long begin = System.nanoTime();
  private long shown = begin;
  private int linesOpen;

  Progress(PrintWriter out, PrintWriter err, int epochs, int batchSize, boolean json) {
    this.out = out;
    this.err = err;
    this.epochs = epochs;
    this.batchSize = batchSize;
    this.json = json;
    this.view = new LiveView(epochs, Integer.getInteger("gradus.columns", USUAL_COLUMNS));
  }

  static boolean terminal() {
    String told = System.getProperty("gradus.terminal");
    return told != null ? told.equals("true") : System.console() != null;
  }

  @Override
  public void step(int epoch, int batch, int batches, double loss) {
    // A look at the clock costs as much as a tenth of a small step.
    if ((batch & 31) != 0) return;
    long now = System.nanoTime();
    if (now - shown < (terminal ? LIVE : PLAIN)) return;
    shown = now;
    double done = (epoch - 1 + (double) batch / batches) / epochs;
    double elapsed = (now - begin) / 1e9;
    double rate = ((epoch - 1.0) * batches + batch) * batchSize / elapsed;
    String left = time(elapsed / done - elapsed);
    if (terminal) {
      draw(view.lines(new LiveView.Now(epoch, batch, batches, loss, rate, left)));
    } else {
      err.println(String.format(Locale.ROOT, "epoch %d/%d, batch %,d/%,d, loss %.4g, %,.0f examples/s, %s left", epoch, epochs, batch, batches, loss, rate, left));
    }
  }

  @Override
  public void resumed(List<EpochRecord> epochs, List<String> others) {
    view.resumed(epochs);
    others.forEach(other -> err.println("notice: " + other));
  }

  @Override
  public void diverged(DivergedException what, Divergence reaction) {
    clear();
    err.println("notice: " + what.getMessage() + (reaction == Divergence.STOP ? " The run ends with the model of the epoch before."
        : " Going back to the beginning of the epoch, and on with half the rate."));
  }

  @Override
  public void epoch(EpochRecord record) {
    clear();
    view.epoch(record);
    out.println(json ? JsonWriter.write(event(record)) : line(record));
    out.flush();
  }

  private void draw(List<String> lines) {
    err.print(erased() + String.join("\n", lines));
    err.flush();
    linesOpen = lines.size();
  }

  /** Takes the living lines away. */
  void clear() {
    if (linesOpen == 0) return;
    err.print(erased());
    err.flush();
    linesOpen = 0;
  }

  /** What takes the open lines away: up to the first of them, and all from there. */
  private String erased() {
    return "\r" + (linesOpen > 1 ? "\u001b[" + (linesOpen - 1) + "A" : "") + "\u001b[J";
  }

  private String line(EpochRecord record) {
    String validation = record.validation().map(e -> "  validation " + Figures.line(e)).orElse("");
    String accuracy = record.train().containsKey("accuracy") ? String.format(Locale.ROOT, ", accuracy %.2f %%", 100 * record.train().get("accuracy")) : "";
    return String.format(Locale.ROOT, "epoch %" + Integer.toString(epochs).length() + "d/%d  train loss %.5g%s%s  %.2f s  %,.0f examples/s", record.epoch(),
        epochs, record.trainLoss(), accuracy, validation, record.seconds(), record.examplesPerSecond());
  }

  /** The epoch as one JSON object. */
  static Map<String, Object> event(EpochRecord record) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "epoch");
    event.put("epoch", record.epoch());
    event.put("steps", record.steps());
    record.train().forEach((name, value) -> event.put("train_" + name, value));
    record.validation().map(Evaluation::figures).ifPresent(figures -> figures.forEach((name, value) -> event.put("validation_" + name, value)));
    event.put("rate", record.rate());
    event.put("seconds", record.seconds());
    event.put("examples_per_second", record.examplesPerSecond());
    return event;
  }

  /** A time for people. */
  static String time(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) return s + " s";
    return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s / 60 % 60 + " min";
  }
}
