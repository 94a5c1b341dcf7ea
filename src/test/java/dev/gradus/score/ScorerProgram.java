package dev.gradus.score;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A program that has nothing but the scorer's jar: the arguments are a model file and cells such as {@code width=1.5}; it prints the outputs and the label. */
public final class ScorerProgram {
  private ScorerProgram() {}

  public static void main(String... words) throws Exception {
    Scorer scorer = Scorer.load(Path.of(words[0]));
    Map<String, Object> row = new HashMap<>();
    for (String cell : Arrays.copyOfRange(words, 1, words.length)) row.put(cell.split("=", 2)[0], cell.split("=", 2)[1]);
    System.out.println(Arrays.toString(scorer.predict(row).outputs()) + " " + scorer.predict(row).label());
  }
}
