package dev.gradus.model;

import dev.gradus.backprop.Predictor;
import dev.gradus.data.DataException;
import dev.gradus.data.PredictionSink;
import dev.gradus.data.RawRows;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.net.Network;
import dev.gradus.prepare.Cells;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes batches of rows, gives the predictions for them, with the bits that each has alone. One thread at a time. */
final class BatchOutputs implements AutoCloseable {
  /** The inputs of a batch and the outputs of a layer for it are at most so many numbers. */
  private static final int LARGEST = 1 << 20;

  private final Predictor predictor;
  private final Preparation preparation;
  private final Target target;
  private final int units;
  private final double[] block;
  private final Matrix X;
  private final Matrix A;
  private long rows;

  /** @param predictor of the model, kept, not closed here */
  private BatchOutputs(Model model, Predictor predictor, int capacity) {
    this.predictor = predictor;
    preparation = model.preparation();
    target = model.schema().target();
    units = model.network().outputs();
    block = new double[units * capacity];
    X = Matrix.zeros(predictor.theta().type(), model.network().inputs(), capacity);
    A = Matrix.zeros(predictor.theta().type(), units, capacity);
  }

  private static int capacity(Network network) {
    int widest = network.inputs();
    for (int l = 1; l <= network.depth(); l++) widest = Math.max(widest, network.units(l));
    return Math.max(1, Math.min(Evaluator.BATCH, LARGEST / widest));
  }

  /** The rows of a list or the like. */
  static List<Prediction> predict(Model model, Iterable<? extends Cells> records) {
    List<double[]> raw = new ArrayList<>();
    for (Cells record : records) raw.add(raw(model, record, raw.size() + 1));
    List<Prediction> predictions = new ArrayList<>(raw.size());
    if (raw.isEmpty()) return predictions;
    RowBatch batch = new RowBatch(model.preparation(), Math.min(capacity(model.network()), raw.size()));
    try (BatchOutputs outputs = new BatchOutputs(model, model.answering(), batch.capacity())) {
      for (double[] row : raw) {
        batch.add(row);
        if (!batch.isFull() && predictions.size() + batch.size() < raw.size()) continue;
        outputs.compute(batch);
        for (int i = 0; i < batch.size(); i++) predictions.add(outputs.prediction(i));
        batch.clear();
      }
    }
    return predictions;
  }

  private static double[] raw(Model model, Cells record, int number) {
    try {
      return model.preparation().raw(record);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("row " + number + ", " + e.getMessage(), e);
    }
  }

  /** Rows as they come. */
  static void predict(Model model, RawRows rows, PredictionSink sink) throws IOException {
    int capacity = capacity(model.network());
    try (RowPipe pipe = new RowPipe(rows, model.preparation(), capacity);
        Team team = Evaluator.team(model.network());
        Predictor predictor = model.answering(team);
        BatchOutputs outputs = new BatchOutputs(model, predictor, capacity)) {
      RowBatch batch = pipe.next(new RowBatch(model.preparation(), capacity));
      for (; batch.size() > 0; batch = pipe.next(batch)) {
        outputs.compute(batch);
        for (int i = 0; i < batch.size(); i++) {
          outputs.requireFinite(rows.source(), i);
          sink.add(outputs.prediction(i), batch.cells[i]);
        }
        outputs.rows += batch.size();
        sink.flush();
      }
    }
  }

  private void compute(RowBatch batch) {
    int m = batch.size();
    X.set(0, batch.inputs, 0, X.rows() * m);
    predictor.predict(X, m, A);
    A.get(0, block, 0, units * m);
    preparation.targetScaling().restore(block, units * m);
  }

  private Prediction prediction(int i) {
    return new Prediction(target, Arrays.copyOfRange(block, units * i, units * (i + 1)));
  }

  private void requireFinite(String source, int i) {
    for (int k = units * i; k < units * (i + 1); k++) {
      if (Double.isFinite(block[k])) continue;
      throw new DataException(source + " row " + (rows + i + 1), "the model's answer is " + block[k] + ", which is no prediction; a value of the row is beyond "
          + "what the model can compute with. Correct it, or remove the row.");
    }
  }

  @Override
  public void close() {
    X.close();
    A.close();
  }
}
