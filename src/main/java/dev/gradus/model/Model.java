package dev.gradus.model;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.PredictionSink;
import dev.gradus.data.RawRows;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.Decision;
import dev.gradus.metrics.Evaluation;
import dev.gradus.net.Network;
import dev.gradus.prepare.Cells;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.store.ModelFile;
import dev.gradus.store.ModelFileException;
import dev.gradus.store.ModelFileWriter;
import dev.gradus.store.Safetensors;
import dev.gradus.store.Tensor;
import dev.gradus.store.TensorRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes raw inputs, gives predictions: a network with its parameters, and everything needed to use it on new data.
 *
 * <p>Immutable, and safe to share between threads. It owns its parameters, in native memory: {@link #close} frees them, a second call does nothing.
 */
public final class Model implements AutoCloseable {
  /** Predictions of a model with at most so many parameters are computed in double; their copy takes 32 MB. */
  static final long EXACT = 4L << 20;

  private final Parameters theta;
  private final Predictor predictor;
  private Answers answers;
  private final Schema schema;
  private final Preparation preparation;
  private final Map<String, Object> provenance;
  private volatile boolean closed;

  /**
   * A model of parameters and what surrounds them.
   *
   * @param theta kept, and closed with the model; not to be changed any more
   * @param provenance how it came about: names and texts, numbers, booleans, lists or maps of them
   */
  public Model(Parameters theta, Schema schema, Preparation preparation, Map<String, Object> provenance) {
    this.theta = theta;
    this.predictor = new Predictor(theta);
    this.schema = schema;
    this.preparation = preparation;
    this.provenance = new LinkedHashMap<>(provenance);
  }

  public Network network() {
    return theta.network();
  }

  /** θ; to be read only. */
  public Parameters parameters() {
    return theta;
  }

  public Schema schema() {
    return schema;
  }

  /** How raw inputs become those of the network, and its outputs values. */
  public Preparation preparation() {
    return preparation;
  }

  /** Whether a prediction has no more digits than a float: the parameters are floats. */
  public boolean answersInFloat() {
    return theta.type() == DataType.FLOAT;
  }

  /** Parameters and a predictor for predictions: as double up to {@link #EXACT} parameters, so that every machine and the scorer say the same. */
  private record Answers(Parameters theta, Predictor predictor) {}

  private synchronized Answers answers() {
    requireOpen();
    if (answers == null) {
      boolean exact = theta.type() == DataType.FLOAT && theta.network().parameters() <= EXACT;
      Parameters wide = exact ? theta.copy(DataType.DOUBLE) : theta;
      answers = new Answers(wide, exact ? new Predictor(wide) : predictor);
    }
    return answers;
  }

  public Map<String, Object> provenance() {
    return new LinkedHashMap<>(provenance);
  }

  /**
   * The outputs for a row of raw inputs, in the order of the schema: probabilities, or values in the unit of the target.
   *
   * @param row a raw value for each column, NaN for a missing one: numbers as they are, 0 or 1 of a boolean, seconds since 1970 began in UTC of a time, the place
   *     of a category among those of its encoding, from 0; read
   * @throws IllegalArgumentException when there are more or fewer values than columns, or one that no boolean or category has; the message names the column
   */
  public double[] predict(double... row) {
    Predictor answering = answers().predictor();
    if (row.length != schema.inputs().count()) {
      throw new IllegalArgumentException("a row of " + row.length + " values was given; the model has " + schema.inputs().count() + " inputs");
    }
    preparation.check(row);
    double[] inputs = new double[preparation.width()];
    preparation.encode(row, inputs);
    double[] outputs = answering.predict(inputs);
    preparation.targetScaling().restore(outputs, outputs.length);
    return outputs;
  }

  /**
   * What the model says of a record with a cell for each of its columns, by name.
   *
   * @throws IllegalArgumentException when a column of the model is not there, or a cell is of the wrong kind
   */
  public Prediction predict(Cells record) {
    return new Prediction(schema.target(), predict(preparation.raw(record)));
  }

  /** The outputs for a row of raw inputs that are floats, as of {@link #predict(double...)}. */
  public double[] predict(float[] row) {
    double[] wide = new double[row.length];
    for (int k = 0; k < row.length; k++) wide[k] = row[k];
    return predict(wide);
  }

  /** What the model says of a row given by the names of its columns; null is missing. @throws IllegalArgumentException as of {@link #predict(Cells)} */
  public Prediction predict(Map<String, ?> row) {
    return predict(Cells.of(row));
  }

  /** What the model says of a record whose components are named as its columns are. @throws IllegalArgumentException as of {@link #predict(Cells)} */
  public Prediction predict(Record row) {
    return predict(Cells.of(row));
  }

  /**
   * What the model says of each of some rows, in their order, with the same bits as for each alone; computed together, which is faster.
   *
   * @throws IllegalArgumentException when a column of the model is not there, or a cell is of the wrong kind; the message has the number of the row, from 1
   */
  public List<Prediction> predict(Iterable<? extends Cells> rows) {
    requireOpen();
    return BatchOutputs.predict(this, rows);
  }

  /**
   * Predicts rows as they come, in their order: in batches, and when rows are waited for, those that are there. Memory does not grow with the number of rows.
   * Rows are read on a thread of their own, predictions are given away on the caller's.
   *
   * @param rows closed at the end by the thread that reads them, which after an exception may be when the row has come that it waits for
   * @param sink told of every row before one that cannot be read
   * @throws IOException of the sink
   * @throws UncheckedIOException when the rows cannot be read
   * @throws DataException when a row cannot be used, or the model's answer to it is no finite number
   */
  public void predict(RawRows rows, PredictionSink sink) throws IOException {
    requireOpen();
    BatchOutputs.predict(this, rows, sink);
  }

  /** The number of the class that some outputs stand for: the largest, or with one output whether it is above ½. */
  public static int classOf(double[] outputs) {
    return Decision.classOf(outputs, 0, outputs.length);
  }

  /** What the model achieves on a data set of raw inputs; the scores of all examples are kept, for curves and thresholds. */
  public Evaluation evaluate(Dataset data) {
    requireOpen();
    try (Team team = Evaluator.team(network()); Predictor large = new Predictor(theta, team)) {
      return Evaluator.evaluateInFull(large, prepared(data));
    }
  }

  /** A predictor for predictions, with a team. @return the caller's to close, before the model */
  Predictor answering(Team team) {
    return new Predictor(answers().theta(), team);
  }

  /** The predictor for predictions. Closed with the model. */
  Predictor answering() {
    return answers().predictor();
  }

  /** A data set of raw inputs prepared and its classes numbered as this model has them. */
  Dataset prepared(Dataset data) {
    return data.as(schema).preparedBy(preparation);
  }

  /** The predictor on prepared inputs: scaled numbers, bytes divided by 255. Closed with the model. */
  public Predictor predictor() {
    return predictor;
  }

  /** Writes the model to a file, whole or not at all. */
  public void save(Path path) throws IOException {
    requireOpen();
    ModelFileWriter.write(path, new ModelFile(network(), schema, preparation, provenance), tensors(theta));
  }

  /** How many bytes its file has. */
  public long bytes() {
    requireOpen();
    return ModelFileWriter.bytes(new ModelFile(network(), schema, preparation, provenance), tensors(theta));
  }

  /** The tensors of a model file, by views of some parameters. */
  public static List<Tensor> tensors(Parameters theta) {
    List<Tensor> tensors = new ArrayList<>();
    theta.tensors().forEach((name, values) -> tensors.add(tensor(name, values)));
    return tensors;
  }

  /** A view of a matrix in the file's order: row by row, where memory is column by column. */
  private static Tensor tensor(String name, Matrix matrix) {
    long rows = matrix.rows();
    long columns = matrix.columns();
    double[] run = new double[matrix.rows()];
    Tensor.Values rowMajor = (from, to, n) -> {
      for (long k = 0; k < columns; k++) {
        long first = (from - k + columns - 1) / columns;
        int length = (int) ((from + n - 1 - k + columns) / columns - first);
        if (length <= 0) continue;
        matrix.get(k * rows + first, run, 0, length);
        for (int i = 0; i < length; i++) to[(int) ((first + i) * columns + k - from)] = run[i];
      }
    };
    return new Tensor(name, matrix.type() == DataType.DOUBLE, name.startsWith("W") ? List.of(rows, columns) : List.of(rows), rowMajor);
  }

  /**
   * Reads a model from a file.
   *
   * @throws ModelFileException when it is not a whole, unchanged model
   * @throws IOException when it is not there or cannot be read
   */
  public static Model load(Path path) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      ModelFile model = ModelFile.read(file);
      DataType type = file.wide("W1") ? DataType.DOUBLE : DataType.FLOAT;
      return new Model(parameters(file, model.network(), type), model.schema(), model.preparation(), model.provenance());
    }
  }

  /**
   * The parameters W1, b1, … of any safetensors file, for a network whose shapes they must have; with gamma1, beta1 of a normalised layer, and mean1 and
   * variance1, its running statistics, of one with batch normalisation.
   *
   * @return new memory, the caller's
   * @throws ModelFileException when a tensor is missing, has another shape, or holds what is no finite number, or for a variance a negative one
   */
  public static Parameters parameters(Safetensors file, Network network, DataType type) {
    Parameters theta = Parameters.zeros(network, type);
    try {
      read(file, theta);
      return theta;
    } catch (RuntimeException e) {
      theta.close();
      throw e;
    }
  }

  /** Writes the parameters of a file into θ, which has to have their shapes. @throws ModelFileException as of {@link #parameters} */
  public static void read(Safetensors file, Parameters theta) {
    ModelFile.checkShapes(file, theta.network());
    theta.tensors().forEach((name, values) -> read(file, name, values));
  }

  private static void read(Safetensors file, String name, Matrix to) {
    TensorRows rows = new TensorRows(file, name);
    for (int j = 0; j < to.rows(); j++) {
      double[] row = rows.next();
      for (int k = 0; k < row.length; k++) to.set((long) k * to.rows() + j, row, k, 1);
    }
  }

  private void requireOpen() {
    if (closed) throw new IllegalStateException("this model is closed");
  }

  @Override
  public synchronized void close() {
    closed = true;
    predictor.close();
    theta.close();
    if (answers == null || answers.theta() == theta) return;
    answers.predictor().close();
    answers.theta().close();
  }
}
