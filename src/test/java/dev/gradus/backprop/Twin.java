package dev.gradus.backprop;

import java.util.function.DoubleUnaryOperator;

/**
 * Takes W, b and a batch as arrays of arrays, gives the loss and the gradient by plain loops: the specification of the engine, one scalar equation at a time.
 * Nothing of the product is used here.
 */
final class Twin {
  /** How an output layer turns Z into A and costs it. */
  enum Loss { CROSS_ENTROPY, BINARY_CROSS_ENTROPY, SQUARED_ERROR }

  final int[] units;
  final String[] activation; // by layer; the last is the output's
  final Loss loss;
  final double[][][] W; // [l][j][k]
  final double[][] b;   // [l][j]
  double l2;
  /** mask[l][i][j]: what A_l of unit j of example i is multiplied by; null where nothing is dropped. */
  double[][][] mask;

  double[][][] Z; // [l][i][j]: example i, unit j
  double[][][] A;
  double[][][] dZ;
  double[][][] dW;
  double[][] db;

  Twin(int[] units, String[] activation, Loss loss) {
    this.units = units;
    this.activation = activation;
    this.loss = loss;
    int L = units.length - 1;
    W = new double[L + 1][][];
    b = new double[L + 1][];
    mask = new double[L + 1][][];
    for (int l = 1; l <= L; l++) {
      W[l] = new double[units[l]][units[l - 1]];
      b[l] = new double[units[l]];
    }
  }

  static double g(String name, double z) {
    return switch (name) {
      case "identity" -> z;
      case "sigmoid" -> 1 / (1 + Math.exp(-z));
      case "tanh" -> Math.tanh(z);
      case "relu" -> z > 0 ? z : 0;
      case "step" -> z > 0 ? 1 : 0;
      default -> throw new AssertionError(name);
    };
  }

  static double gPrime(String name, double z) {
    DoubleUnaryOperator s = x -> 1 / (1 + Math.exp(-x));
    return switch (name) {
      case "identity" -> 1;
      case "sigmoid" -> s.applyAsDouble(z) * (1 - s.applyAsDouble(z));
      case "tanh" -> 1 - Math.tanh(z) * Math.tanh(z);
      case "relu" -> z > 0 ? 1 : 0;
      default -> throw new AssertionError(name);
    };
  }

  /** J and all of Z, A, dZ, dW, db; X[i] is example i, w its weight. */
  double run(double[][] X, double[][] Y, double[] w) {
    int L = units.length - 1;
    int m = X.length;
    Z = new double[L + 1][m][];
    A = new double[L + 1][m][];
    dZ = new double[L + 1][m][];
    dW = new double[L + 1][][];
    db = new double[L + 1][];
    for (int l = 1; l <= L; l++) {
      dW[l] = new double[units[l]][units[l - 1]];
      db[l] = new double[units[l]];
    }
    double weights = 0;
    for (double one : w) weights += one;
    double J = 0;
    for (int i = 0; i < m; i++) {
      A[0][i] = X[i];
      for (int l = 1; l <= L; l++) {
        Z[l][i] = new double[units[l]];
        A[l][i] = new double[units[l]];
        for (int j = 0; j < units[l]; j++) {
          double z = b[l][j];
          for (int k = 0; k < units[l - 1]; k++) z += W[l][j][k] * passedOn(l - 1, i, k);
          Z[l][i][j] = z;
        }
        if (l == L && loss == Loss.CROSS_ENTROPY) {
          double sum = 0;
          for (double z : Z[l][i]) sum += Math.exp(z);
          for (int j = 0; j < units[l]; j++) A[l][i][j] = Math.exp(Z[l][i][j]) / sum;
        } else {
          for (int j = 0; j < units[l]; j++) A[l][i][j] = g(activation[l], Z[l][i][j]);
        }
      }
      J += w[i] / weights * cost(A[L][i], Y[i]);
      for (int l = L; l >= 1; l--) {
        dZ[l][i] = new double[units[l]];
        for (int j = 0; j < units[l]; j++) {
          if (l == L) {
            dZ[l][i][j] = w[i] / weights * outputError(i, j, Y[i]);
          } else {
            double dA = 0;
            for (int n = 0; n < units[l + 1]; n++) dA += W[l + 1][n][j] * dZ[l + 1][i][n];
            if (mask[l] != null) dA *= mask[l][i][j];
            dZ[l][i][j] = dA * gPrime(activation[l], Z[l][i][j]);
          }
          db[l][j] += dZ[l][i][j];
          for (int k = 0; k < units[l - 1]; k++) dW[l][j][k] += dZ[l][i][j] * passedOn(l - 1, i, k);
        }
      }
    }
    for (int l = 1; l <= L; l++) {
      for (int j = 0; j < units[l]; j++) {
        for (int k = 0; k < units[l - 1]; k++) {
          J += l2 / 2 * W[l][j][k] * W[l][j][k];
          dW[l][j][k] += l2 * W[l][j][k];
        }
      }
    }
    return J;
  }

  private double passedOn(int l, int i, int k) {
    return l > 0 && mask[l] != null ? A[l][i][k] * mask[l][i][k] : A[l][i][k];
  }

  private double cost(double[] a, double[] y) {
    double C = 0;
    for (int j = 0; j < a.length; j++) {
      C += switch (loss) {
        case CROSS_ENTROPY -> y[j] == 0 ? 0 : -y[j] * Math.log(a[j]);
        case BINARY_CROSS_ENTROPY -> -(y[j] == 0 ? 0 : y[j] * Math.log(a[j])) - (y[j] == 1 ? 0 : (1 - y[j]) * Math.log(1 - a[j]));
        case SQUARED_ERROR -> 0.5 * (y[j] - a[j]) * (y[j] - a[j]);
      };
    }
    return C;
  }

  /** ∂C/∂z_j through ∂C/∂a, with the whole Jacobian of a softmax: no short cut is taken here. */
  private double outputError(int i, int j, double[] y) {
    int L = units.length - 1;
    double[] a = A[L][i];
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      double dCda = switch (loss) {
        case CROSS_ENTROPY -> -y[n] / a[n];
        case BINARY_CROSS_ENTROPY -> -y[n] / a[n] + (1 - y[n]) / (1 - a[n]);
        case SQUARED_ERROR -> a[n] - y[n];
      };
      double dadz = loss == Loss.CROSS_ENTROPY ? a[n] * ((n == j ? 1 : 0) - a[j])
          : n == j ? gPrime(activation[L], Z[L][i][j]) : 0;
      sum += dCda * dadz;
    }
    return sum;
  }
}
