package dev.gradus.store;

import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes a network, inputs, target or scaling, gives its JSON, and back; what cannot be is an IllegalArgumentException that says so. */
final class ModelJson {
  private static final int MAX_LAYERS = 10_000;

  private ModelJson() {}

  static Map<String, Object> of(Network network) {
    List<Object> layers = new ArrayList<>();
    for (Layer layer : network.hidden()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("units", layer.units());
      json.put("activation", layer.activation().name());
      if (!layer.normalization().equals(Normalization.none())) json.put("normalization", layer.normalization().name());
      if (layer.dropout() > 0) json.put("dropout", layer.dropout());
      layers.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("inputs", network.inputs());
    json.put("hidden", layers);
    json.put("outputs", network.outputs());
    json.put("loss", network.head().loss());
    json.put("output", network.head().output());
    return json;
  }

  static Network network(JsonFields json) {
    List<?> layers = json.list("hidden");
    if (layers.size() > MAX_LAYERS) throw new IllegalArgumentException("there are " + layers.size() + " layers, at most " + MAX_LAYERS + " are read");
    List<Layer> hidden = new ArrayList<>();
    for (Object layer : layers) {
      JsonFields fields = JsonFields.of(layer);
      Normalization normalization = fields.has("normalization") ? Normalization.named(fields.text("normalization")) : Normalization.none();
      double dropout = fields.has("dropout") ? fields.number("dropout") : 0;
      hidden.add(new Layer(fields.size("units"), Activation.named(fields.text("activation")), normalization, dropout));
    }
    return new Network(json.size("inputs"), hidden, json.size("outputs"), Head.of(json.text("loss"), json.text("output")));
  }

  static Map<String, Object> of(Inputs inputs) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (inputs instanceof Inputs.Pixels pixels) {
      json.put("kind", "pixels");
      json.put("height", pixels.height());
      json.put("width", pixels.width());
    } else if (inputs instanceof Inputs.Columns columns) {
      json.put("kind", "columns");
      json.put("names", columns.names());
    }
    return json;
  }

  static Inputs inputs(JsonFields json) {
    return switch (json.text("kind")) {
      case "pixels" -> new Inputs.Pixels(json.size("height"), json.size("width"));
      case "columns" -> Inputs.Columns.numbers(json.texts("names"));
      default -> throw new IllegalArgumentException("inputs of kind \"" + json.text("kind") + "\" are not known");
    };
  }

  static Map<String, Object> of(Target target) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", target instanceof Target.Classes ? "classes" : target instanceof Target.Labels ? "labels" : "value");
    json.put("name", target.name());
    if (target instanceof Target.Classes classes) json.put("labels", classes.labels());
    if (target instanceof Target.Labels labels) json.put("names", labels.names());
    return json;
  }

  static Target target(JsonFields json) {
    return switch (json.text("kind")) {
      case "classes" -> new Target.Classes(json.text("name"), json.texts("labels"));
      case "value" -> new Target.Value(json.text("name"));
      case "labels" -> new Target.Labels(json.text("name"), json.texts("names"));
      default -> throw new IllegalArgumentException("a target of kind \"" + json.text("kind") + "\" is not known");
    };
  }

  static Map<String, Object> of(Scaling scaling) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", scaling.kind().name().toLowerCase(Locale.ROOT));
    if (scaling.kind() == Scaling.Kind.NONE) return json;
    List<Object> shift = new ArrayList<>();
    List<Object> factor = new ArrayList<>();
    for (int j = 0; j < scaling.columns(); j++) {
      shift.add(scaling.shift(j));
      factor.add(scaling.factor(j));
    }
    json.put("shift", shift);
    json.put("factor", factor);
    return json;
  }

  static Scaling scaling(JsonFields json, int columns) {
    Scaling.Kind kind = kind(json.text("kind"));
    if (kind == Scaling.Kind.NONE) return Scaling.none(columns);
    Scaling scaling = Scaling.of(kind, json.numbers("shift"), json.numbers("factor"));
    if (scaling.columns() != columns) {
      throw new IllegalArgumentException("the scaling is of " + scaling.columns() + " columns, expected " + columns);
    }
    return scaling;
  }

  private static Scaling.Kind kind(String name) {
    for (Scaling.Kind kind : Scaling.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) return kind;
    }
    throw new IllegalArgumentException("a scaling of kind \"" + name + "\" is not known");
  }
}
