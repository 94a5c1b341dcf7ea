package dev.gradus.data;

/** What a column is named for before a table is read, and so must be there. */
public enum ColumnUse {
  /** It is to be predicted. */
  TARGET("--target names it"),
  /** It is chosen to predict from. */
  FEATURE("--features names it"),
  /** It says how often a row counts. */
  WEIGHT("--weight names it"),
  /** It says which rows belong together. */
  GROUP("--group names it"),
  /** It says when a row was. */
  TIME("--time names it"),
  /** It is said to have numbers. */
  NUMERIC("--numeric names it"),
  /** It is said to have categories. */
  CATEGORICAL("--categorical names it"),
  /** The file of a schema says its type. */
  SCHEMA("--schema names it"),
  /** It is passed on with the predictions. */
  KEPT("--keep names it"),
  /** A model predicts from it. */
  INPUT("the model needs it"),
  /** A model predicts it. */
  PREDICTED("it is what the model predicts");

  private final String wanted;

  ColumnUse(String wanted) {
    this.wanted = wanted;
  }

  /** In words, who asks for the column: "--target names it". */
  String wanted() {
    return wanted;
  }

  /** Whether the texts of the column are names whose number is that of the data, and no inputs. */
  boolean isOfNames() {
    return this == TARGET || this == PREDICTED || this == GROUP;
  }
}
