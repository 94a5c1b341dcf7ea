package dev.gradus.optim;

/** Takes a name with values after colons, such as {@code step-epochs:10:0.5}, gives its parts. */
final class Words {
  private final String kind;
  private final String text;
  private final String forms;
  private final String[] parts;

  private Words(String kind, String text, String forms) {
    this.kind = kind;
    this.text = text;
    this.forms = forms;
    parts = text.split(":", -1);
  }

  /** @param kind what is named, for messages; @param forms the forms that are understood, for messages */
  static Words of(String kind, String text, String forms) {
    return new Words(kind, text, forms);
  }

  String name() {
    return parts[0];
  }

  /** How many values follow the name. */
  int values() {
    return parts.length - 1;
  }

  boolean are(String name, int values) {
    return parts[0].equals(name) && values() == values;
  }

  /** Value {@code i}, from 1. */
  double number(int i) {
    try {
      return Double.parseDouble(parts[i]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the " + kind + " \"" + text + "\" has \"" + parts[i] + "\" where a number is needed; write " + forms, e);
    }
  }

  /** Value {@code i}, or the default when there are fewer. */
  double number(int i, double otherwise) {
    return i <= values() ? number(i) : otherwise;
  }

  /** Value {@code i} as a whole number. */
  long whole(int i) {
    try {
      return Long.parseLong(parts[i]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the " + kind + " \"" + text + "\" has \"" + parts[i] + "\" where a whole number is needed; write " + forms, e);
    }
  }

  /** Refuses fewer or more values than these. */
  Words expect(int least, int most) {
    if (values() < least || values() > most) throw unknown();
    return this;
  }

  IllegalArgumentException unknown() {
    return new IllegalArgumentException("the " + kind + " \"" + text + "\" is not known; write " + forms);
  }
}
