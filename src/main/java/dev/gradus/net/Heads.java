package dev.gradus.net;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The built-in heads, and the table of heads by loss and output. */
final class Heads {
  static final Head SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy();
  static final Head SIGMOID_CROSS_ENTROPY = new SigmoidCrossEntropy();

  private static final Map<String, String> DEFAULT_OUTPUTS =
      Map.of("cross-entropy", "softmax", "binary-cross-entropy", "sigmoid", "squared-error", "identity");
  private static final Map<String, Head> PAIRS = new ConcurrentHashMap<>();

  static {
    register(SOFTMAX_CROSS_ENTROPY);
    register(SIGMOID_CROSS_ENTROPY);
  }

  private Heads() {}

  static void register(Head head) {
    Head other = PAIRS.putIfAbsent(key(head.loss(), head.output()), head);
    if (other != null && !other.equals(head)) {
      throw new IllegalArgumentException(
          "the loss \"" + head.loss() + "\" with the output \"" + head.output() + "\" already stands for another head");
    }
  }

  static Head of(String loss, String output) {
    Head head = PAIRS.get(key(loss, output));
    if (head != null) return head;
    if (loss.equals("squared-error")) return new SquaredError(squaredErrorOutput(output));
    TreeSet<String> outputs = new TreeSet<>();
    TreeSet<String> losses = new TreeSet<>(java.util.List.of("squared-error"));
    for (Head known : PAIRS.values()) {
      losses.add(known.loss());
      if (known.loss().equals(loss)) outputs.add(known.output());
    }
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException("there is no loss \"" + loss + "\"; known are " + String.join(", ", losses));
    }
    throw new IllegalArgumentException("the loss \"" + loss + "\" does not go with the output \"" + output
        + "\"; it goes with " + String.join(" or ", outputs));
  }

  private static Activation squaredErrorOutput(String output) {
    if (output.equals("softmax")) {
      throw new IllegalArgumentException("the loss \"squared-error\" does not go with the output \"softmax\"; "
          + "it goes with any activation (" + String.join(", ", Activation.names()) + "), softmax goes with \"cross-entropy\"");
    }
    return Activation.named(output);
  }

  static String defaultOutput(String loss) {
    String output = DEFAULT_OUTPUTS.get(loss);
    if (output != null) return output;
    for (Head known : PAIRS.values()) {
      if (known.loss().equals(loss)) return known.output();
    }
    return of(loss, "identity").output();
  }

  private static String key(String loss, String output) {
    return loss + " " + output;
  }

  private record SoftmaxCrossEntropy() implements Head {
    @Override
    public String loss() {
      return "cross-entropy";
    }

    @Override
    public String output() {
      return "softmax";
    }

    @Override
    public void output(double[] z, double[] a, int at, int units) {
      double max = max(z, at, units);
      double sum = 0;
      for (int j = at; j < at + units; j++) sum += a[j] = Math.exp(z[j] - max);
      for (int j = at; j < at + units; j++) a[j] /= sum;
    }

    /** The largest activation is 1 / Σ_k e^(z_k − max z), at least 1/n: its logarithm is exact where log a_j is not. */
    @Override
    public double cost(double[] z, double[] a, double[] y, int at, int units) {
      double logSumExp = max(z, at, units) - Math.log(max(a, at, units));
      double sum = 0;
      for (int j = at; j < at + units; j++) {
        if (y[j] != 0) sum += y[j] * (logSumExp - z[j]);
      }
      return sum;
    }

    @Override
    public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
      double total = 0;
      for (int j = at; j < at + units; j++) total += y[j];
      for (int j = at; j < at + units; j++) dz[j] = total * a[j] - y[j];
    }

    @Override
    public boolean probabilities() {
      return true;
    }

    @Override
    public void checkUnits(int units) {
      if (units < 2) {
        throw new IllegalArgumentException("a softmax over " + units + " output is always 1; it needs at least 2 outputs, "
            + "and one output for two classes goes with binary-cross-entropy");
      }
    }

    private static double max(double[] x, int at, int units) {
      double max = x[at];
      for (int j = at + 1; j < at + units; j++) max = Math.max(max, x[j]);
      return max;
    }
  }

  private record SigmoidCrossEntropy() implements Head {
    @Override
    public String loss() {
      return "binary-cross-entropy";
    }

    @Override
    public String output() {
      return "sigmoid";
    }

    @Override
    public void output(double[] z, double[] a, int at, int units) {
      for (int j = at; j < at + units; j++) a[j] = 1 / (1 + Math.exp(-z[j]));
    }

    @Override
    public double cost(double[] z, double[] a, double[] y, int at, int units) {
      double sum = 0;
      for (int j = at; j < at + units; j++) {
        sum += Math.max(z[j], 0) - y[j] * z[j] + Math.log1p(Math.exp(-Math.abs(z[j])));
      }
      return sum;
    }

    @Override
    public void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units) {
      for (int j = at; j < at + units; j++) dz[j] = a[j] - y[j];
    }

    @Override
    public boolean probabilities() {
      return true;
    }
  }
}
