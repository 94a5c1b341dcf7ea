package dev.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given to the writer of elements is text, whatever it looks like. */
class HtmlTest {
  @Test
  void textAndAttributesAreEscaped() {
    String page = new Html().leaf("p", "<script>alert('1')</script> & \"so\"", "title", "\"><img src=x onerror=alert(1)>").page();

    assertThat(page)
        .isEqualTo("<p title=\"&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\">&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;so&quot;</p>\n");
  }

  @Test
  void whatIsNotSeenIsShown() {
    assertThat(PlainText.of("a\u0000b\u001b[31mc\u0085d\re\u2028f")).isEqualTo("a\uFFFDb\uFFFD[31mc\uFFFDd\uFFFDe\uFFFDf");
    assertThat(PlainText.of("x\u202Egnp.exe\u2066\u200F\u061C")).isEqualTo("x[U+202E]gnp.exe[U+2066][U+200F][U+061C]");
    assertThat(PlainText.of("\uD83D\uDC27 \uD83D \uFFFF \uFDD0")).isEqualTo("\uD83D\uDC27 \uFFFD \uFFFD \uFFFD");
    assertThat(PlainText.of("مرحبا שלום naïve")).isEqualTo("مرحبا שלום naïve");
    assertThat(PlainText.cut("\uD83D\uDC27\uD83D\uDC27\uD83D\uDC27", 2)).isEqualTo("\uD83D\uDC27…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"script", "iframe", "object", "style", "form", "foreignObject", "p onclick=x", "", "a>b"})
  void noSuchElementIsWritten(String tag) {
    assertThatThrownBy(() -> new Html().open(tag)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("an element \"" + tag
        + "\" was asked for");
  }

  @ParameterizedTest
  @CsvSource({"onclick,x", "ONLOAD,x", "a b,x", "href,javascript:alert(1)", "href,https://example.org", "src,//example.org/a.png",
      "src,data:text/html;base64,AA==",
      "href,report.html"})
  void noSuchAttributeIsWritten(String name, String value) {
    assertThatThrownBy(() -> new Html().open("a", name, value)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("was asked for");
  }

  @Test
  void whatIsOpenIsNoPage() {
    assertThatThrownBy(() -> new Html().open("p").page()).isInstanceOf(IllegalStateException.class).hasMessageContaining("[p]");
  }
}
