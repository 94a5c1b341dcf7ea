package dev.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.JdbcCells;
import dev.gradus.data.PredictionSink;
import dev.gradus.data.RawRows;
import dev.gradus.data.RecordTable;
import dev.gradus.data.RecordsSource;
import dev.gradus.kernel.Draws;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Cells;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.OneHot;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** One model, asked in many ways: every answer has the bits that it has for the row alone on one thread. */
@Timeout(120)
class ManyPredictionsTest {
  private static final List<Encoding> ENCODINGS = List.of(Numeric.scaled(Column.number("weight"), 3, 0.5, 3), Numeric.scaled(Column.bool("wet"), 0.5, 2, 0.5),
      new OneHot(Column.category("colour"), List.of("blue", "red"), true, true));
  private static final Schema SCHEMA = new Schema(new Inputs.Columns(ENCODINGS.stream().map(Encoding::column).toList()), new Target.Value("price"));

  record Car(double weight, boolean wet, String colour) {}

  private final Model model = new Model(Parameters.initial(Network.inputs(6).hidden(20, Activation.tanh()).outputs(1, Head.squaredError(Activation.identity())),
      DataType.FLOAT, Initializer.glorot(), 5), SCHEMA, new Preparation(ENCODINGS, new TargetScaling(20, 0.25), TextRules.standard()), Map.of());

  @AfterEach
  void close() {
    model.close();
  }

  private static List<Car> cars(int count) {
    Draws draws = Draws.of(8, 1);
    return IntStream.range(0, count).mapToObj(i -> new Car(draws.uniform(i, 0, 6), i % 3 == 0, List.of("red", "blue", "green", "NA").get(i % 4))).toList();
  }

  private static Map<String, Object> map(Car car) {
    return new HashMap<>(Map.of("weight", car.weight, "wet", car.wet ? "yes" : "no", "colour", car.colour, "more", "is left aside"));
  }

  private static double[] raw(Car car) {
    return new double[] {car.weight, car.wet ? 1 : 0, switch (car.colour) {
      case "blue" -> 0;
      case "red" -> 1;
      case "NA" -> Double.NaN;
      default -> Encoding.UNSEEN;
    }};
  }

  private double alone(Car car) {
    return model.predict(raw(car))[0];
  }

  // One row

