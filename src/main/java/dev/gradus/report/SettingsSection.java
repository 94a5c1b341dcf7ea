package dev.gradus.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The network, how it was trained, and where the model is from. */
final class SettingsSection implements Section {
  /** What stands elsewhere in the report, or says nothing to people. */
  private static final Set<String> FOR_MACHINES = Set.of("validation", "trace");
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
    table("Configuration", "option", report.configuration()).write(html);
    Map<String, Object> facts = new LinkedHashMap<>(report.provenance());
    facts.keySet().removeAll(FOR_MACHINES);
    if (!report.configuration().isEmpty()) facts.remove("configuration");
    table("Provenance of the model", "fact", facts).write(html);
    html.close();
  }

  private static Table table(String caption, String of, Map<String, Object> facts) {
    Table table = new Table(caption, of, "value").words(2);
    flat("", facts).forEach((name, value) -> table.row(PlainText.cut(name, LETTERS), PlainText.cut(value, LETTERS)));
    return table;
  }

  /** The facts of a map and of the maps in it, by names with points between them. */
  static Map<String, String> flat(String prefix, Map<?, ?> facts) {
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
