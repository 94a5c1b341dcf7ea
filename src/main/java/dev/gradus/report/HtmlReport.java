package dev.gradus.report;

import java.util.List;

/**
 * Takes a report, gives it as one HTML page that needs nothing else: no script, no font, no picture from elsewhere. Its own policy forbids all of these, so
 * that opening it makes no request. It is readable on a phone, in the dark, on paper, and by ear.
 */
public final class HtmlReport {
  /** What the page says it was made by, by which a report is known again. */
  static final String GENERATOR = "gradus report";
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

  private HtmlReport() {}

  /** The text of the page. */
  public static String write(Report report) {
    Html html = new Html().document();
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "generator", "content", GENERATOR);
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.empty("meta", "name", "referrer", "content", "no-referrer");
    html.empty("link", "rel", "icon", "href", "data:,");
    html.leaf("title", report.subject().title() + " – training report").stylesheet().close();
    html.open("body").leaf("a", "To the content", "class", "skip", "href", "#content");
    List<Section> sections = sections(report).stream().filter(Section::isKnown).toList();
    html.open("div", "class", "page");
    html.open("nav", "aria-label", "Sections").open("ol");
    for (Section section : sections) html.open("li").leaf("a", section.title(), "href", "#" + section.id()).close();
    html.close().close();
    html.open("main", "id", "content");
    new SummarySection(report).write(html);
    for (Section section : sections) {
      html.open("section", "id", section.id(), "aria-labelledby", "h-" + section.id()).leaf("h2", section.title(), "id", "h-" + section.id());
      section.write(html);
      html.close();
    }
    html.open("footer").leaf("p", "Made by gradus " + report.version() + ". This page is whole: it loads nothing and runs nothing.").close();
    html.close().close().close().close();
    return html.page();
  }

  private static List<Section> sections(Report report) {
    return List.of(new FindingsSection(report), new CurvesSection(report), new ClassesSection(report), new LabelsSection(report), new RankingSection(report),
        new CalibrationSection(report), new ThresholdsSection(report), new ErrorsSection(report), new WorstSection(report), new ImportanceSection(report),
        new WeightsSection(report), new HealthSection(report), new FiguresSection(report), new SettingsSection(report));
  }
}