  @Test
  void aRowIsAMapARecordCellsOrNumbers() {
    for (Car car : cars(40)) {
      double expected = alone(car);
      assertThat(model.predict(car).value()).isEqualTo(expected);
      assertThat(model.predict(map(car)).value()).isEqualTo(expected);
      assertThat(model.predict(Cells.of(map(car))).value()).isEqualTo(expected);
    }
    assertThat(model.predict(new float[] {2.5f, 1, 0})).isEqualTo(model.predict(2.5, 1, 0));
    assertThatThrownBy(() -> model.predict(new float[2])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a row of 2 values was given");
    assertThatThrownBy(() -> model.predict(Map.of("weight", 1, "wet", true))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the row has no column \"colour\"");
  }

  @Test
  void aStreamIsMapped() {
    List<Car> cars = cars(500);
    Stream<Map<String, Object>> maps = cars.stream().map(ManyPredictionsTest::map);

    assertThat(cars.stream().map(model::predict).map(Prediction::value)).containsExactlyElementsOf(cars.stream().map(this::alone).toList());
    assertThat(maps.parallel().map(model::predict).map(Prediction::value)).containsExactlyElementsOf(cars.stream().map(this::alone).toList());
  }

  @Test
  void aRowOfADatabaseIsReadInPlace() throws Exception {
    List<Car> cars = cars(50);
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      connection.createStatement().execute("CREATE TABLE cars (id INT, weight DOUBLE PRECISION, wet BOOLEAN, colour VARCHAR(9), picture BLOB)");
      for (Car car : cars) {
        connection.createStatement().execute(String.format("INSERT INTO cars VALUES (1, %s, %s, %s, NULL)", car.weight, car.wet,
            car.colour.equals("NA") ? "NULL" : "'" + car.colour + "'"));
      }
      List<Double> found = new ArrayList<>();
      try (ResultSet rows = connection.createStatement().executeQuery("SELECT * FROM cars")) {
        JdbcCells row = JdbcCells.of(rows);
        while (rows.next()) found.add(model.predict(row).value());
        assertThat(row.has("Weight")).isTrue();
        assertThat(row.has("length")).isFalse();
        assertThatThrownBy(() -> row.cell("picture")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("column \"PICTURE\": the values are of the type");
        assertThatThrownBy(() -> row.cell("weight")).isInstanceOf(UncheckedIOException.class).hasMessageContaining("column \"WEIGHT\": No data is available");
      }
      try (ResultSet twice = connection.createStatement().executeQuery("SELECT 1 \"a\", 2 \"A\"")) {
        JdbcCells row = JdbcCells.of(twice);
        twice.next();
        assertThat(row.cell("a")).isEqualTo(1);
        assertThat(row.cell("A")).isEqualTo(2);
      }
      assertThat(found).isEqualTo(cars.stream().map(this::alone).toList());
    }
  }

  // Many rows

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 17, 999, 1000, 1001, 2345})
  void rowsAreAnsweredTogetherAsAlone(int count) {
    List<Car> cars = cars(count);
    List<Prediction> predictions = model.predict(cars.stream().map(Cells::of).toList());

    assertThat(predictions.stream().map(Prediction::value)).containsExactlyElementsOf(cars.stream().map(this::alone).toList());
  }

  @Test
  void aRowThatDoesNotFitIsNamed() {
    List<Cells> rows = List.of(Cells.of(cars(1).get(0)), Cells.of(Map.of("weight", "heavy", "wet", true, "colour", "red")));

    assertThatThrownBy(() -> model.predict(rows)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("row 2, column \"weight\": \"heavy\" is not a number");
  }

  @Test
  void eightThreadsGetTheBitsOfOne() throws Exception {
    List<Car> cars = cars(10_000);
    List<Cells> rows = cars.stream().map(Cells::of).toList();
    long[] expected = cars.stream().mapToLong(car -> Double.doubleToRawLongBits(alone(car))).toArray();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Long>> work = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        work.add(() -> {
          List<Prediction> together = thread % 2 == 0 ? List.of() : model.predict(rows.subList(0, 3000));
          long wrong = 0;
          for (int i = 0; i < expected.length; i++) {
            int k = (i + 1237 * thread) % expected.length;
            double found = k < together.size() ? together.get(k).value() : model.predict(raw(cars.get(k)))[0];
            if (Double.doubleToRawLongBits(found) != expected[k]) wrong++;
          }
          return wrong;
        });
      }
      for (Future<Long> wrong : threads.invokeAll(work)) assertThat(wrong.get()).isZero();
    } finally {
      threads.shutdownNow();
    }
  }

  // Rows as they come

  private RawRows rows(Stream<Car> cars) throws IOException {
    return RecordTable.of(RecordsSource.of(Car.class, cars)).rows(SCHEMA, model.preparation(), TextRules.standard(), names -> List.of("colour"));
  }

  /** Keeps what it is told. */
  private static class Kept implements PredictionSink {
    final List<Double> values = new ArrayList<>();
    final List<Object> colours = new ArrayList<>();

    @Override
    public void add(Prediction prediction, Object[] cells) throws IOException {
      values.add(prediction.value());
      colours.addAll(Arrays.asList(cells));
    }

    @Override
    public void flush() throws IOException {}
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1000, 2500})
  void rowsAreAnsweredInTheirOrder(int count) throws IOException {
    Kept kept = new Kept();
    model.predict(rows(cars(count).stream()), kept);

    assertThat(kept.values).isEqualTo(cars(count).stream().map(this::alone).toList());
    assertThat(kept.colours).isEqualTo(cars(count).stream().map(Car::colour).toList());
  }

  @Test
  void rowsBeforeATroubleAreAnswered() throws IOException {
    Kept kept = new Kept();
    Stream<Car> cars = Stream.concat(cars(1500).stream(), Stream.of(1).map(i -> {
      throw new UncheckedIOException(new IOException("the line is cut"));
    }));

    assertThatThrownBy(() -> model.predict(rows(cars), kept)).isInstanceOf(UncheckedIOException.class).hasMessageContaining("the line is cut");
    assertThat(kept.values).hasSize(1500);
  }

  @Test
  void whoTakesNoMoreEndsTheReading() throws Exception {
    List<Boolean> closed = new ArrayList<>();
    Stream<Car> endless = Stream.generate(() -> new Car(1, true, "red")).onClose(() -> {
      synchronized (closed) {
        closed.add(true);
        closed.notifyAll();
      }
    });
    Kept kept = new Kept() {
      @Override
      public void add(Prediction prediction, Object[] cells) throws IOException {
        if (values.size() == 1234) throw new IOException("enough");
        super.add(prediction, cells);
      }
    };

    assertThatThrownBy(() -> model.predict(rows(endless), kept)).isInstanceOf(IOException.class).hasMessage("enough");
    synchronized (closed) {
      while (closed.isEmpty()) closed.wait();
    }
    assertThat(kept.values).hasSize(1234);
  }

  /** Each row is made when the one before it has been answered: one held back would never be. */
  @Test
  void rowsAreAnsweredBeforeOthersAreWaitedFor() throws Exception {
    Kept kept = new Kept() {
      @Override
      public synchronized void add(Prediction prediction, Object[] cells) throws IOException {
        super.add(prediction, cells);
        notifyAll();
      }
    };
    List<Car> cars = cars(200);
    model.predict(rows(IntStream.range(0, cars.size()).mapToObj(i -> {
      synchronized (kept) {
        try {
          while (kept.values.size() < i) kept.wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return cars.get(i);
      }
    })), kept);

    assertThat(kept.values).isEqualTo(cars.stream().map(this::alone).toList());
  }
}
