package dev.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A browser opens the pages without a word on its console or a request, and nothing sticks out, from a phone of 360 pixels to a desk. */
class ReportPageTest {
  private static final int[] WIDTHS = {360, 768, 1280};

  @TempDir(cleanup = CleanupMode.NEVER) Path folder;

  @Test
  void aBrowserIsContent() throws IOException {
    Optional<Path> chromium = Browser.installed();
    assumeTrue(chromium.isPresent(), "no chromium is installed, so nobody looks at the pages; Debian's package is called chromium");
    Dataset hostile = SampleRun.table("kind", HtmlReportTest.HOSTILE.get(0), HtmlReportTest.HOSTILE.get(1), "x".repeat(300),
        k -> "\"" + (HtmlReportTest.HOSTILE.get(k) + "y".repeat(200)).replace("\"", "\"\"") + "\"");
    Map<String, Path> pages = new LinkedHashMap<>();
    pages.put("images", page("images", SampleRun.digits()));
    pages.put("hostile", page("hostile", hostile));
    pages.put("values", page("values", SampleRun.values()));

    try (Browser browser = new Browser(chromium.get(), Files.createDirectory(folder.resolve("profile")))) {
      for (Map.Entry<String, Path> page : pages.entrySet()) {
        for (int width : WIDTHS) {
          browser.open(page.getValue(), width, width == 768 ? "dark" : "light");
          String what = page.getKey() + " at " + width;
          assertThat(browser.requests()).as(what).containsExactly(page.getValue().toUri().toString());
          assertThat(browser.said()).as("what the console says of %s", what).isEmpty();
          assertThat((Double) browser.value("document.documentElement.scrollWidth")).as("the width of %s", what).isLessThanOrEqualTo(width);
          assertThat((String) browser.value("[...document.querySelectorAll('main p, main h1, main dd, svg.plot, figure, .scroll, ul')]"
              + ".filter(e => e.getBoundingClientRect().right > " + width + " + 0.5).map(e => e.tagName + '.' + e.className).join()")).as(what).isEmpty();
          assertThat(browser.value("document.querySelectorAll('script').length + [...document.images].filter(i => !i.naturalWidth).length")).as(what)
              .isEqualTo(0.0);
        }
        assertThat(browser.paper()).as("a PDF").startsWith("%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
  }

  private Path page(String name, Dataset data) throws IOException {
    return Files.writeString(folder.resolve(name + ".html"), HtmlReport.write(SampleRun.of(data)));
  }
}
