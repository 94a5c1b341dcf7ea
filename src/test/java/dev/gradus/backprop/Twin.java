package dev.gradus.backprop;

/**
 * Takes W, b and a batch as arrays of arrays, gives the loss and the gradient by plain loops: the specification of the engine, one scalar equation at a time.
 * Nothing of the product is used here.
 */
final class Twin {
  /** How an output layer turns Z into A and costs it. */
  enum Loss { CROSS_ENTROPY, BINARY_CROSS_ENTROPY, FOCAL, POISSON, SQUARED_ERROR, ABSOLUTE_ERROR, HUBER, LOG_COSH, QUANTILE }

  final int[] units;
  final String[] activation; // by layer; the last is the output's
  final Loss loss;
  final double number; // of the loss: δ, γ, or the smoothing ε
  final double[] taus; // of the outputs, if the loss has one for each
  final double[][][] W; // [l][j][k]
  final double[][] b;   // [l][j]
  double l1;
  double l2;
  /** By layer: "none", "batch" or "layer", with one ε for all. */
  final String[] normalization;
  double epsilon;
  final double[][] gamma;
  final double[][] beta;
  /** mask[l][i][j]: what A_l of unit j of example i is multiplied by; null where nothing is dropped. */
  double[][][] mask;

  double[][][] S; // [l][i][j]: example i, unit j: W a + b
  double[][][] N; // S normalised
  double[][][] Z; // what the activation is given
  double[][][] A;
  double[][][] dZ;
  double[][][] dW;
  double[][] db;
  double[][] dGamma;
  double[][] dBeta;

  Twin(int[] units, String[] activation, Loss loss, double... numbers) {
    this.units = units;
    this.activation = activation;
    this.loss = loss;
    this.number = numbers.length == 0 ? 0 : numbers[0];
    this.taus = numbers;
    int L = units.length - 1;
    W = new double[L + 1][][];
    b = new double[L + 1][];
    mask = new double[L + 1][][];
    normalization = new String[L + 1];
    gamma = new double[L + 1][];
    beta = new double[L + 1][];
    for (int l = 1; l <= L; l++) {
      W[l] = new double[units[l]][units[l - 1]];
      b[l] = new double[units[l]];
      normalization[l] = "none";
      gamma[l] = new double[units[l]];
      beta[l] = new double[units[l]];
    }
  }

  static double g(String name, double z) {
    double s = 1 / (1 + Math.exp(-z));
    return switch (name) {
      case "identity" -> z;
      case "sigmoid" -> s;
      case "tanh" -> Math.tanh(z);
      case "relu" -> z > 0 ? z : 0;
      case "step" -> z > 0 ? 1 : 0;
      case "leaky-relu:0.2" -> z > 0 ? z : 0.2 * z;
      case "elu:0.7" -> z > 0 ? z : 0.7 * (Math.exp(z) - 1);
      case "selu" -> z > 0 ? LAMBDA * z : LAMBDA * ALPHA * (Math.exp(z) - 1);
      case "gelu" -> z * phi(z);
      case "silu" -> z * s;
      case "mish" -> z * Math.tanh(Math.log(1 + Math.exp(z)));
      case "softplus" -> Math.log(1 + Math.exp(z));
      case "softsign" -> z / (1 + Math.abs(z));
      case "hard-sigmoid" -> z < -3 ? 0 : z > 3 ? 1 : z / 6 + 0.5;
      case "softmax" -> throw new AssertionError("a softmax is not taken element by element");
      case "exponential" -> Math.exp(z);
      default -> throw new AssertionError(name);
    };
  }

  static double gPrime(String name, double z) {
    double s = 1 / (1 + Math.exp(-z));
    double t = Math.tanh(Math.log(1 + Math.exp(z)));
    return switch (name) {
      case "identity" -> 1;
      case "sigmoid" -> s * (1 - s);
      case "tanh" -> 1 - Math.tanh(z) * Math.tanh(z);
      case "relu" -> z > 0 ? 1 : 0;
      case "leaky-relu:0.2" -> z > 0 ? 1 : 0.2;
      case "elu:0.7" -> z > 0 ? 1 : 0.7 * Math.exp(z);
      case "selu" -> z > 0 ? LAMBDA : LAMBDA * ALPHA * Math.exp(z);
      case "gelu" -> phi(z) + z * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      case "silu" -> s + z * s * (1 - s);
      case "mish" -> t + z * (1 - t * t) * s;
      case "softplus" -> s;
      case "softsign" -> Math.pow(1 + Math.abs(z), -2);
      case "hard-sigmoid" -> Math.abs(z) < 3 ? 1 / 6.0 : 0;
      case "exponential" -> Math.exp(z);
      default -> throw new AssertionError(name);
    };
  }

  private static final double LAMBDA = 1.0507009873554805;
  private static final double ALPHA = 1.6732632423543772;

