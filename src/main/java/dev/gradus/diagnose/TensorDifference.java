package dev.gradus.diagnose;

import dev.gradus.backprop.Parameters;
import dev.gradus.kernel.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a tensor of one model differs from that of another.
 *
 * @param name W1, b1, …
 * @param values how many there are
 * @param different how many of them have other bits
 * @param largest max |a − b| over them
 */
public record TensorDifference(String name, long values, long different, double largest) {
  private static final int STRETCH = 8192;

  /**
   * The tensors of two models that have other bits, in their order; none when all bits are the same.
   *
   * @param one and {@code other}: of networks of the same shape, read
   */
  public static List<TensorDifference> between(Parameters one, Parameters other) {
    List<TensorDifference> differences = new ArrayList<>();
    for (Map.Entry<String, Matrix> tensor : one.tensors().entrySet()) {
      TensorDifference difference = between(tensor.getKey(), tensor.getValue(), other.tensors().get(tensor.getKey()));
      if (difference.different > 0) differences.add(difference);
    }
    return differences;
  }

  private static TensorDifference between(String name, Matrix one, Matrix other) {
    double[] a = new double[(int) Math.min(STRETCH, one.length())];
    double[] b = new double[a.length];
    long different = 0;
    double largest = 0;
    for (long at = 0; at < one.length(); at += a.length) {
      int n = (int) Math.min(a.length, one.length() - at);
      one.get(at, a, 0, n);
      other.get(at, b, 0, n);
      for (int i = 0; i < n; i++) {
        if (Double.doubleToRawLongBits(a[i]) == Double.doubleToRawLongBits(b[i])) continue;
        different++;
        largest = Math.max(largest, Math.abs(a[i] - b[i]));
      }
    }
    return new TensorDifference(name, one.length(), different, largest);
  }
}
