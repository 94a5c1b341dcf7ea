package dev.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** L-BFGS against the losses that SciPy's reaches (src/test/python/lbfgs.py). */
class LBfgsTest {
  private static final LBfgs DEFAULT = (LBfgs) Method.named("lbfgs", OptionalDouble.empty(), Map.of());
  private static final Map<String, Object> REACHED = Reference.of("lbfgs.json");

  /** The functions of the script. */
  private enum Function {
    ROSENBROCK(10, i -> i % 2 == 0 ? -1.2 : 1) {
      @Override
      double at(double[] x, double[] g) {
        double loss = 0;
        for (int i = 0; i + 1 < x.length; i++) {
          double r = x[i + 1] - x[i] * x[i];
          loss += 100 * r * r + (1 - x[i]) * (1 - x[i]);
          g[i] += -400 * x[i] * r - 2 * (1 - x[i]);
          g[i + 1] += 200 * r;
        }
        return loss;
      }
    },
    QUADRATIC(50, i -> 0) {
      @Override
      double at(double[] x, double[] g) {
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
          double c = Math.pow(10, 6.0 * i / (x.length - 1));
          loss += 0.5 * c * (x[i] - 1) * (x[i] - 1);
          g[i] = c * (x[i] - 1);
        }
        return loss;
      }
    },
    NET(21, i -> 0.5 * Math.sin(i + 1)) {
      @Override
      double at(double[] t, double[] g) {
        double loss = 0;
        for (int e = 0; e < 20; e++) {
          double[] a = new double[4];
          double out = t[20];
          for (int j = 0; j < 4; j++) {
            double z = t[12 + j];
            for (int k = 0; k < 3; k++) z += t[3 * j + k] * Math.sin(e * (k + 1));
            a[j] = Math.tanh(z);
            out += t[16 + j] * a[j];
          }
          double d = (out - 0.5 * Math.cos(e)) / 20;
          loss += 10 * d * d;
          g[20] += d;
          for (int j = 0; j < 4; j++) {
            double dz = d * t[16 + j] * (1 - a[j] * a[j]);
            g[16 + j] += d * a[j];
            g[12 + j] += dz;
            for (int k = 0; k < 3; k++) g[3 * j + k] += dz * Math.sin(e * (k + 1));
          }
        }
        for (int i = 0; i < 21; i++) {
          loss += 0.0005 * t[i] * t[i];
          g[i] += 0.001 * t[i];
        }
        return loss;
      }
    };

    final int n;
    final IntToDoubleFunction start;

    Function(int n, IntToDoubleFunction start) {
      this.n = n;
      this.start = start;
    }

    /** The loss at x; adds the gradient to zeros. */
    abstract double at(double[] x, double[] g);

    Matrix start(DataType type) {
      Matrix theta = Matrix.zeros(type, n);
      int[] i = {0};
      theta.fill(() -> start.applyAsDouble(i[0]++));
      return theta;
    }

