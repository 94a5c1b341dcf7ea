package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.Inputs;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionImageTest {
  private static final AttributionImage IMAGE = new AttributionImage(new Inputs.Pixels(2, 4), List.of(0.0, 0.5, 0.5, 1.0, -0.25, 0.0, 0.0, -1.0));

  @Test
  void equalNeighboursAreOneRectangleAndWhiteIsNone() {
    assertThat(IMAGE.svg("seven").lines().filter(line -> line.startsWith("<rect x"))).containsExactly(
        "<rect x=\"1\" y=\"0\" width=\"2\" height=\"1\" fill=\"#d9ac83\"/>",
        "<rect x=\"3\" y=\"0\" width=\"1\" height=\"1\" fill=\"#b35806\"/>",
        "<rect x=\"0\" y=\"1\" width=\"1\" height=\"1\" fill=\"#c8d9ea\"/>",
        "<rect x=\"3\" y=\"1\" width=\"1\" height=\"1\" fill=\"#2166ac\"/>");
  }

  @Test
  void aTitleWithMarkupIsText() {
    assertThat(IMAGE.svg("<b> & \"c\"\u0007")).contains("<title>&lt;b&gt; &amp; &quot;c&quot;\uFFFD</title>").contains("aria-label=\"&lt;b&gt; ");
  }

  @Test
  void charactersTellForFromAgainst() {
    assertThat(IMAGE.blocks(4).lines()).containsExactly("  ▒▒▒▒██", "..    ##");
  }

  @Test
  void aWideImageIsDrawnCoarser() {
    assertThat(IMAGE.blocks(2).lines()).containsExactly("▒▒██");
    assertThat(new AttributionImage(new Inputs.Pixels(1, 5), List.of(1.0, 1.0, 0.0, 0.0, -2.0)).blocks(3).lines()).containsExactly("██  ##");
  }

  @Test
  void nothingIsDrawnWhereNothingContributes() {
    AttributionImage nothing = new AttributionImage(new Inputs.Pixels(3, 3), Collections.nCopies(9, 0.0));

    assertThat(nothing.svg("nothing")).doesNotContain("<rect x").doesNotContain("NaN");
    assertThat(nothing.blocks(10)).isBlank();
  }

  @Test
  void anotherNumberOfContributionsIsRefused() {
    assertThatThrownBy(() -> new AttributionImage(new Inputs.Pixels(3, 3), List.of(1.0))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 contributions").hasMessageContaining("9");
  }
}
