package dev.gradus.net;

/**
 * A number after a colon in a name, such as the 0.01 of {@code leaky-relu:0.01}.
 *
 * @param name in capitals, for messages
 * @param example a value that makes sense; the default where the number may be left out
 * @param required false when the number may be left out
 */
record Parameter(String name, double example, boolean required) {
  static Parameter optional(String name, double byDefault) {
    return new Parameter(name, byDefault, false);
  }

  static Parameter required(String name, double example) {
    return new Parameter(name, example, true);
  }
}
