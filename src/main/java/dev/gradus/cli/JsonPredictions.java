package dev.gradus.cli;

import dev.gradus.data.PredictionSink;
import dev.gradus.data.PredictionWriter;
import dev.gradus.data.PredictionWriter.Digits;
import dev.gradus.data.PredictionWriter.Extra;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Target;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes predictions one after another, gives a line of JSON for each: cells that are passed through, what is predicted, what was asked for besides. */
final class JsonPredictions implements PredictionSink {
  private final Writer to;
  private final Digits digits;
  private final List<String> kept;
  private final boolean probabilities;
  private final boolean interval;
  private final List<String> labels;
  private final List<String> names;

  /** @param to kept, not closed here @param kept the names of the cells that are passed through */
  JsonPredictions(Writer to, Target target, Digits digits, List<String> kept, Set<Extra> extras) {
    this.to = to;
    this.digits = digits;
    this.kept = kept;
    probabilities = extras.contains(Extra.PROBABILITIES);
    interval = extras.contains(Extra.INTERVAL);
    labels = target instanceof Target.Labels several ? several.names() : List.of(target.name());
    List<String> all = new ArrayList<>(labels);
    if (interval) all.addAll(List.of("low", "high"));
    if (probabilities) all.add("probabilities");
    names = PredictionWriter.distinct(all, kept);
  }

  @Override
  public void add(Prediction prediction, Object[] cells) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int k = 0; k < cells.length; k++) object.put(kept.get(k), cell(cells[k]));
    List<Object> values = values(prediction);
    for (int k = 0; k < values.size(); k++) object.put(names.get(k), values.get(k));
    to.append(JsonWriter.write(object)).append('\n');
  }

  /** Text stays text, whatever it looks like. */
  private static Object cell(Object cell) {
    if (cell == null || cell instanceof Boolean || cell instanceof String) return cell;
    return cell instanceof Number number && Double.isFinite(number.doubleValue()) ? number : cell.toString();
  }

  private List<Object> values(Prediction prediction) {
    List<Object> values = new ArrayList<>();
    if (prediction.target() instanceof Target.Classes) {
      values.add(prediction.label());
    } else if (prediction.target() instanceof Target.Value) {
      values.add(digits.of(prediction.value()));
    } else {
      for (double p : prediction.outputs()) values.add(p > 0.5 ? 1 : 0);
    }
    if (interval) values.addAll(List.of(digits.of(prediction.low()), digits.of(prediction.high())));
    if (probabilities) values.add(probabilities(prediction));
    return values;
  }

  private Map<String, Number> probabilities(Prediction prediction) {
    Map<String, Number> probabilities = new LinkedHashMap<>();
    prediction.probabilities().forEach((label, p) -> probabilities.put(label, digits.of(p)));
    return probabilities;
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }
}
