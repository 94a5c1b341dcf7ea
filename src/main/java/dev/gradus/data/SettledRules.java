package dev.gradus.data;

import dev.gradus.prepare.DateOrder;
import dev.gradus.prepare.TextRules;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes how the texts of a table were read, gives it as a note of the table, and back: what the cells showed is added to what was said. */
final class SettledRules {
  private SettledRules() {}

  /** The marks and the order that a table's cells may settle. */
  static Map<String, Object> notes(TextRules rules) {
    Map<String, Object> notes = new LinkedHashMap<>();
    notes.put("decimal", String.valueOf(rules.decimal()));
    rules.thousands().ifPresent(mark -> notes.put("thousands", mark.toString()));
    rules.dates().ifPresent(order -> notes.put("dates", order.word()));
    return notes;
  }

  /** How the texts of a table were read. @param said what was said before */
  static TextRules of(Table table, TextRules said) {
    TextRules rules = said;
    if (!(table.notes().get("rules") instanceof Map<?, ?> notes)) return rules;
    if (notes.get("decimal") instanceof String mark) rules = rules.withDecimal(mark.charAt(0));
    if (notes.get("thousands") instanceof String mark) rules = rules.withThousands(mark.charAt(0));
    return notes.get("dates") instanceof String order ? rules.withDates(DateOrder.of(order)) : rules;
  }
}
