package dev.gradus.report;

import dev.gradus.diagnose.Severity;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What was trained, and how well it went, in a few lines: the head of the page. */
final class SummarySection {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Report report;

  SummarySection(Report report) {
    this.report = report;
  }

  void write(Html html) {
    html.open("header", "class", "top");
    html.leaf("p", "Training report", "class", "kind");
    html.leaf("h1", report.subject().title());
    html.leaf("p", sentence(report), "class", "lead");
    report.judgement().ifPresent(judgement -> {
      html.leaf("h2", "On " + Numbers.counted(judgement.evaluation().examples(), judgement.part().word() + " example"), "class", "over");
      html.open("dl", "class", "key");
      for (KeyFigures.Figure figure : KeyFigures.of(judgement.evaluation())) {
        html.open("div").leaf("dt", figure.name()).leaf("dd", figure.value(), "class", "value").leaf("dd", figure.note(), "class", "note").close();
      }
      html.close();
    });
    html.open("p", "class", "verdict " + tone()).leaf("span", mark(), "aria-hidden", "true", "class", "sign").leaf("span", Verdict.of(report)).close();
    report.notices().forEach(notice -> html.leaf("p", notice, "class", "remark"));
    html.leaf("p", "gradus " + report.version() + " · " + TIME.format(report.made()), "class", "stamp");
    html.close();
  }

  /** What was trained on what, in a sentence or two. */
  static String sentence(Report report) {
    Subject subject = report.subject();
    String examples = report.provenance().get("examples") instanceof Number n ? Numbers.counted(n.doubleValue(), "example") + " of " : "";
    String ran = report.history().isEmpty() ? "" : " in " + Numbers.counted(report.history().size(), "epoch") + ", "
        + Numbers.seconds(report.history().stream().mapToDouble(Epoch::seconds).sum());
    return "A network of " + Numbers.count(subject.network().parameters()) + " parameters, trained on " + examples + name(subject.source()) + ran + ". From "
        + subject.schema().inputs() + " it predicts " + subject.schema().target() + ".";
  }

  /** Of a file its name, without the folders. */
  private static String name(String source) {
    String name = source.replaceAll("^.*[/\\\\]", "");
    return name.isEmpty() ? source : name;
  }

  private Severity severity() {
    return report.findings().filter(list -> !list.isEmpty()).map(list -> Verdict.worst(list).severity()).orElse(Severity.NOTICE);
  }

  private String tone() {
    return report.findings().isEmpty() ? "unknown" : report.findings().map(List::isEmpty).get() ? "well" : Verdict.word(severity());
  }

  private String mark() {
    return switch (tone()) {
      case "well" -> "✓";
      case "unknown" -> "?";
      case "notice" -> "i";
      default -> "!";
    };
  }
}
