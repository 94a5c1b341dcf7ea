package dev.gradus.faults;

import dev.gradus.data.PredictionSink;
import dev.gradus.kernel.Matrix;
import dev.gradus.prepare.Prediction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The ways to ask a model, and its scorer, for outputs. */
enum Way {
  NUMBERS {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.model.predict(subject.raw(i)));
    }
  },
  FLOATS {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.model.predict(subject.floats(i)));
    }
  },
  MAP {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.model.predict(subject.map(i)).outputs());
    }
  },
  RECORD {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.model.predict(subject.reading(i)).outputs());
    }
  },
  CELLS {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.model.predict(subject.cells(i, 1).get(0)).outputs());
    }
  },
  TOGETHER {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return subject.model.predict(subject.cells(from, count)).stream().map(Prediction::outputs).toArray(double[][]::new);
    }
  },
  AS_THEY_COME {
    @Override
    double[][] ask(Subject subject, int from, int count) throws IOException {
      Kept kept = new Kept();
      subject.model.predict(subject.rows(from, count), kept);
      return kept.outputs.toArray(double[][]::new);
    }
  },
  PREPARED {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.model.predictor().predict(subject.inputs(i)));
    }
  },
  COLUMNS {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      Matrix X = Matrix.zeros(subject.model.parameters().type(), subject.model.network().inputs(), count);
      try {
        for (int i = 0; i < count; i++) X.set((long) i * X.rows(), subject.inputs(from + i), 0, X.rows());
        try (INDArray Y = subject.model.predictor().predict(X.array())) {
          Matrix outputs = Matrix.over(Y);
          double[][] answers = new double[count][outputs.rows()];
          for (int i = 0; i < count; i++) outputs.get((long) i * outputs.rows(), answers[i], 0, outputs.rows());
          return answers;
        }
      } finally {
        X.close();
      }
    }
  },
  SCORER_NUMBERS {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.scorer.outputs(subject.raw(i)));
    }
  },
  SCORER_FLOATS {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.scorer.outputs(subject.floats(i)));
    }
  },
  SCORER_MAP {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.scorer.predict(subject.map(i)).outputs());
    }
  },
  SCORER_RECORD {
    @Override
    double[][] ask(Subject subject, int from, int count) {
      return each(from, count, i -> subject.scorer.predict(subject.reading(i)).outputs());
    }
  };

  /** The outputs for some rows. */
  abstract double[][] ask(Subject subject, int from, int count) throws IOException;

  /** The way that answers a row alone with the same bits: numbers to the model, prepared numbers to its predictor, or numbers to the scorer. */
  Way plainest() {
    return switch (this) {
      case PREPARED, COLUMNS -> PREPARED;
      case SCORER_NUMBERS, SCORER_FLOATS, SCORER_MAP, SCORER_RECORD -> SCORER_NUMBERS;
      default -> NUMBERS;
    };
  }

  private interface Row {
    double[] outputs(int row);
  }

  private static double[][] each(int from, int count, Row row) {
    double[][] answers = new double[count][];
    for (int i = 0; i < count; i++) answers[i] = row.outputs(from + i);
    return answers;
  }

  /** Keeps what it is told. */
  static final class Kept implements PredictionSink {
    final List<double[]> outputs = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void add(Prediction prediction, Object[] cells) {
      outputs.add(prediction.outputs());
    }

    @Override
    public void flush() {}
  }
}
