package dev.gradus.data;

import dev.gradus.prepare.Prediction;
import java.io.Flushable;
import java.io.IOException;

/** Takes predictions one after the other. One thread at a time. */
public interface PredictionSink extends Flushable {
  /** The prediction for a row. @param cells of the row that are passed through: {@link RawRows#cells} */
  void add(Prediction prediction, Object[] cells) throws IOException;

  /** Says that for the moment there is no other. */
  @Override
  void flush() throws IOException;
}
