package dev.gradus.store;

import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.List;

/** Takes the JSON of a network, inputs or target, gives what it describes; what cannot be is an IllegalArgumentException that says so. */
final class ModelJson {
  private static final int MAX_LAYERS = 10_000;

  private ModelJson() {}

  static Network network(JsonFields json) {
    List<JsonFields> layers = json.objects("hidden");
    if (layers.size() > MAX_LAYERS) throw new IllegalArgumentException("there are " + layers.size() + " layers, at most " + MAX_LAYERS + " are read");
    List<Layer> hidden = new ArrayList<>();
    for (JsonFields fields : layers) {
      Normalization normalization = fields.has("normalization") ? Normalization.named(fields.text("normalization")) : Normalization.none();
      double dropout = fields.has("dropout") ? fields.number("dropout") : 0;
      hidden.add(new Layer(fields.size("units"), Activation.named(fields.text("activation")), normalization, dropout));
    }
    return new Network(json.size("inputs"), hidden, json.size("outputs"), Head.of(json.text("loss"), json.text("output")));
  }

  /** In format 1 all columns were numbers, and had nothing but names. */
  static Inputs inputs(JsonFields json, long version) {
    return switch (json.text("kind")) {
      case "pixels" -> new Inputs.Pixels(json.size("height"), json.size("width"));
      case "columns" -> version == 1 ? Inputs.Columns.numbers(json.texts("names"))
          : new Inputs.Columns(columns(json));
      default -> throw new IllegalArgumentException("inputs of kind \"" + json.text("kind") + "\" are not known");
    };
  }

  private static List<Column> columns(JsonFields json) {
    List<Column> columns = new ArrayList<>();
    for (JsonFields fields : json.objects("columns")) columns.add(column(fields));
    return columns;
  }

  private static Column column(JsonFields json) {
    for (ColumnType type : ColumnType.values()) {
      if (type.word().equals(json.text("type"))) return new Column(json.text("name"), type);
    }
    throw new IllegalArgumentException("a column of type \"" + json.text("type") + "\" is not known");
  }

  static Target target(JsonFields json) {
    return switch (json.text("kind")) {
      case "classes" -> new Target.Classes(json.text("name"), json.texts("labels"));
      case "value" -> new Target.Value(json.text("name"));
      case "labels" -> new Target.Labels(json.text("name"), json.texts("names"));
      default -> throw new IllegalArgumentException("a target of kind \"" + json.text("kind") + "\" is not known");
    };
  }
}
