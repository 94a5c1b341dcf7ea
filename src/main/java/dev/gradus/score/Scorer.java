package dev.gradus.score;

import dev.gradus.net.Network;
import dev.gradus.prepare.Cells;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.store.ModelFile;
import dev.gradus.store.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Takes a model file, gives predictions for rows: the preparation and the network of the model, in plain Java.
 *
 * <pre>{@code
 * Scorer scorer = Scorer.load(Path.of("penguins.safetensors"));
 * String species = scorer.predict(Map.of("island", "Dream", "bill_length_mm", 38.1)).label();
 * }</pre>
 *
 * <p>A row of a database is a map too, read column by column; of a timestamp with a time zone {@code getObject} is asked for an {@code OffsetDateTime}, since the
 * {@code Timestamp} that many drivers give is read as the local time of the machine:
 *
 * <pre>{@code
 * Map<String, Object> row = new HashMap<>();
 * for (Column column : scorer.columns()) row.put(column.name(), resultSet.getObject(column.name()));
 * row.put("sold", resultSet.getObject("sold", OffsetDateTime.class));
 * double price = scorer.predict(row).value();
 * }</pre>
 *
 * <p>It computes in double, with the weights as they are in the file, 8 bytes each. Its outputs are those of the engine's {@code Model.predict}, which computes in
 * double too, within 10⁻⁶ · max(1, |value|); only of more than 4 Mi parameters as floats does the engine predict in float, and rounds.
 *
 * <p>It never changes, is safe to share between threads, has no native memory and needs not be closed.
 */
public final class Scorer {
  private final Network network;
  private final Schema schema;
  private final Preparation preparation;
  private final Forward forward;

  private Scorer(Safetensors file) throws IOException {
    ModelFile model = ModelFile.read(file);
    network = model.network();
    schema = model.schema();
    preparation = model.preparation();
    forward = new Forward(file, network);
  }

  /**
   * Reads a model from a file.
   *
   * @throws dev.gradus.store.ModelFileException when it is not a whole, unchanged model
   * @throws IOException when it is not there or cannot be read
   */
  public static Scorer load(Path path) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      return new Scorer(file);
    }
  }

  /**
   * Reads a model from a stream, such as that of a resource in the program's jar, to its end.
   *
   * @param name what the model is called in messages
   * @param in read to its end; not closed
   * @throws dev.gradus.store.ModelFileException when it is not a whole, unchanged model
   * @throws IOException when it cannot be read
   */
  public static Scorer load(String name, InputStream in) throws IOException {
    try (Safetensors file = Safetensors.of(name, in.readAllBytes())) {
      return new Scorer(file);
    }
  }

  /** What the model has inside. */
  public Network network() {
    return network;
  }

  /** What goes into the model and what it predicts. */
  public Schema schema() {
    return schema;
  }

  /** What a row consists of, in the order of {@link #outputs(double...)}; for images a column for each pixel. */
  public List<Column> columns() {
    return preparation.columns();
  }

  /**
   * The prediction for a row given by the names of its columns. Columns that the model does not have are left aside; a null is a missing value.
   *
   * @throws IllegalArgumentException when the row lacks a column, or a cell is not of its column's type; the message names the column
   */
  public Prediction predict(Map<String, ?> row) {
    return predict(Cells.of(row));
  }

  /** The prediction for a record whose components are named as the columns are. @throws IllegalArgumentException as for a map */
  public Prediction predict(Record row) {
    return predict(Cells.of(row));
  }

  /** The prediction for a row that answers by the names of its columns. @throws IllegalArgumentException as for a map */
  public Prediction predict(Cells row) {
    return predict(preparation.raw(row));
  }

  /** The prediction for a row of raw values, as of {@link #outputs(double...)}. */
  public Prediction predict(double... row) {
    return new Prediction(schema.target(), outputs(row));
  }

  /**
   * The outputs for a row of raw values: the probabilities of classes or labels, or a value.
   *
   * @param row a raw value for each column, read: a number; 0 or 1 of a boolean; seconds since 1970 began in UTC of a time; of a category its place, from 0,
   *     among those that {@code gradus inspect} shows for the column, or its bucket, and −1 when it is none of them; NaN for what is missing. A pixel is its
   *     byte divided by 255
   * @return new, one for each output of the network
   * @throws IllegalArgumentException when the row has another number of values than there are columns, or one that no boolean or category has; the message
   *     names the column
   */
  public double[] outputs(double... row) {
    checkLength(row.length);
    preparation.check(row);
    double[] inputs = new double[preparation.width()];
    preparation.encode(row, inputs);
    double[] outputs = forward.outputs(inputs);
    TargetScaling scaling = preparation.targetScaling();
    if (!scaling.isNone()) {
      for (int j = 0; j < outputs.length; j++) outputs[j] = scaling.restore(outputs[j]);
    }
    return outputs;
  }

  /** The outputs for a row of raw values that are floats. @throws IllegalArgumentException as for doubles */
  public double[] outputs(float[] row) {
    checkLength(row.length);
    double[] wide = new double[row.length];
    for (int k = 0; k < row.length; k++) wide[k] = row[k];
    return outputs(wide);
  }

  private void checkLength(int length) {
    int columns = schema.inputs().count();
    if (length != columns) throw new IllegalArgumentException("a row of " + length + " values was given; the model has " + columns + " columns");
  }

  @Override
  public String toString() {
    return schema + ", " + network;
  }
}
