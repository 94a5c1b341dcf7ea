package dev.gradus.data;

import dev.gradus.prepare.DateOrder;
import dev.gradus.prepare.TextRules;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Takes the rules that the texts of a table were read under, keeps them with its notes: what was shown by its cells holds for those of a prediction too. */
final class RulesNote {
  /** Where they are among the notes. */
  static final String KEY = "rules";

  private RulesNote() {}

  static Map<String, Object> of(TextRules rules) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("missing", List.copyOf(new TreeSet<>(rules.missing())));
    note.put("decimal", String.valueOf(rules.decimal()));
    note.put("thousands", rules.thousands().map(List::of).orElse(List.of()).stream().map(String::valueOf).toList());
    note.put("units", List.copyOf(new TreeSet<>(rules.units())));
    note.put("dates", rules.dates().map(DateOrder::word).map(List::of).orElse(List.of()));
    return note;
  }

  /** The rules that the notes of a table have, or those that were said when they have none. */
  static TextRules in(Table table, TextRules said) {
    if (!(table.notes().get(KEY) instanceof Map<?, ?> note)) return said;
    Optional<Character> thousands = texts(note, "thousands").stream().map(mark -> mark.charAt(0)).findFirst();
    Optional<DateOrder> dates = texts(note, "dates").stream().map(DateOrder::of).findFirst();
    return new TextRules(new HashSet<>(texts(note, "missing")), note.get("decimal").toString().charAt(0), thousands, new HashSet<>(texts(note, "units")), dates);
  }

  private static List<String> texts(Map<?, ?> note, String key) {
    return ((List<?>) note.get(key)).stream().map(Object::toString).toList();
  }
}