  /** Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …), for the z of size one that are met here. */
  private static double phi(double z) {
    double term = z;
    double sum = 0;
    for (int k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
      sum += term;
      term *= z * z / (2 * k + 1);
    }
    return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  /** J and all of S, N, Z, A, dZ (of S) and the gradient; X[i] is example i as layer 1 gets it but for a mask, w its weight. */
  double run(double[][] X, double[][] Y, double[] w) {
    int L = units.length - 1;
    int m = X.length;
    S = new double[L + 1][m][];
    N = new double[L + 1][m][];
    Z = new double[L + 1][m][];
    A = new double[L + 1][m][];
    dZ = new double[L + 1][m][];
    dW = new double[L + 1][][];
    db = new double[L + 1][];
    dGamma = new double[L + 1][];
    dBeta = new double[L + 1][];
    double weights = 0;
    for (double one : w) weights += one;
    A[0] = X;
    for (int l = 1; l <= L; l++) forward(l, m);
    double J = 0;
    for (int i = 0; i < m; i++) J += w[i] / weights * cost(A[L][i], Y[i]);
    for (int l = L; l >= 1; l--) backward(l, m, Y, w, weights);
    for (int l = 1; l <= L; l++) {
      for (int j = 0; j < units[l]; j++) {
        for (int k = 0; k < units[l - 1]; k++) {
          double x = W[l][j][k];
          J += l1 * Math.abs(x) + l2 / 2 * x * x;
          dW[l][j][k] += (x > 0 ? l1 : x < 0 ? -l1 : 0) + l2 * x;
        }
      }
    }
    return J;
  }

  private void forward(int l, int m) {
    for (int i = 0; i < m; i++) {
      S[l][i] = new double[units[l]];
      N[l][i] = new double[units[l]];
      Z[l][i] = new double[units[l]];
      A[l][i] = new double[units[l]];
      for (int j = 0; j < units[l]; j++) {
        S[l][i][j] = b[l][j];
        for (int k = 0; k < units[l - 1]; k++) S[l][i][j] += W[l][j][k] * passedOn(l - 1, i, k);
      }
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < units[l]; j++) {
        N[l][i][j] = (S[l][i][j] - mean(l, i, j)) / deviation(l, i, j);
        Z[l][i][j] = normalization[l].equals("none") ? S[l][i][j] : gamma[l][j] * N[l][i][j] + beta[l][j];
      }
      double sum = 0;
      for (double z : Z[l][i]) sum += Math.exp(z);
      for (int j = 0; j < units[l]; j++) {
        A[l][i][j] = activation[l].equals("softmax") ? Math.exp(Z[l][i][j]) / sum : g(activation[l], Z[l][i][j]);
      }
    }
  }

  /** μ of what unit j of example i is normalised with. */
  private double mean(int l, int i, int j) {
    double sum = 0;
    for (double s : together(l, i, j)) sum += s;
    return sum / together(l, i, j).length;
  }

  /** √(σ² + ε) of it. */
  private double deviation(int l, int i, int j) {
    double mean = mean(l, i, j);
    double sum = 0;
    for (double s : together(l, i, j)) sum += (s - mean) * (s - mean);
    return Math.sqrt(sum / together(l, i, j).length + epsilon);
  }

  /** What is normalised together with unit j of example i: the batch's values of the unit, or the example's of the layer. */
  private double[] together(int l, int i, int j) {
    return normalization[l].equals("layer") ? S[l][i] : java.util.Arrays.stream(S[l]).mapToDouble(s -> s[j]).toArray();
  }

