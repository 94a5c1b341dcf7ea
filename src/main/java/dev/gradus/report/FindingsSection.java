package dev.gradus.report;

import dev.gradus.diagnose.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong or might be, the worst first, each with what to do. */
final class FindingsSection implements Section {
  private static final int MOST_ROWS = 20;

  private final Report report;

  FindingsSection(Report report) {
    this.report = report;
  }

  @Override
  public String id() {
    return "findings";
  }

  @Override
  public String title() {
    return "Findings";
  }

  @Override
  public boolean isKnown() {
    return report.findings().map(list -> !list.isEmpty()).orElse(false);
  }

  @Override
  public void write(Html html) {
    html.open("ul", "class", "findings");
    List<Finding> sorted = report.findings().orElse(List.of()).stream().sorted(Comparator.comparing(Finding::severity).reversed()).toList();
    for (Finding finding : sorted) {
      html.open("li", "class", Verdict.word(finding.severity()));
      html.open("p", "class", "what").leaf("span", Verdict.word(finding.severity()), "class", "badge").text(" ").leaf("strong", Verdict.name(finding)).close();
      html.leaf("p", sentence(finding.evidence()));
      html.open("p").leaf("b", "What to do: ").text(sentence(finding.remedy())).close();
      if (!finding.rows().isEmpty()) html.leaf("p", rows(report.subject(), finding), "class", "note");
      html.close();
    }
    html.close();
  }

  /** The numbers in the source of what a finding is about. */
  static String rows(Subject subject, Finding finding) {
    return sentence(subject.noun()).replace(".", "s ")
        + finding.rows().stream().limit(MOST_ROWS).map(row -> Integer.toString(row)).collect(Collectors.joining(", "))
        + (finding.rows().size() > MOST_ROWS ? " and " + (finding.rows().size() - MOST_ROWS) + " more." : ".");
  }

  /** A text with a capital at its beginning and a point at its end. */
  static String sentence(String text) {
    if (text.isEmpty()) return text;
    String begun = text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    return begun.endsWith(".") || begun.endsWith("?") ? begun : begun + ".";
  }
}
