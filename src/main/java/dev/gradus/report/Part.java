package dev.gradus.report;

/** Which examples a model is judged on. */
public enum Part {
  TRAINING("training"), VALIDATION("validation"), TEST("test");

  private final String word;

  Part(String word) {
    this.word = word;
  }

  /** In words: {@code validation}. */
  public String word() {
    return word;
  }
}
