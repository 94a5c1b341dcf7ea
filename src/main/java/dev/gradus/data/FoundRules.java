package dev.gradus.data;

import dev.gradus.prepare.DateOrder;
import dev.gradus.prepare.TextRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes the rules that the texts of a table were read with, those that its cells showed among them, keeps them with the table. */
final class FoundRules {
  static final String NOTE = "rules";

  private FoundRules() {}

  /** What the cells may show, as a note of the table. */
  static Map<String, Object> note(TextRules rules) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("decimal", String.valueOf(rules.decimal()));
    rules.thousands().ifPresent(mark -> note.put("thousands", mark.toString()));
    rules.dates().ifPresent(order -> note.put("dates", order.word()));
    return note;
  }

  /** The rules that were said, with what the cells of a table showed. */
  static TextRules of(Table table, TextRules said) {
    if (!(table.notes().get(NOTE) instanceof Map<?, ?> note)) return said;
    Optional<Character> thousands = Optional.ofNullable(note.get("thousands")).map(mark -> mark.toString().charAt(0));
    Optional<DateOrder> dates = Optional.ofNullable(note.get("dates")).map(word -> DateOrder.of(word.toString()));
    return new TextRules(said.missing(), note.get("decimal").toString().charAt(0), thousands, said.units(), dates);
  }
}
