package dev.gradus.report;

import dev.gradus.diagnose.HealthJson;
import dev.gradus.metrics.ConfusionMatrix;
import dev.gradus.metrics.Evaluation;
import dev.gradus.store.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a report, gives its facts as one JSON object in one line. What is not known, and pictures, are left out. */
public final class JsonReport {
  /** How a report begins, by which it is known again. */
  static final String BEGINNING = "{\"generator\":\"gradus report\"";

  private JsonReport() {}

  /** The text of the report. */
  public static String write(Report report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("generator", "gradus report");
    all.put("title", report.subject().title());
    all.put("version", report.version());
    all.put("made", report.made().toString());
    all.put("source", report.subject().source());
    all.put("inputs", report.subject().schema().inputs().toString());
    all.put("target", report.subject().schema().target().name());
    all.put("network", report.subject().network().toString());
    all.put("parameters", report.subject().network().parameters());
    report.kept().ifPresent(epoch -> all.put("kept_epoch", epoch));
    all.put("history", report.history().stream().map(JsonReport::epoch).toList());
    report.judgement().ifPresent(judged -> all.put("judgement", judgement(judged)));
    if (!report.importances().isEmpty()) {
      all.put("importances", report.importances().stream().map(one -> object("column", one.column(), "mean", one.mean(), "deviation", one.deviation()))
          .toList());
    }
    if (!report.health().isEmpty()) all.put("health", report.health().stream().map(look -> HealthJson.map(look)).toList());
    report.findings().ifPresent(findings -> all.put("findings", findings.stream().map(finding -> HealthJson.map(finding)).toList()));
    all.put("configuration", report.configuration());
    all.put("provenance", report.provenance());
    all.put("notices", report.notices());
    return JsonWriter.write(all) + "\n";
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    return object;
  }

  private static Map<String, Object> epoch(Epoch epoch) {
    return object("epoch", epoch.number(), "train", epoch.train(), "validation", epoch.validation(), "rate", epoch.rate(), "seconds", epoch.seconds());
  }

  private static Map<String, Object> judgement(Judgement judged) {
    Map<String, Object> all = object("part", judged.part().word(), "examples", judged.evaluation().examples(), "figures", judged.evaluation().figures());
    if (judged.evaluation() instanceof Evaluation.OfClasses of) all.put("confusion", confusion(of.confusion()));
    judged.residuals().ifPresent(residuals -> all.put("error_quantiles", quantiles(residuals)));
    all.put("worst", judged.worst().stream().map(JsonReport::worst).toList());
    return all;
  }

  private static List<Object> quantiles(Residuals residuals) {
    List<Object> quantiles = new ArrayList<>();
    for (int q = 0; q < Residuals.SHARES.size(); q++) quantiles.add(object("share", Residuals.SHARES.get(q), "error", residuals.quantiles().get(q)));
    return quantiles;
  }

  private static Map<String, Object> confusion(ConfusionMatrix confusion) {
    List<Object> counts = new ArrayList<>();
    int n = confusion.labels().size();
    for (int a = 0; a < n; a++) {
      List<Object> row = new ArrayList<>();
      for (int p = 0; p < n; p++) row.add(confusion.count(a, p));
      counts.add(row);
    }
    return object("labels", confusion.labels(), "counts", counts);
  }

  private static Map<String, Object> worst(WorstExample example) {
    Map<String, Object> all = object("row", example.row(), "actual", example.actual(), "predicted", example.predicted());
    if (Double.isFinite(example.loss())) all.put("loss", example.loss());
    example.probability().ifPresent(probability -> all.put("probability", probability));
    if (!example.cells().isEmpty()) all.put("cells", example.cells());
    return all;
  }
}
