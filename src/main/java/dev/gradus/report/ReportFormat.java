package dev.gradus.report;

import java.util.Arrays;
import java.util.function.Function;

/** What a report may be written as. */
public enum ReportFormat {
  /** One page that needs nothing else. */
  HTML(HtmlReport::write, "<meta name=\"generator\" content=\"" + HtmlReport.GENERATOR + "\"/>"),
  /** Words and tables. */
  MD(MarkdownReport::write, MarkdownReport.BEGINNING),
  /** Facts for machines. */
  JSON(JsonReport::write, JsonReport.BEGINNING);

  private final Function<Report, String> writer;
  private final String mark;

  ReportFormat(Function<Report, String> writer, String mark) {
    this.writer = writer;
    this.mark = mark;
  }

  /** The text of a report. */
  public String write(Report report) {
    return writer.apply(report);
  }

  /** Whether a text begins as a report of any format does. @param beginning the first thousand characters are enough */
  public static boolean isReport(String beginning) {
    return Arrays.stream(values()).anyMatch(format -> beginning.contains(format.mark));
  }
}
