package dev.gradus.report;

import dev.gradus.net.Network;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import java.util.Objects;

/**
 * What was trained, and on what.
 *
 * @param title of the report
 * @param source of the examples, by its name
 * @param schema what goes in and what is predicted
 * @param network what learnt it
 */
public record Subject(String title, String source, Schema schema, Network network) {
  public Subject {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(network, "network");
  }

  /** What an example is called: a row of a table, or an example. */
  String noun() {
    return schema.inputs() instanceof Inputs.Columns ? "row" : "example";
  }
}
