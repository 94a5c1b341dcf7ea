package dev.gradus.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The network, how it was trained, and where the model is from. */
final class SettingsSection implements Section {
  /** What stands elsewhere in the report, or says nothing to people. */
  private static final Set<String> FOR_MACHINES = Set.of("validation", "trace", "data_digests");
  private static final int LETTERS = 120;

  private final Report report;

  SettingsSection(Report report) {
    this.report = report;
  }

  @Override
  public String id() {
    return "settings";
  }

  @Override
  public String title() {
    return "Settings and provenance";
  }

  @Override
  public boolean isKnown() {
    return true;
  }

  @Override
  public void write(Html html) {
    html.open("p", "class", "about").text("The network: ").leaf("b", report.subject().network().toString()).text(".").close();
    html.open("div", "class", "pair");
    table("Configuration", "option", options(report)).write(html);
    table("Provenance of the model", "fact", facts(report)).write(html);
    html.close();
  }

  private static Table table(String caption, String of, List<List<String>> rows) {
    Table table = new Table(caption, of, "value").words(2);
    rows.forEach(table::row);
    return table;
  }

  /** The name and the value of each option of the run. */
  static List<List<String>> options(Report report) {
    return rows(report.configuration());
  }

  /** The name and the value of each fact of the model that is for people. */
  static List<List<String>> facts(Report report) {
    Map<String, Object> facts = new LinkedHashMap<>(report.provenance());
    facts.keySet().removeAll(FOR_MACHINES);
    if (!report.configuration().isEmpty()) facts.remove("configuration");
    return rows(facts);
  }

  private static List<List<String>> rows(Map<String, Object> facts) {
    List<List<String>> rows = new ArrayList<>();
    flat("", facts).forEach((name, value) -> rows.add(List.of(PlainText.cut(name, LETTERS), PlainText.cut(value, LETTERS))));
    return rows;
  }

  /** The facts of a map and of the maps in it, by names with points between them. */
  private static Map<String, String> flat(String prefix, Map<?, ?> facts) {
    Map<String, String> flat = new LinkedHashMap<>();
    facts.forEach((name, value) -> {
      if (value instanceof Map<?, ?> inner) {
        flat.putAll(flat(prefix + name + ".", inner));
      } else {
        flat.put(prefix + name, text(value));
      }
    });
    return flat;
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) return list.stream().map(SettingsSection::text).collect(Collectors.joining(", "));
    if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) return Long.toString(d.longValue());
    return String.valueOf(value);
  }
}