    double lossAndGradient(Matrix theta, Matrix gradient) {
      double[] g = new double[n];
      double loss = at(Reference.values(theta), g);
      gradient.set(0, g, 0, n);
      return loss;
    }
  }

  /** Iterates to the end, and checks on the way that no loss is larger than the one before. */
  private static LBfgsSearch.Iteration run(LBfgs settings, Objective objective, Matrix theta, Team team) {
    Matrix gradient = Matrix.zeros(theta.type(), theta.length());
    double before = Double.POSITIVE_INFINITY;
    try (LBfgsSearch search = new LBfgsSearch(settings, objective, theta, gradient, team)) {
      for (int i = 0; i < 1000; i++) {
        LBfgsSearch.Iteration iteration = search.iterate();
        assertThat(iteration.loss()).isLessThanOrEqualTo(before);
        before = iteration.loss();
        if (iteration.converged()) {
          assertThat(objective.lossAndGradient(theta, gradient)).as("the loss of θ as it was left").isEqualTo(iteration.loss());
          return iteration;
        }
      }
    }
    throw new AssertionError("not converged in 1000 iterations, at " + before);
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void reachesAtMostTheLossOfSciPy(Function function) {
    Matrix theta = function.start(DataType.DOUBLE);
    LBfgsSearch.Iteration end = run(DEFAULT, function::lossAndGradient, theta, Team.ONE);
    assertThat(end.loss()).isLessThanOrEqualTo((Double) REACHED.get(function.name().toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void inFloatItComesNear(Function function) {
    Matrix theta = function.start(DataType.FLOAT);
    LBfgsSearch.Iteration end = run(DEFAULT, function::lossAndGradient, theta, Team.ONE);
    assertThat(end.loss()).isLessThanOrEqualTo((Double) REACHED.get(function.name().toLowerCase(Locale.ROOT)) + 1e-5);
  }

  @Test
  void aShortHistoryIsEnoughForRosenbrock() {
    Matrix theta = Function.ROSENBROCK.start(DataType.DOUBLE);
    assertThat(run(new LBfgs(3, 1e-7, 1e-9), Function.ROSENBROCK::lossAndGradient, theta, Team.ONE).loss()).isLessThan(1e-10);
  }

  @Test
  void lossesThatAreNotFiniteShortenTheStep() {
    Objective wall = (theta, gradient) -> {
      double x = Reference.values(theta)[0];
      gradient.set(0, new double[] {1 - 1 / x}, 0, 1);
      return x > 0 ? x - Math.log(x) : Double.NaN;
    };
    Matrix theta = Matrix.zeros(DataType.DOUBLE, 1);
    theta.set(0, new double[] {50}, 0, 1);
    LBfgsSearch.Iteration end = run(DEFAULT, wall, theta, Team.ONE);
    assertThat(end.loss()).isBetween(1.0, 1 + 1e-9);
  }

  @Test
  void aGradientThatPointsUpwardsEndsWhereItBegan() {
    Objective wrong = (theta, gradient) -> {
      double x = Reference.values(theta)[0];
      gradient.set(0, new double[] {-2 * x}, 0, 1);
      return x * x;
    };
    Matrix theta = Matrix.zeros(DataType.DOUBLE, 1);
    theta.set(0, new double[] {3}, 0, 1);
    LBfgsSearch.Iteration end = run(DEFAULT, wrong, theta, Team.ONE);
    assertThat(end.loss()).isEqualTo(9);
    assertThat(end.converged()).isTrue();
  }

  @Test
  void aBeginningThatIsNotFiniteIsGivenBack() {
    Matrix theta = Matrix.zeros(DataType.DOUBLE, 1);
    try (LBfgsSearch search = new LBfgsSearch(DEFAULT, (t, g) -> Double.NaN, theta, Matrix.zeros(DataType.DOUBLE, 1), Team.ONE)) {
      LBfgsSearch.Iteration iteration = search.iterate();
      assertThat(iteration.loss()).isNaN();
      assertThat(iteration.converged()).isTrue();
      assertThat(iteration.evaluations()).isEqualTo(1);
    }
  }

  @Test
  void nearlyTheSameOnTwoThreadsAndTheSameEachTime() {
    int n = 5001;
    Objective bowl = (theta, gradient) -> {
      double[] x = Reference.values(theta);
      double[] g = new double[n];
      double loss = 0;
      for (int i = 0; i < n; i++) {
        double c = 1 + i % 13;
        loss += c * (Math.cosh(x[i] - 1) - 1);
        g[i] = c * Math.sinh(x[i] - 1);
      }
      gradient.set(0, g, 0, n);
      return loss;
    };
    double[][] ends = new double[3][];
    try (Team two = new Team(2)) {
      Team[] teams = {Team.ONE, two, two};
      for (int k = 0; k < 3; k++) {
        Matrix theta = Matrix.zeros(DataType.DOUBLE, n);
        assertThat(run(DEFAULT, bowl, theta, teams[k]).loss()).isLessThan(1e-9);
        ends[k] = Reference.values(theta);
      }
    }
    assertThat(ends[2]).isEqualTo(ends[1]);
    assertThat(Reference.distance(ends[1], ends[0])).isLessThan(1e-7);
  }

  @Test
  void rangesAndNames() {
    assertThat(DEFAULT).isEqualTo(new LBfgs(100, 1e-7, 1e-9));
    assertThat(Method.named("lbfgs", OptionalDouble.empty(), DEFAULT.hyperParameters())).isEqualTo(DEFAULT);
    assertThatThrownBy(() -> new LBfgs(0, 1e-7, 1e-9)).hasMessageContaining("a history of 0");
    assertThatThrownBy(() -> new LBfgs(10, -1, 1e-9)).hasMessageContaining("tolerance of the gradient of -1.0");
    assertThatThrownBy(() -> Method.named("lbfgs", OptionalDouble.of(0.1), Map.of())).hasMessageContaining("lbfgs has none");
    assertThatThrownBy(() -> Method.named("lbfgs", OptionalDouble.empty(), Map.of("history", 2.5))).hasMessageContaining("whole number");
  }
}
