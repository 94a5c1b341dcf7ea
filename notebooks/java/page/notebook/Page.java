package notebook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.display.DisplayData;

/** What the cells of all pages use: printing, comparing, drawing. */
public final class Page {
  /** The largest difference that rounding explains on these pages. */
  public static final double ROUNDING = 1e-12;

  private Page() {}

  /** Prints a line: a format and its arguments, as of {@code String.format}. */
  public static void say(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }

  /** Prints a matrix with its shape. */
  public static void show(String name, INDArray M) {
    say("%s   %d x %d", name, M.rows(), M.columns());
    for (int j = 0; j < M.rows(); j++) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < M.columns(); i++) row.append(String.format(Locale.ROOT, "%9.4f", M.getDouble(j, i)));
      say("%s", row);
    }
  }

  /** Throws unless something is as it should be. */
  public static void check(boolean right, String wrong) {
    if (!right) throw new AssertionError(wrong);
  }

  /** Prints the difference of two numbers, or throws. */
  public static void compare(String name, double one, double other) {
    compare(name, one, other, ROUNDING);
  }

  /** Prints the difference of two numbers, or throws when it is above {@code most}. */
  public static void compare(String name, double one, double other, double most) {
    double difference = Math.abs(one - other);
    check(difference <= most, name + ": " + one + " is not " + other);
    say("%-19s largest difference %.1e", name, difference);
  }

  /** Prints the largest difference of two matrices, or throws. */
  public static void compare(String name, INDArray one, INDArray other) {
    compare(name, one, other, ROUNDING);
  }

  /** Prints the largest difference of two matrices, or throws when it is above {@code most}. */
  public static void compare(String name, INDArray one, INDArray other, double most) {
    check(one.rows() == other.rows() && one.columns() == other.columns(),
        name + ": " + one.rows() + " x " + one.columns() + " is not " + other.rows() + " x " + other.columns());
    double largest = 0;
    for (int j = 0; j < one.rows(); j++) {
      for (int i = 0; i < one.columns(); i++) {
        double difference = Math.abs(one.getDouble(j, i) - other.getDouble(j, i));
        if (!(difference <= largest)) largest = difference;
      }
    }
    check(largest <= most, name + ": largest difference " + largest);
    say("%-19s largest difference %.1e", name, largest);
  }

  /** ∂J/∂M by central differences: each number of M is moved by h, up and down, and put back. */
  public static INDArray slopes(INDArray M, double h, DoubleSupplier J) {
    INDArray to = Nd4j.zeros(M.dataType(), M.rows(), M.columns());
    for (int j = 0; j < M.rows(); j++) {
      for (int i = 0; i < M.columns(); i++) {
        double value = M.getDouble(j, i);
        M.putScalar(j, i, value + h);
        double up = J.getAsDouble();
        M.putScalar(j, i, value - h);
        double down = J.getAsDouble();
        M.putScalar(j, i, value);
        to.putScalar(j, i, (up - down) / (2 * h));
      }
    }
    return to;
  }

  /** Shows a picture below the cell: an image with a text alternative, as programs that show notebooks often strip SVG that is not one. */
  public static void draw(Drawing drawing) {
    String address = "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(drawing.svg().getBytes(StandardCharsets.UTF_8));
    DisplayData data = DisplayData.fromText(drawing.title());
    data.putHTML("<img width='" + drawing.width() + "' height='" + drawing.height() + "' alt='" + Drawing.escaped(drawing.title()) + "' src='" + address + "'>");
    MainApp.kernel.display(data);
  }
}
