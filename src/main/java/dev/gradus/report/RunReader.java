package dev.gradus.report;

import dev.gradus.data.Dataset;
import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.explain.Importance;
import dev.gradus.kernel.Matrix;
import dev.gradus.model.Model;
import dev.gradus.prepare.Inputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Takes a model, its examples and what was noted of its run, gives the {@link Report}.
 *
 * <pre>{@code
 * Report report = RunReader.of(model, "Penguins").history(epochs).examples(Part.VALIDATION, validation).report();
 * }</pre>
 *
 * <p>Only what is given is told of. One thread at a time.
 */
public final class RunReader {
  private static final int MOST_UNITS = 64;

  private final Model model;
  private final String title;
  private String version = "development build";
  private Instant made = Instant.now();
  private Optional<String> source = Optional.empty();
  private List<Epoch> history = List.of();
  private Optional<Judgement> judgement = Optional.empty();
  private List<Importance> importances = List.of();
  private List<PixelAttribution> attributions = List.of();
  private List<Health> health = List.of();
  private Optional<List<Finding>> findings = Optional.empty();
  private Map<String, Object> configuration = Map.of();
  private final List<String> notices = new ArrayList<>();

  private RunReader(Model model, String title) {
    this.model = model;
    this.title = title;
  }

  /** A reader of a run. @param model read, and to stay open until {@link #report} has returned */
  public static RunReader of(Model model, String title) {
    return new RunReader(model, title);
  }

  /** The version of the program; without it, that of the build is not known. */
  public RunReader version(String text) {
    version = text;
    return this;
  }

  /** When the report is made; without it, now. */
  public RunReader made(Instant when) {
    made = when;
    return this;
  }

  /** The name of the source; without it, what the model's provenance says. */
  public RunReader source(String name) {
    source = Optional.of(name);
    return this;
  }

  public RunReader history(List<Epoch> epochs) {
    history = List.copyOf(epochs);
    return this;
  }

  /**
   * Judges the model on some examples.
   *
   * @param examples with raw inputs, read at once
   */
  public RunReader examples(Part part, Dataset examples) {
    judgement = Optional.of(new Judge(model, part, examples).judgement());
    return this;
  }

  public RunReader importances(List<Importance> largestFirst) {
    importances = List.copyOf(largestFirst);
    return this;
  }

  public RunReader attributions(List<PixelAttribution> ofPixels) {
    attributions = List.copyOf(ofPixels);
    return this;
  }

  /**
   * Explains the model by some examples: of a table how important each column is, of images what each pixel adds.
   *
   * @param examples with raw inputs; at most 2,000 rows, or 100 images, are read, fewer of many columns; of too many a notice says that it is left out
   */
  public RunReader explainedBy(Dataset examples) {
    Explanations explanations = new Explanations(model, examples);
    explanations.notice().ifPresent(this::notice);
    return importances(explanations.importances()).attributions(explanations.attributions());
  }

  public RunReader health(List<Health> overTime) {
    health = List.copyOf(overTime);
    return this;
  }

  /** What was found; an empty list says that it was looked for. */
  public RunReader findings(List<Finding> found) {
    findings = Optional.of(List.copyOf(found));
    return this;
  }

  public RunReader configuration(Map<String, Object> options) {
    configuration = new LinkedHashMap<>(options);
    return this;
  }

  /** Says what the report does not show, and why. */
  public RunReader notice(String text) {
    notices.add(text);
    return this;
  }

  /** The report of what was given. */
  public Report report() {
    Map<String, Object> provenance = model.provenance();
    Object noted = provenance.getOrDefault("data", "data that is not named");
    Subject subject = new Subject(title, source.orElse(noted.toString()), model.schema(), model.network());
    OptionalInt kept = provenance.get("kept_epoch") instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    return new Report(subject, version, made, history, kept, judgement, weights(), importances, attributions, health, findings, configuration, provenance,
        notices);
  }

  /** W¹, a picture for each unit, of the first units. */
  private List<Picture> weights() {
    List<Picture> pictures = new ArrayList<>();
    if (!(model.schema().inputs() instanceof Inputs.Pixels pixels)) return pictures;
    Matrix W = model.parameters().tensors().get("W1");
    double[] one = new double[1];
    for (int unit = 0; unit < Math.min(MOST_UNITS, W.rows()); unit++) {
      float[] values = new float[W.columns()];
      for (int k = 0; k < values.length; k++) {
        W.get((long) k * W.rows() + unit, one, 0, 1);
        values[k] = (float) one[0];
      }
      pictures.add(Picture.of(pixels.height(), pixels.width(), values));
    }
    return pictures;
  }
}
