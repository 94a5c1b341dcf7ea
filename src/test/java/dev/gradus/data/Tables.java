package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradus.prepare.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small tables for tests, and what is read from them. */
final class Tables {
  interface Reading {
    Dataset read() throws IOException;
  }

  private Tables() {}

  static CsvSource csv(String text) {
    return CsvSource.of("t.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  static Dataset read(String text, LearningTask task) throws IOException {
    return csv(text).read(task);
  }

  /** The message of the error that reading makes, which is one line. */
  static String error(Reading reading) {
    DataException e = catchThrowableOfType(DataException.class, reading::read);
    assertThat(e).as("an error").isNotNull();
    assertThat(e.getMessage().lines()).as("one line").hasSize(1);
    return e.getMessage();
  }

  static String error(String text, LearningTask task) {
    return error(() -> read(text, task));
  }

  /** A table with a feature a and a target y. */
  static String column(int rows, IntFunction<String> y) {
    return "a,y\n" + IntStream.range(0, rows).mapToObj(i -> i % 5 + "," + y.apply(i) + "\n").collect(Collectors.joining());
  }

  static double[] inputs(Dataset data, int i) {
    double[] row = new double[data.width()];
    data.inputs(i, row);
    return row;
  }

  static List<String> labels(Dataset data) {
    List<String> labels = ((Target.Classes) data.schema().target()).labels();
    return IntStream.range(0, data.size()).mapToObj(i -> labels.get(data.label(i))).toList();
  }
}