  /**
   * From dZ of layer l + 1 to dZ of layer l, through every path: ∂n_b/∂s_a = (δ_ab − 1/K)/σ − (s_a − μ)(s_b − μ)/(K σ³) for a and b among the K values that are
   * normalised together.
   */
  private void backward(int l, int m, double[][] Y, double[] w, double weights) {
    int L = units.length - 1;
    double[][] d = new double[m][units[l]]; // ∂J/∂Z
    dW[l] = new double[units[l]][units[l - 1]];
    db[l] = new double[units[l]];
    dGamma[l] = new double[units[l]];
    dBeta[l] = new double[units[l]];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < units[l]; j++) {
        if (l == L) {
          d[i][j] = w[i] / weights * outputError(i, j, Y[i]);
        } else {
          double dA = 0;
          for (int n = 0; n < units[l + 1]; n++) dA += W[l + 1][n][j] * dZ[l + 1][i][n];
          if (mask[l] != null) dA *= mask[l][i][j];
          d[i][j] = dA * gPrime(activation[l], Z[l][i][j]);
        }
        dGamma[l][j] += d[i][j] * N[l][i][j];
        dBeta[l][j] += d[i][j];
      }
    }
    for (int i = 0; i < m; i++) {
      dZ[l][i] = new double[units[l]];
      for (int j = 0; j < units[l]; j++) {
        dZ[l][i][j] = switch (normalization[l]) {
          case "none" -> d[i][j];
          case "batch" -> throughBatch(l, i, j, m, d);
          default -> throughLayer(l, i, j, d);
        };
        db[l][j] += dZ[l][i][j];
        for (int k = 0; k < units[l - 1]; k++) dW[l][j][k] += dZ[l][i][j] * passedOn(l - 1, i, k);
      }
    }
  }

  private double throughBatch(int l, int i, int j, int m, double[][] d) {
    double mean = mean(l, i, j);
    double sigma = deviation(l, i, j);
    double sum = 0;
    for (int n = 0; n < m; n++) {
      double path = ((n == i ? 1 : 0) - 1.0 / m) / sigma - (S[l][i][j] - mean) * (S[l][n][j] - mean) / (m * sigma * sigma * sigma);
      sum += gamma[l][j] * d[n][j] * path;
    }
    return sum;
  }

  private double throughLayer(int l, int i, int j, double[][] d) {
    double mean = mean(l, i, j);
    double sigma = deviation(l, i, j);
    int K = units[l];
    double sum = 0;
    for (int n = 0; n < K; n++) {
      double path = ((n == j ? 1 : 0) - 1.0 / K) / sigma - (S[l][i][j] - mean) * (S[l][i][n] - mean) / (K * sigma * sigma * sigma);
      sum += gamma[l][n] * d[i][n] * path;
    }
    return sum;
  }

  private double passedOn(int l, int i, int k) {
    return mask[l] != null ? A[l][i][k] * mask[l][i][k] : A[l][i][k];
  }

  private double cost(double[] a, double[] y) {
    double C = 0;
    for (int j = 0; j < a.length; j++) {
      double t = target(y[j], a.length);
      double r = a[j] - y[j];
      C += switch (loss) {
        case CROSS_ENTROPY -> t == 0 ? 0 : -t * Math.log(a[j]);
        case BINARY_CROSS_ENTROPY -> -(t == 0 ? 0 : t * Math.log(a[j])) - (t == 1 ? 0 : (1 - t) * Math.log(1 - a[j]));
        case FOCAL -> focal(a[j], y[j]) + (activation[activation.length - 1].equals("sigmoid") ? focal(1 - a[j], 1 - y[j]) : 0);
        case POISSON -> a[j] - y[j] * Math.log(a[j]);
        case SQUARED_ERROR -> 0.5 * r * r;
        case ABSOLUTE_ERROR -> Math.abs(r);
        case HUBER -> Math.abs(r) <= number ? 0.5 * r * r : number * (Math.abs(r) - number / 2);
        case LOG_COSH -> Math.log(Math.cosh(r));
        case QUANTILE -> r > 0 ? (1 - tau(j)) * r : -tau(j) * r;
      };
    }
    return C;
  }

  private double tau(int j) {
    return taus.length == 1 ? number : taus[j];
  }

  private double target(double y, int classes) {
    return switch (loss) {
      case CROSS_ENTROPY -> (1 - number) * y + number / classes;
      case BINARY_CROSS_ENTROPY -> (1 - number) * y + number / 2;
      default -> y;
    };
  }

  private double focal(double a, double y) {
    return y == 0 ? 0 : -y * Math.pow(1 - a, number) * Math.log(a);
  }

  private double focalPrime(double a, double y) {
    return y == 0 ? 0 : -y * (Math.pow(1 - a, number) / a - number * Math.pow(1 - a, number - 1) * Math.log(a));
  }

  /** ∂C/∂z_j through ∂C/∂a, with the whole Jacobian of a softmax: no short cut is taken here. */
  private double outputError(int i, int j, double[] y) {
    int L = units.length - 1;
    double[] a = A[L][i];
    boolean softmax = activation[L].equals("softmax");
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      double t = target(y[n], a.length);
      double r = a[n] - y[n];
      double dCda = switch (loss) {
        case CROSS_ENTROPY -> -t / a[n];
        case BINARY_CROSS_ENTROPY -> -t / a[n] + (1 - t) / (1 - a[n]);
        case FOCAL -> focalPrime(a[n], y[n]) - (softmax ? 0 : focalPrime(1 - a[n], 1 - y[n]));
        case POISSON -> 1 - y[n] / a[n];
        case SQUARED_ERROR -> r;
        case ABSOLUTE_ERROR -> Math.signum(r);
        case HUBER -> Math.abs(r) <= number ? r : number * Math.signum(r);
        case LOG_COSH -> Math.tanh(r);
        case QUANTILE -> r > 0 ? 1 - tau(n) : -tau(n);
      };
      double dadz = softmax ? a[n] * ((n == j ? 1 : 0) - a[j]) : n == j ? gPrime(activation[L], Z[L][i][j]) : 0;
      sum += dCda * dadz;
    }
    return sum;
  }
}
