package dev.gradus.net;

/**
 * A number after a colon in a name, such as the 0.01 of {@code leaky-relu:0.01}.
 *
 * @param name in capitals, for messages
 * @param example a value that makes sense; the default where the number may be left out
 * @param required false when the number may be left out
 * @param repeats true when more such numbers may follow; of the last parameter only
 */
record Parameter(String name, double example, boolean required, boolean repeats) {
  static Parameter optional(String name, double byDefault) {
    return new Parameter(name, byDefault, false, false);
  }

  static Parameter required(String name, double example) {
    return new Parameter(name, example, true, false);
  }

  /** One at least. */
  static Parameter several(String name, double example) {
    return new Parameter(name, example, true, true);
  }
}
