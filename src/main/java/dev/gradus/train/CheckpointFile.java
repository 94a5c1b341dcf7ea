package dev.gradus.train;

import dev.gradus.backprop.Parameters;
import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Matrix;
import dev.gradus.metrics.Evaluation;
import dev.gradus.model.Model;
import dev.gradus.store.ModelFile;
import dev.gradus.store.ModelFileException;
import dev.gradus.store.ModelFileWriter;
import dev.gradus.store.Safetensors;
import dev.gradus.store.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A run between two steps as a file, and back: the file of the model as it is then, with tensors whose names begin with {@code training.} added, which are the
 * state of the run and the history of its epochs.
 *
 * <p>Figures of the state are 64-bit floats, and so exact; a figure that an epoch does not have is NaN in its column of the history.
 */
final class CheckpointFile implements AutoCloseable {
  private static final String STATE = ModelFile.TRAINING + "state.";
  private static final String HISTORY = ModelFile.TRAINING + "history.";
  private static final String EPOCHS = HISTORY + "epochs";
  private static final String TRAIN = HISTORY + "train.";
  private static final String VALIDATION = HISTORY + "validation.";
  /** What stands in {@link #EPOCHS} for each epoch: steps, rate, seconds, examples a second, validated examples. */
  private static final int FACTS = 5;
  /** So many epochs, each with its facts, take half a gigabyte. */
  private static final int LONGEST = 1 << 26;

  private final Safetensors file;
  private final ModelFile model;

  private CheckpointFile(Safetensors file) throws IOException {
    this.file = file;
    this.model = ModelFile.read(file);
  }

  /** The tensors of a checkpoint. @param state tells a ledger the state of the run */
  static List<Tensor> tensors(Parameters theta, Consumer<Ledger> state, List<EpochRecord> history) {
    List<Tensor> tensors = new ArrayList<>(Model.tensors(theta));
    state.accept(new Ledger() {
      @Override
      public void vector(String name, Matrix values) {
        tensors.add(new Tensor(STATE + name, wide(values), List.of(values.length()), (from, to, n) -> values.get(from, to, 0, n)));
      }

      @Override
      public double[] figures(String name, double... now) {
        tensors.add(column(STATE + name, now));
        return now;
      }

      @Override
      public double[] series(String name, double... now) {
        return figures(name, now);
      }
    });
    addHistory(tensors, history);
    return tensors;
  }

  private static void addHistory(List<Tensor> tensors, List<EpochRecord> history) {
    double[] facts = new double[FACTS * history.size()];
    Set<String> train = new LinkedHashSet<>();
    Set<String> validation = new LinkedHashSet<>();
    for (int i = 0; i < history.size(); i++) {
      EpochRecord epoch = history.get(i);
      double validated = epoch.validation().map(Evaluation::examples).orElse(0L);
      System.arraycopy(new double[] {epoch.steps(), epoch.rate(), epoch.seconds(), epoch.examplesPerSecond(), validated}, 0, facts, FACTS * i, FACTS);
      train.addAll(epoch.train().keySet());
      epoch.validation().ifPresent(evaluation -> validation.addAll(evaluation.figures().keySet()));
    }
    tensors.add(column(EPOCHS, facts));
    for (String name : train) tensors.add(column(TRAIN + name, history, epoch -> epoch.train().getOrDefault(name, Double.NaN)));
    for (String name : validation) {
      tensors.add(column(VALIDATION + name, history, epoch -> epoch.validation().map(e -> e.figures().get(name)).orElse(Double.NaN)));
    }
  }

  private static Tensor column(String name, List<EpochRecord> history, ToDoubleFunction<EpochRecord> figure) {
    return column(name, history.stream().mapToDouble(figure).toArray());
  }

  private static Tensor column(String name, double[] values) {
    double[] kept = values.clone();
    return new Tensor(name, true, List.of((long) kept.length), (from, to, n) -> System.arraycopy(kept, (int) from, to, 0, n));
  }

  /** Writes a file, whole or not at all, in a folder that has to be there. */
  static void write(Path path, ModelFile model, List<Tensor> tensors) throws IOException {
    ModelFileWriter.writeInFolder(path, model, tensors);
  }

