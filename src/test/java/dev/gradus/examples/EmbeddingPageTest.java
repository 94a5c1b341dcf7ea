package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about embedding is true: what it quotes stands in the example that it links to before. */
class EmbeddingPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/embedding.md");
  private static final Pattern QUOTE_OR_LINK = Pattern.compile("```java\n(.*?)```|\\]\\((\\.\\.[^)#]+)\\)", Pattern.DOTALL);

  private static String withoutIndents(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  @Test
  void whatItQuotesIsInTheExamples() throws IOException {
    String file = "";
    int quotes = 0;
    for (MatchResult found : QUOTE_OR_LINK.matcher(Files.readString(PAGE)).results().toList()) {
      if (found.group(2) != null) {
        Path target = PAGE.resolveSibling(found.group(2)).normalize();
        assertThat(target).exists();
        if (Files.isRegularFile(target) && !target.endsWith("Consumer.java")) file = withoutIndents(Files.readString(target));
      } else {
        assertThat(file).contains(withoutIndents(found.group(1)));
        quotes++;
      }
    }
    assertThat(quotes).isGreaterThan(6);
  }

  @Test
  void anExampleIsShort() throws IOException {
    for (String name : List.of("JdbcJob", "StreamPipeline", "MicroBatchLoop", "RestHandler")) {
      Path example = Path.of("src/test/java/dev/gradus/examples", name + ".java");
      assertThat(Files.readString(PAGE)).contains("[" + name + "]");
      assertThat(Files.readAllLines(example)).as(name).hasSizeLessThan(120);
    }
  }
}
