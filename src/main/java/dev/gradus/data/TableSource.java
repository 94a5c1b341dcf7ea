package dev.gradus.data;

import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Takes what is said about reading, gives a table, or its records one after the other.
 *
 * <pre>{@code
 * Dataset flowers = CsvSource.of(Path.of("iris.csv")).read(LearningTask.of("species").withIgnored(List.of("id")));
 * }</pre>
 */
public interface TableSource {
  /** What messages call it; no secret is in it. */
  String name();

  /** The files that are read; empty when there are none, as of a stream or a query. */
  List<Path> files();

  /** A text that changes when the content does; empty when that cannot be told, and so nothing may be kept of the source. */
  Optional<String> fingerprint() throws IOException;

  /** The same, and somebody is told in a sentence each what should be known of what was inferred. */
  TableSource withNotices(Consumer<String> told);

  /** The whole table in a place of its own; the caller closes it. @throws DataException when the data cannot be used */
  Table table(TableOptions options, TableWriter.Place place) throws IOException;

  /** The whole table in memory; otherwise as {@link #table(TableOptions, TableWriter.Place)}. */
  default Table table(TableOptions options) throws IOException {
    return table(options, TableWriter::inMemory);
  }

  /** The records as they come, for one pass with constant memory; the caller closes the reader. @throws DataException when the data cannot be used */
  RecordReader records(TableOptions options) throws IOException;

  /**
   * The rows as a model reads them, for one pass with constant memory; the caller closes them. Its target is not looked at.
   *
   * @param preparation of the model
   * @param rules how texts are read; those of the preparation unless something else is said
   * @param kept takes the names of all columns, gives those that are passed through
   * @throws DataException when a column of the model is not there, or the model reads no columns
   */
  default RawRows rows(Schema model, Preparation preparation, TextRules rules, UnaryOperator<List<String>> kept) throws IOException {
    RecordReader records = records(new ModelReading(name(), model).rows(rules));
    try {
      return new RawRecords(name(), records, preparation, rules, kept.apply(records.names()));
    } catch (RuntimeException e) {
      records.close();
      throw e;
    }
  }

  /**
   * Reads what is to be learned: the rows that have a target. Types are inferred.
   *
   * @throws DataException when the data cannot be used
   * @throws IOException when the source cannot be read; {@code NoSuchFileException} when it is not there
   */
  default Dataset read(LearningTask task) throws IOException {
    return read(task, TableOptions.standard(), notice -> {});
  }

  /** Reads what is to be learned, as {@link #read(LearningTask)} does. @param said about types and texts @param notice told what a person should know */
  default Dataset read(LearningTask task, TableOptions said, Consumer<String> notice) throws IOException {
    LearningTask asked = task.with(said.types());
    return new TableExamples(table(asked.reading(said)), said.rules(), notice).toLearn(asked);
  }

  /**
   * Reads examples for a model that has learned already, to evaluate it or to go on with it: its columns by name, in any order, among others, their texts as
   * it was trained with.
   *
   * @param preparation of the model, whose rules texts are read by; the examples are not prepared
   * @throws DataException when the data cannot be used, a column of the model is not there, or a class is none of the model's
   * @throws IOException when the source cannot be read
   */
  default Dataset read(Schema model, Preparation preparation) throws IOException {
    return read(model, Roles.none(), preparation.rules());
  }

  /**
   * Reads examples with their weights, groups or times for a model that has learned already, as {@link #read(Schema, Preparation)} does.
   *
   * @param rules how texts are read; those that the model was trained with
   * @throws IllegalArgumentException when a column has a role and is an input or a target of the model
   */
  default Dataset read(Schema model, Roles roles, TextRules rules) throws IOException {
    ModelReading reading = new ModelReading(name(), model);
    reading.refuse(roles);
    return new TableExamples(table(reading.examples(roles, rules)), rules, notice -> {}).forModel(model, roles);
  }
}
