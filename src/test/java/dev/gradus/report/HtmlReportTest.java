package dev.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.data.Dataset;
import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Severity;
import dev.gradus.explain.Importance;
import dev.gradus.metrics.ClassFigures;
import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.MultiLabelFigures;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.store.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The page has what is known, is made of sound elements, and shows text from data as text. */
class HtmlReportTest {
  /** Names that would be markup, run a script, or turn what follows, were they not shown as text. */
  static final List<String> HOSTILE = List.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a\u202Eb\u0007|`c`",
      "</title></style>&lt;b&gt;");

  static Stream<Arguments> runs() {
    return Stream.of(
        arguments("classes", SampleRun.classes(), List.of("curves", "classes", "ranking", "calibration", "worst", "importance", "health", "figures",
            "settings")),
        arguments("two classes", SampleRun.twoClasses(), List.of("curves", "classes", "ranking", "calibration", "thresholds", "worst", "importance", "health",
            "figures", "settings")),
        arguments("values", SampleRun.values(), List.of("curves", "errors", "worst", "importance", "health", "figures", "settings")),
        arguments("labels", SampleRun.labels(), List.of("curves", "labels", "ranking", "worst", "importance", "health", "figures", "settings")),
        arguments("images", SampleRun.digits(), List.of("curves", "classes", "ranking", "calibration", "worst", "importance", "weights", "health", "figures",
            "settings")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void thePageIsSound(String name, Dataset data, List<String> sections) {
    Page page = Page.of(HtmlReport.write(SampleRun.of(data)));

    List<String> found = new ArrayList<>(page.sections());
    found.remove("findings");
    assertThat(found).isEqualTo(sections);
    assertThat(page.text().length()).isLessThan(400_000);
    assertThat(page.elements("nav")).hasSize(1);
    assertThat(page.elements("h1")).hasSize(1);
    Set<String> ids = new HashSet<>();
    page.elements("*").stream().filter(e -> e.hasAttribute("id")).forEach(e -> assertThat(ids.add(e.getAttribute("id"))).as(e.getAttribute("id")).isTrue());
    for (Element link : page.elements("a")) assertThat(ids).contains(link.getAttribute("href").substring(1));
    for (Element image : page.elements("img")) assertThat(image.getAttribute("alt")).isNotBlank();
    for (Element table : page.elements("table")) {
      assertThat(Page.within(table, "caption")).hasSize(1);
      assertThat(Page.within(table, "th")).allSatisfy(th -> assertThat(th.getAttribute("scope")).isIn("col", "row"));
    }
    for (Element svg : page.elements("svg")) {
      if (!svg.getAttribute("class").equals("plot")) continue;
      assertThat(svg.getAttribute("role")).isEqualTo("img");
      assertThat(ids).contains(svg.getAttribute("aria-labelledby").split(" "));
      assertThat(Page.within(svg, "desc").get(0).getTextContent()).hasSizeGreaterThan(10);
      assertThat(Page.within(svg, "text")).as("numbers at its axes").hasSizeGreaterThan(4);
    }
    assertThat(page.text()).doesNotContain("NaN").doesNotContain("Infinity");
    assertThat(page.elements("meta")).anyMatch(meta -> meta.getAttribute("content").startsWith("default-src 'none'"));
  }

  @Test
  void theSummarySaysWhatIsKnown() {
    Report report = SampleRun.of(SampleRun.twoClasses());
    Page page = Page.of(HtmlReport.write(report));

    assertThat(page.elements("title").get(0).getTextContent()).isEqualTo("Predicting kind – training report");
    assertThat(page.elements("header").get(0).getTextContent()).contains("trained on 90 examples of rows.csv in 4 epochs",
        "From 3 columns it predicts 2 classes of kind.",
        "On 30 validation examples", Numbers.percent(report.judgement().orElseThrow().evaluation().figures().get("accuracy")), "gradus 1.2.3",
        "2 January 2026, 03:04 UTC");
    assertThat(page.body()).contains("“yes” is predicted from a probability on");
  }

  /** Rows of findings and of the worst examples are those of the source, by the same word. */
  @Test
  void rowsAreThoseOfTheSource() {
    Finding finding = new Finding(Severity.WARNING, Finding.SUSPICIOUS_LABELS, OptionalInt.empty(), "labels", "look", List.of(2802, 17));
    for (Map.Entry<String, Dataset> run : Map.of("row", SampleRun.classes(), "example", SampleRun.digits()).entrySet()) {
      SampleRun.with(run.getValue(), 1, (model, reader) -> {
        Report report = reader.findings(List.of(finding)).report();
        String numbers = (run.getKey().equals("row") ? "Rows" : "Examples") + " 2802, 17.";
        Page page = Page.of(HtmlReport.write(report));

        assertThat(page.body()).contains(numbers, "Numbers count the " + run.getKey() + "s of their source from 1.");
        assertThat(MarkdownReport.write(report)).contains(numbers, "| " + run.getKey() + " | actual |");
        int first = run.getValue().size() * 3 / 4;
        assertThat(report.judgement().orElseThrow().worst()).extracting(WorstExample::row).allMatch(row -> row > first && row <= run.getValue().size());
      });
    }
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    SampleRun.with(SampleRun.classes(), 1, (model, reader) -> {
      Report report = RunReader.of(model, "Bare").notice("The data is gone.").report();
      Page page = Page.of(HtmlReport.write(report));

      assertThat(page.sections()).containsExactly("settings");
      assertThat(page.body()).contains("The health of this run was not looked at.", "The data is gone.");
      assertThat(MarkdownReport.write(report)).contains("# Bare", "The data is gone.");
      assertThat(Json.parse(JsonReport.write(report))).isInstanceOf(Map.class);
    });
  }

  @Test
  void textFromDataIsText() {
    Dataset data = SampleRun.table("kind", HOSTILE.get(0), HOSTILE.get(1), HOSTILE.get(2), k -> "\"" + HOSTILE.get(k).replace("\"", "\"\"") + "\"");
    SampleRun.with(data, 2, (model, reader) -> {
      Report report = reader.source(HOSTILE.get(1)).configuration(Map.of("target", HOSTILE.get(0), "run-dir", HOSTILE.get(3))).report();
      Page page = Page.of(HtmlReport.write(report));

      assertThat(page.elements("script")).isEmpty();
      assertThat(page.elements("img")).isEmpty();
      assertThat(page.elements("*")).allSatisfy(element -> {
        for (int i = 0; i < element.getAttributes().getLength(); i++) assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
      });
      for (String name : HOSTILE) assertThat(page.body()).contains(PlainText.of(name));
      assertThat(page.body()).contains("a[U+202E]b\uFFFD|`c`");
      assertThat(page.text()).doesNotContain("\u202E").doesNotContain("\u0007");
      String markdown = MarkdownReport.write(report);
      assertThat(markdown).doesNotContain("<script").doesNotContain("<img").contains("&lt;script\\>alert", "\\|\\`c\\`");
      Map<?, ?> json = (Map<?, ?>) Json.parse(JsonReport.write(report));
      assertThat(((Map<?, ?>) ((Map<?, ?>) json.get("judgement")).get("confusion")).get("labels").toString()).contains(HOSTILE.get(1));
    });
  }

  /** Only of classes are the images that pixels are explained by those of the answer. */
  @Test
  void pixelsOfAValueAreNotThoseOfAClass() {
    Report digits = SampleRun.of(SampleRun.digits());
    Schema values = new Schema(digits.subject().schema().inputs(), new Target.Value("size"));
    Report of = new Report(new Subject("Sizes", "x", values, digits.subject().network()), "1", digits.made(), List.of(), digits.kept(), Optional.empty(), List.of(), List.of(),
        digits.attributions(), List.of(), Optional.empty(), Map.of(), Map.of(), List.of());

    assertThat(Page.of(HtmlReport.write(digits)).body()).contains("over some examples of that class", "orange speaks for the class");
    assertThat(Page.of(HtmlReport.write(of)).body()).contains("over some examples (integrated", "orange speaks for a larger value").doesNotContain("class");
  }

  /** Ten thousand epochs and two hundred classes are told of in less than 400 kB too. */
  @Test
  void muchIsToldBriefly() {
    List<Epoch> epochs = IntStream.rangeClosed(1, 10_000).mapToObj(i -> new Epoch(i, Map.of("loss", 1.0 / i, "accuracy", 1 - 0.5 / i),
        Map.of("loss", 2.0 / i, "accuracy", 1 - 0.7 / i), 1e-3 / i, 0.1)).toList();
    ClassFigures figures = new ClassFigures(IntStream.range(0, 200).mapToObj(c -> "class " + c).toList(), 200, true);
    double[] outputs = new double[200];
    for (int i = 0; i < 2000; i++) {
      for (int j = 0; j < 200; j++) outputs[j] = j == i % 199 ? 0.5 : 0.5 / 199;
      figures.add(i % 200, outputs, 0, 1);
    }
    Judgement judgement = new Judgement(Part.TEST, new Evaluation.OfClasses(0.5, 2000, figures), Optional.empty(), List.of());
    Report few = SampleRun.of(SampleRun.classes());
    Map<String, Object> digests = new LinkedHashMap<>();
    for (int j = 0; j < 1_000; j++) digests.put("column " + j, "0123456789abcdef");
    Map<String, Object> provenance = Map.of("data_digests", Map.of("columns", digests), "trace", "x".repeat(50_000), "seed", 7.0);
    List<Importance> importances = IntStream.range(0, 1_000).mapToObj(j -> new Importance("column " + j, 1.0 / (j + 1), 0)).toList();
    Report many = new Report(few.subject(), "1", few.made(), epochs, OptionalInt.of(5000), Optional.of(judgement), List.of(), importances, List.of(), List.of(),
        Optional.empty(), Map.of("features", "a,b".repeat(10_000)), provenance, List.of());
    Page page = Page.of(HtmlReport.write(many));

    assertThat(page.text().length()).isLessThan(400_000);
    assertThat(page.body()).contains("The 60 of 200 classes with the lowest F1 are listed.", "The most frequent mistakes", "The model is that of epoch 5,000",
        "Every 334 epochs");
    assertThat(page.sections()).containsExactly("curves", "classes", "ranking", "calibration", "importance", "figures", "settings");
    String markdown = MarkdownReport.write(many);
    assertThat(markdown).hasSizeLessThan(15_000).contains("The 60 of 200 classes with the lowest F1 are listed.", "The first 20 of 1000 columns are listed.", "| seed | 7 |");
    for (String text : List.of(page.text(), markdown)) assertThat(text).doesNotContain("data\\_digests").doesNotContain("0123456789abcdef").doesNotContain("xxx");
    assertThat(JsonReport.write(many)).contains("0123456789abcdef", "xxx");
  }

  @Test
  void ofWideRowsTheFirstColumnsAreTold() {
    Schema schema = new Schema(new Inputs.Columns(IntStream.range(0, 3_000).mapToObj(j -> Column.number("c" + j)).toList()), new Target.Value("y"));
    Report few = SampleRun.of(SampleRun.values());
    Judgement judged = few.judgement().orElseThrow();
    WorstExample example = new WorstExample(8, "1", "2", OptionalDouble.empty(), 3, Optional.empty(), Collections.nCopies(3_000, "0.25"));
    Judgement judgement = new Judgement(judged.part(), judged.evaluation(), judged.residuals(), Collections.nCopies(12, example));
    Report wide = new Report(new Subject("Wide", "wide.csv", schema, few.subject().network()), "1", few.made(), few.history(), few.kept(), Optional.of(judgement), List.of(),
        List.of(), List.of(), List.of(), Optional.empty(), Map.of(), Map.of(), List.of());

    assertThat(HtmlReport.write(wide)).hasSizeLessThan(100_000).contains("The first 20 of 3000 columns are shown.", "c19");
    assertThat(MarkdownReport.write(wide)).hasSizeLessThan(10_000).contains("The first 20 of 3000 columns are shown.", "c19 |");
  }

  @Test
  void ofManyLabelsTheWorstAreTold() {
    MultiLabelFigures figures = new MultiLabelFigures(IntStream.range(0, 3_000).mapToObj(j -> "label " + j).toList());
    Report few = SampleRun.of(SampleRun.labels());
    Judgement judgement = new Judgement(Part.TEST, new Evaluation.OfLabels(0.5, 10, figures), Optional.empty(), List.of());
    Report many = new Report(few.subject(), "1", few.made(), List.of(), few.kept(), Optional.of(judgement), List.of(), List.of(), List.of(), List.of(), Optional.empty(), Map.of(),
        Map.of(), List.of());

    assertThat(HtmlReport.write(many)).hasSizeLessThan(100_000).contains("The 60 of 3000 labels with the lowest F1 are listed.");
  }

  @Test
  void otherFormatsTellTheSame() {
    Report report = SampleRun.of(SampleRun.values());
    Map<?, ?> json = (Map<?, ?>) Json.parse(JsonReport.write(report));
    double rmse = report.judgement().orElseThrow().evaluation().figures().get("rmse");

    assertThat(((Map<?, ?>) ((Map<?, ?>) json.get("judgement")).get("figures")).get("rmse")).isEqualTo(rmse);
    assertThat((List<?>) json.get("history")).hasSize(4);
    assertThat((List<?>) json.get("health")).hasSize(report.health().size());
    assertThat((List<?>) json.get("importances")).hasSize(3);
    assertThat(MarkdownReport.write(report)).contains("| RMSE | " + Numbers.digits(rmse) + " |").contains("## Errors", "## Importance",
        "## Health of the layers");
    for (ReportFormat format : ReportFormat.values()) assertThat(ReportFormat.isReport(format.write(report).substring(0, 600))).as("%s", format).isTrue();
    assertThat(ReportFormat.isReport("<!DOCTYPE html><html><head><title>mine</title></head></html>")).isFalse();
  }

  /** As CommonMark has it: no text becomes a list, a heading, a link or emphasis. */
  @Test
  void markdownIsEscaped() {
    assertThat(Markdown.escaped("# a *b* _c_ [d](e) | `f` <g> & ~h~ \\")).isEqualTo("\\# a \\*b\\* \\_c\\_ \\[d\\](e) \\| \\`f\\` &lt;g\\> &amp; \\~h\\~ \\\\");
    assertThat(Markdown.escaped("1. first")).isEqualTo("1\\. first");
    assertThat(Markdown.escaped("- x")).isEqualTo("\\- x");
    assertThat(Markdown.escaped("---")).isEqualTo("\\---");
    assertThat(Markdown.escaped("-0.5")).isEqualTo("-0.5");
    assertThat(Markdown.escaped("https://a.b www.c.d e@f $g$")).isEqualTo("https\\://a.b www\\.c.d e\\@f \\$g\\$");
    assertThat(Markdown.escaped("loss 0.5, rows.csv")).isEqualTo("loss 0.5, rows.csv");
    assertThat(Markdown.escaped("a\n# b")).isEqualTo("a\uFFFD\\# b");
    assertThat(Markdown.escaped("12) b")).isEqualTo("12\\) b");
    assertThat(Markdown.escaped("a 1. b")).isEqualTo("a 1. b");
  }

  /** In one pass: a million characters of a changed configuration take no minutes. */
  @Test
  void muchTextIsEscapedAtOnce() {
    String much = "a<1".repeat(400_000);
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(Markdown.escaped(much)).isEqualTo("a&lt;1".repeat(400_000)));
  }
}
