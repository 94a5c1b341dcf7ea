package dev.gradus.report;

import java.util.Optional;

/** All figures of the evaluation. */
final class FiguresSection implements Section {
  private final Optional<Judgement> judgement;

  FiguresSection(Report report) {
    judgement = report.judgement();
  }

  @Override
  public String id() {
    return "figures";
  }

  @Override
  public String title() {
    return "All figures";
  }

  @Override
  public boolean isKnown() {
    return judgement.isPresent();
  }

  @Override
  public void write(Html html) {
    Judgement judged = judgement.orElseThrow();
    html.open("dl", "class", "figures");
    judged.evaluation().figures().forEach((name, value) -> html.open("div").leaf("dt", Numbers.name(name)).leaf("dd", Numbers.figure(name, value)).close());
    html.close();
  }
}