  /**
   * Opens a checkpoint.
   *
   * @throws ModelFileException when it is not a whole, unchanged checkpoint
   * @throws IOException when it is not there or cannot be read
   */
  static CheckpointFile open(Path path) throws IOException {
    Safetensors file = Safetensors.open(path);
    try {
      CheckpointFile checkpoint = new CheckpointFile(file);
      if (!file.names().contains(EPOCHS)) {
        throw new ModelFileException(file.name(), "it is a model and no checkpoint: it has no state of a run; to start from its weights use --init-from");
      }
      return checkpoint;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The path of the file. */
  String name() {
    return file.name();
  }

  /** What the file says of model and run. */
  ModelFile model() {
    return model;
  }

  /** Writes θ as it was. */
  void parameters(Parameters theta) {
    Model.read(file, theta);
  }

  /** Brings back the state. @throws ModelFileException when a part is missing, has another length or type, or holds what it cannot */
  Ledger state() {
    return new Ledger() {
      @Override
      public void vector(String name, Matrix values) {
        CheckpointFile.this.vector(STATE + name, values);
      }

      @Override
      public double[] figures(String name, double... now) {
        if (!file.shape(STATE + name).equals(List.of((long) now.length))) throw shape(STATE + name, now.length);
        return series(name, now);
      }

      @Override
      public double[] series(String name, double... now) {
        double[] values = column(STATE + name);
        for (double value : values) {
          if (Double.isNaN(value)) throw has(STATE + name, value);
        }
        return values;
      }

      @Override
      public long count(String name, long now, long most) {
        return whole(STATE + name, figures(name, now)[0], most);
      }

      @Override
      public boolean flag(String name, boolean now) {
        return count(name, now ? 1 : 0, 1) == 1;
      }
    };
  }

  private long whole(String name, double value, long most) {
    if (value >= 0 && value <= most && value == Math.rint(value)) return (long) value;
    throw new ModelFileException(file.name(), "tensor \"" + name + "\" has " + value + ", expected a whole number from 0 to " + most);
  }

  private ModelFileException has(String name, double value) {
    return new ModelFileException(file.name(), "tensor \"" + name + "\" has " + value);
  }

  private ModelFileException shape(String name, long length) {
    return new ModelFileException(file.name(), "tensor \"" + name + "\" has the shape " + file.shape(name) + ", the run needs " + List.of(length));
  }

  private static boolean wide(Matrix values) {
    return values.type() == DataType.DOUBLE;
  }

  private void vector(String name, Matrix to) {
    if (!file.shape(name).equals(List.of(to.length()))) throw shape(name, to.length());
    if (file.wide(name) != wide(to)) throw new ModelFileException(file.name(), "tensor \"" + name + "\" has values of another type than the run, " + to.type());
    double[] stretch = new double[(int) Math.min(8192, to.length())];
    for (long at = 0; at < to.length(); at += stretch.length) {
      int n = (int) Math.min(stretch.length, to.length() - at);
      file.read(name, at, stretch, n);
      for (int i = 0; i < n; i++) {
        if (!Double.isFinite(stretch[i])) throw new ModelFileException(file.name(), "tensor \"" + name + "\" has " + stretch[i] + " at " + (at + i));
      }
      to.set(at, stretch, 0, n);
    }
  }

  private double[] column(String name) {
    List<Long> shape = file.shape(name);
    if (shape.size() != 1 || shape.get(0) > LONGEST || !file.wide(name)) {
      throw new ModelFileException(file.name(), "tensor \"" + name + "\" is no column of at most " + LONGEST + " 64-bit floats");
    }
    double[] values = new double[shape.get(0).intValue()];
    if (values.length > 0) file.read(name, 0, values, values.length);
    return values;
  }

  /** The epochs before; of their evaluations the figures. @throws ModelFileException when it cannot be that of a run */
  List<EpochRecord> history() {
    double[] facts = column(EPOCHS);
    if (facts.length % FACTS != 0) throw shape(EPOCHS, (long) FACTS * (facts.length / FACTS));
    Map<String, double[]> train = columns(TRAIN, facts.length / FACTS);
    Map<String, double[]> validation = columns(VALIDATION, facts.length / FACTS);
    List<EpochRecord> history = new ArrayList<>();
    for (int i = 0; i < facts.length / FACTS; i++) {
      double[] of = Arrays.copyOfRange(facts, FACTS * i, FACTS * (i + 1));
      for (double fact : of) {
        if (Double.isNaN(fact)) throw has(EPOCHS, fact);
      }
      if (!figures(train, i).containsKey("loss")) throw new ModelFileException(file.name(), "its history has no loss of epoch " + (i + 1));
      long steps = whole(EPOCHS, of[0], Ledger.MOST);
      if (i > 0 && steps < history.get(i - 1).steps()) throw new ModelFileException(file.name(), "its history has fewer steps after epoch " + (i + 1) + " than before");
      Map<String, Double> figures = figures(validation, i);
      Optional<Evaluation> evaluation = figures.isEmpty() ? Optional.empty()
          : Optional.of(new Evaluation.OfFigures(figures.getOrDefault("loss", Double.NaN), whole(EPOCHS, of[4], Integer.MAX_VALUE), figures));
      history.add(new EpochRecord(i + 1, steps, of[1], figures(train, i), evaluation, of[2], of[3]));
    }
    return history;
  }

  private Map<String, double[]> columns(String prefix, int epochs) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : file.names()) {
      if (!name.startsWith(prefix)) continue;
      double[] column = column(name);
      if (column.length != epochs) throw new ModelFileException(file.name(), "tensor \"" + name + "\" has " + column.length + " epochs, expected " + epochs);
      columns.put(name.substring(prefix.length()), column);
    }
    return columns;
  }

  private static Map<String, Double> figures(Map<String, double[]> columns, int epoch) {
    Map<String, Double> figures = new LinkedHashMap<>();
    columns.forEach((name, column) -> {
      if (!Double.isNaN(column[epoch])) figures.put(name, column[epoch]);
    });
    return figures;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // It was read; nothing is lost.
    }
  }
}
