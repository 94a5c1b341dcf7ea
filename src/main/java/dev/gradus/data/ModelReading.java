package dev.gradus.data;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TextRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes what a model reads and predicts, says how a table is read for it: only its columns, each as the type it was learned with. */
final class ModelReading {
  private final Inputs.Columns inputs;
  private final Target target;

  /** @throws DataException when the model does not read columns */
  ModelReading(String source, Schema model) {
    if (!(model.inputs() instanceof Inputs.Columns columns)) {
      throw new DataException(source, "a table has columns, and the model reads " + model.inputs() + ". Give it images.");
    }
    inputs = columns;
    target = model.target();
  }

  /** @throws IllegalArgumentException when a column has a role and is an input or a target of the model */
  void refuse(Roles roles) {
    roles.refuse(inputs.names(), "an input of the model");
    roles.refuse(targets(), "what the model predicts");
  }

  /** Of its inputs, its target, and the columns of some roles. */
  TableOptions examples(Roles roles, TextRules rules) {
    Map<String, ColumnUse> uses = uses();
    targets().forEach(name -> uses.put(name, ColumnUse.PREDICTED));
    uses.putAll(roles.uses());
    Map<String, ColumnType> types = types();
    if (target instanceof Target.Classes) types.put(target.name(), ColumnType.CATEGORY);
    if (target instanceof Target.Value) types.put(target.name(), ColumnType.NUMBER);
    types.putAll(roles.types());
    return options(uses, types, rules);
  }

  /** Of its inputs, and whatever else there is. */
  TableOptions rows(TextRules rules) {
    return TableOptions.standard().withRules(rules).withUses(uses());
  }

  private static TableOptions options(Map<String, ColumnUse> uses, Map<String, ColumnType> types, TextRules rules) {
    return TableOptions.standard().withRules(rules).withTypes(types).withUses(uses).withOnly(List.copyOf(uses.keySet()));
  }

  private Map<String, ColumnUse> uses() {
    Map<String, ColumnUse> uses = new LinkedHashMap<>();
    inputs.names().forEach(name -> uses.put(name, ColumnUse.INPUT));
    return uses;
  }

  private Map<String, ColumnType> types() {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (Column column : inputs.columns()) types.put(column.name(), column.type());
    return types;
  }

  private List<String> targets() {
    return target instanceof Target.Labels labels ? labels.names() : List.of(target.name());
  }
}
