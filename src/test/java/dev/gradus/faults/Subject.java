package dev.gradus.faults;

import dev.gradus.data.RawRows;
import dev.gradus.data.RecordTable;
import dev.gradus.data.RecordsSource;
import dev.gradus.model.Model;
import dev.gradus.prepare.Cells;
import dev.gradus.prepare.TextRules;
import dev.gradus.score.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model as engine and as scorer, rows to ask it for in all their forms, and what they answer for each row alone on one thread. */
final class Subject implements AutoCloseable {
  /** So many rows. */
  static final int ROWS = 1000;

  private static final List<Reading> READINGS = Reading.of(3, ROWS);
  private static final List<Cells> CELLS = READINGS.stream().map(Cells::of).toList();
  private static final List<Map<String, Object>> MAPS = READINGS.stream().map(Subject::map).toList();

  final Model model;
  final Scorer scorer;
  private final double[][] raw;
  private final double[][] inputs;
  private final Map<Way, double[][]> alone = new EnumMap<>(Way.class);

  private Subject(Model model, Scorer scorer) {
    this.model = model;
    this.scorer = scorer;
    raw = CELLS.stream().map(model.preparation()::raw).toArray(double[][]::new);
    inputs = new double[ROWS][model.preparation().width()];
    for (int i = 0; i < ROWS; i++) model.preparation().encode(raw[i], inputs[i]);
  }

  /** Of a model file, with the answers that are expected. */
  static Subject load(Path file) throws IOException {
    Subject subject = new Subject(Model.load(file), Scorer.load(file));
    for (Way way : List.of(Way.NUMBERS, Way.PREPARED, Way.SCORER_NUMBERS)) {
      double[][] answers = new double[ROWS][];
      for (int i = 0; i < ROWS; i++) answers[i] = way.ask(subject, i, 1)[0];
      subject.alone.put(way, answers);
    }
    return subject;
  }

  /** The same read again, with the answers that are expected of this one. */
  Subject again(Path file) throws IOException {
    Subject again = new Subject(Model.load(file), Scorer.load(file));
    again.alone.putAll(alone);
    return again;
  }

  private static Map<String, Object> map(Reading reading) {
    Map<String, Object> map = new HashMap<>(Map.of("heat", reading.heat(), "pressure", reading.pressure(), "wet", reading.wet()));
    map.put("place", reading.place());
    return map;
  }

  double[] raw(int row) {
    return raw[row];
  }

  double[] inputs(int row) {
    return inputs[row];
  }

  float[] floats(int row) {
    float[] floats = new float[raw[row].length];
    for (int k = 0; k < floats.length; k++) floats[k] = (float) raw[row][k];
    return floats;
  }

  Map<String, Object> map(int row) {
    return MAPS.get(row);
  }

  Reading reading(int row) {
    return READINGS.get(row);
  }

  List<Cells> cells(int from, int count) {
    return CELLS.subList(from, from + count);
  }

  /** Rows as they come. */
  RawRows rows(int from, int count) throws IOException {
    return RecordTable.of(RecordsSource.of(Reading.class, READINGS.subList(from, from + count))).rows(model.schema(), model.preparation(), TextRules.standard(),
        names -> List.of());
  }

  /** What a way is to answer for a row: what the plainest one answered for it alone. */
  double[] alone(Way way, int row) {
    return alone.get(way.plainest())[row];
  }

  /** Asks for some rows and gives how many of the answers have other bits than those for the row alone. */
  int wrong(Way way, int from, int count) throws IOException {
    double[][] answers = way.ask(this, from, count);
    int wrong = Math.abs(count - answers.length);
    for (int i = 0; i < Math.min(count, answers.length); i++) if (!Arrays.equals(answers[i], alone(way, from + i))) wrong++;
    return wrong;
  }

  @Override
  public void close() {
    model.close();
  }
}
