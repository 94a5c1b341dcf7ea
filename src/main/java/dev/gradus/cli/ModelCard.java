package dev.gradus.cli;

import dev.gradus.model.Model;
import dev.gradus.net.Network;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Target;
import dev.gradus.report.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes a model, gives a model card in Markdown (Mitchell and others, "Model Cards for Model Reporting", 2019): what the model knows of itself, under the headings of
 * that paper. What only people know, its intended use and its limits, is marked as to be written.
 */
final class ModelCard {
  private static final List<String> TRAINING = List.of("optimizer", "schedule", "batch", "epochs", "kept_epoch", "ending", "regularization", "initializer", "shuffle", "seed", "type");
  private static final List<String> MACHINE = List.of("version", "java", "kernels", "processor", "threads");

  private ModelCard() {}

  static List<String> lines(Model model) {
    Map<String, Object> provenance = model.provenance();
    List<String> lines = new ArrayList<>();
    lines.add("# Model card: " + text(model.schema().target().name()));
    section(lines, "Model details", details(model));
    lines.addAll(List.of("", "## Intended use", "", "_To be written: what it is for, who uses it, and what it is not to be used for._"));
    section(lines, "Training data", data(provenance));
    inputs(lines, model);
    section(lines, "Training", chosen(provenance, TRAINING));
    section(lines, "Evaluation", evaluation(provenance));
    section(lines, "Machine", chosen(provenance, MACHINE));
    lines.addAll(List.of("", "`gradus verify` trains the model once more from the same data and says whether it has the same bits.", "", "## Ethical considerations, caveats", "",
        "_To be written: who is in the data and who is not, what a wrong answer costs, and for whom._"));
    return lines;
  }

  private static Map<String, Object> details(Model model) {
    Network network = model.network();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("network", network);
    details.put("parameters", String.format(Locale.ROOT, "%,d", network.parameters()));
    details.put("predicts", model.schema().target());
    if (model.schema().target() instanceof Target.Classes classes) details.put("classes", String.join(", ", classes.labels()));
    details.put("loss", network.head().loss());
    return details;
  }

  private static Map<String, Object> data(Map<String, Object> provenance) {
    Map<String, Object> data = chosen(provenance, List.of("data", "examples"));
    if (provenance.get(Verification.DATA) instanceof Map<?, ?> digests) {
      data.put("rows of the source", Figures.number(digests.get("examples")));
      data.put("digests of its columns", digests.get("columns") instanceof Map<?, ?> columns ? columns.size() : 0);
    }
    return data;
  }

  private static void inputs(List<String> lines, Model model) {
    if (!(model.schema().inputs() instanceof Inputs.Columns)) {
      lines.addAll(List.of("", "Inputs: " + text(model.schema().inputs()) + "."));
      return;
    }
    lines.addAll(List.of("", "| column | type | prepared as |", "| --- | --- | --- |"));
    for (Encoding encoding : model.preparation().encodings()) {
      lines.add("| " + text(encoding.column().name()) + " | " + encoding.column().type().word() + " | " + text(EncodingText.of(encoding)) + " |");
    }
  }

  private static Map<String, Object> evaluation(Map<String, Object> provenance) {
    Map<String, Object> figures = new LinkedHashMap<>();
    if (provenance.containsKey("train_loss")) figures.put("training loss", Figures.number(provenance.get("train_loss")));
    if (provenance.get("validation") instanceof Map<?, ?> validation) validation.forEach((name, value) -> figures.put("validation " + name, Figures.number(value)));
    if (provenance.containsKey("temperature")) figures.put("temperature of the probabilities", Figures.number(provenance.get("temperature")));
    return figures;
  }

  private static Map<String, Object> chosen(Map<String, Object> provenance, List<String> keys) {
    Map<String, Object> chosen = new LinkedHashMap<>();
    for (String key : keys) {
      if (provenance.containsKey(key)) chosen.put(key.replace('_', ' '), Figures.number(provenance.get(key)));
    }
    return chosen;
  }

  private static void section(List<String> lines, String heading, Map<String, Object> facts) {
    if (facts.isEmpty()) return;
    lines.addAll(List.of("", "## " + heading, "", "| | |", "| --- | --- |"));
    facts.forEach((name, value) -> lines.add("| " + text(name) + " | " + text(value) + " |"));
  }

  private static String text(Object value) {
    return Markdown.escaped(String.valueOf(value));
  }
}
