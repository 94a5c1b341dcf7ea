package dev.gradus.store;

import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.prepare.Calendar;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Hashed;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.OneHot;
import dev.gradus.prepare.Ordinal;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.Transform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Takes a network, inputs, target or preparation, gives the JSON that {@link ModelJson} and {@link PreparationJson} read. */
final class ModelJsonWriter {
  private ModelJsonWriter() {}

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

  static Map<String, Object> of(Inputs inputs) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (inputs instanceof Inputs.Pixels pixels) {
      json.put("kind", "pixels");
      json.put("height", pixels.height());
      json.put("width", pixels.width());
    } else if (inputs instanceof Inputs.Columns columns) {
      json.put("kind", "columns");
      json.put("columns", columns.columns().stream().map(ModelJsonWriter::of).toList());
    }
    return json;
  }

  private static Map<String, Object> of(Column column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("type", column.type().word());
    return json;
  }

  static Map<String, Object> of(Target target) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", target instanceof Target.Classes ? "classes" : target instanceof Target.Labels ? "labels" : "value");
    json.put("name", target.name());
    if (target instanceof Target.Classes classes) json.put("labels", classes.labels());
    if (target instanceof Target.Labels labels) json.put("names", labels.names());
    return json;
  }

  /** A preparation that leaves every input as it is has no list of encodings. */
  static Map<String, Object> of(Preparation preparation) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Encoding> encodings = preparation.encodings();
    boolean plain = encodings.stream().allMatch(encoding -> encoding instanceof Numeric && encoding.equals(Numeric.plain(encoding.column())));
    if (!plain) json.put("encodings", encodings.stream().map(ModelJsonWriter::of).toList());
    TargetScaling target = preparation.targetScaling();
    if (!target.isNone()) json.put("target", of(target));
    json.put("text", of(preparation.rules()));
    return json;
  }

  private static Map<String, Object> of(TargetScaling target) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shift", target.shift());
    json.put("factor", target.factor());
    return json;
  }

  private static Map<String, Object> of(Encoding encoding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("column", encoding.column().name());
    if (encoding instanceof Numeric numeric) {
      json.put("kind", "numeric");
      if (numeric.transform() != Transform.NONE) json.put("transform", numeric.transform().name().toLowerCase(Locale.ROOT));
      if (numeric.low() > Double.NEGATIVE_INFINITY) json.put("low", numeric.low());
      if (numeric.high() < Double.POSITIVE_INFINITY) json.put("high", numeric.high());
      json.put("shift", numeric.shift());
      json.put("factor", numeric.factor());
      json.put("fill", numeric.fill());
      if (numeric.indicator()) json.put("indicator", true);
    } else if (encoding instanceof OneHot oneHot) {
      json.put("kind", "one-hot");
      json.put("categories", oneHot.categories());
      json.put("other", oneHot.other());
      json.put("missing", oneHot.missing());
    } else if (encoding instanceof Ordinal ordinal) {
      json.put("kind", "ordinal");
      json.put("categories", ordinal.categories());
      json.put("shift", ordinal.shift());
      json.put("factor", ordinal.factor());
    } else if (encoding instanceof Hashed hashed) {
      json.put("kind", "hashed");
      json.put("buckets", hashed.buckets());
    } else if (encoding instanceof Calendar calendar) {
      json.put("kind", "calendar");
      json.put("parts", calendar.parts().stream().map(Calendar.Part::word).toList());
      json.put("shift", calendar.shift());
      json.put("factor", calendar.factor());
      json.put("missing", calendar.missing());
    }
    return json;
  }

  /** The texts in order, so that the same rules are always the same bytes. */
  private static Map<String, Object> of(TextRules rules) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("missing", List.copyOf(new TreeSet<>(rules.missing())));
    json.put("decimal", String.valueOf(rules.decimal()));
    rules.thousands().ifPresent(mark -> json.put("thousands", String.valueOf(mark)));
    if (!rules.units().isEmpty()) json.put("units", List.copyOf(new TreeSet<>(rules.units())));
    rules.dates().ifPresent(order -> json.put("dates", order.word()));
    return json;
  }
}
