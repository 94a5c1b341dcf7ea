package dev.gradus.report;

import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Severity;
import java.util.ArrayList;
import java.util.List;

/** Takes what was found, gives it in one or two sentences. */
final class Verdict {
  private Verdict() {}

  static String of(Report report) {
    if (report.findings().isEmpty()) return "The health of this run was not looked at.";
    List<Finding> findings = report.findings().get();
    if (findings.isEmpty()) return "Nothing wrong was found.";
    List<String> counts = new ArrayList<>();
    for (Severity severity : List.of(Severity.FAULT, Severity.WARNING, Severity.NOTICE)) {
      long n = findings.stream().filter(finding -> finding.severity() == severity).count();
      if (n > 0) counts.add(Numbers.counted(n, word(severity)));
    }
    Finding worst = worst(findings);
    boolean serious = worst.severity() != Severity.NOTICE;
    return (serious ? "" : "No fault was found. ") + joined(counts) + ": " + String.join(", ", findings.stream().map(Verdict::name).distinct().toList()) + ".";
  }

  /** The severest finding, the first of equal ones. */
  static Finding worst(List<Finding> findings) {
    Finding worst = findings.get(0);
    for (Finding finding : findings) {
      if (finding.severity().compareTo(worst.severity()) > 0) worst = finding;
    }
    return worst;
  }

  static String word(Severity severity) {
    return switch (severity) {
      case NOTICE -> "notice";
      case WARNING -> "warning";
      case FAULT -> "fault";
    };
  }

  static String name(Finding finding) {
    return finding.fault() + (finding.layer().isPresent() ? " (layer " + finding.layer().getAsInt() + ")" : "");
  }

  private static String joined(List<String> parts) {
    if (parts.size() == 1) return parts.get(0);
    return String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
  }
}
