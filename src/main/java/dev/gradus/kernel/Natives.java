package dev.gradus.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_vendor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_full;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes the process as it is, gives which native libraries it has loaded and under which limits.
 *
 * @param blas {@code OpenBLAS}, {@code MKL}, or {@link #UNKNOWN}
 * @param kernels for which processor the kernels of BLAS are written, as OpenBLAS names it
 * @param blasThreads threads of BLAS itself, beside which the ones of a {@link Team} count
 * @param cache the folder that the libraries were unpacked to; null when there is none
 * @param maxBytes the most that JavaCPP allocates; 0 for no limit
 * @param maxPhysicalBytes the most that the process may have in memory when JavaCPP allocates; 0 for no limit
 */
public record Natives(String blas, String blasVersion, String kernels, int blasThreads, String backend, String backendVersion, Path cache, long maxBytes,
    long maxPhysicalBytes) {
  /** What a library does not say about itself. */
  public static final String UNKNOWN = "unknown";

  private static final int MKL = 3;
  private static final int OPENBLAS = 2;
  private static final Pattern OPENBLAS_VERSION = Pattern.compile("OpenBLAS (\\S+)");
  private static final Pattern MKL_VERSION = Pattern.compile("mkl[-/\\\\](\\d[\\d.]*)");

  /** Loads the libraries, if that has not happened. @throws LinkageError when they cannot load */
  public static Natives load() {
    Blas.onOneThread();
    int vendor = blas_get_vendor();
    boolean open = vendor == OPENBLAS && Loader.addressof("openblas_get_config") != null;
    return new Natives(name(vendor), open ? openBlasVersion() : vendor == MKL ? mklVersion() : UNKNOWN, open ? kernelsOfOpenBlas() : UNKNOWN,
        open ? threadsOfOpenBlas() : blas_get_num_threads(), Nd4j.getBackend().getClass().getSimpleName(), versionOfBackend(), cacheFolder(),
        Pointer.maxBytes(), Pointer.maxPhysicalBytes());
  }

  /** True when a product of whole numbers, in float and in double, comes out exactly as plain loops have it. */
  public static boolean multiply() {
    return multiply(DataType.FLOAT) && multiply(DataType.DOUBLE);
  }

  private static boolean multiply(DataType type) {
    int n = 37;
    int k = 53;
    int m = 29;
    Kernels kernels = new Kernels(type);
    Matrix A = Matrix.zeros(type, n, k);
    Matrix B = Matrix.zeros(type, k, m);
    Matrix C = Matrix.zeros(type, n, m);
    try {
      double[] a = wholeNumbers(A, 7);
      double[] b = wholeNumbers(B, 5);
      double[] c = new double[n * m];
      kernels.gemm(A, B, C, m);
      C.get(0, c, 0, c.length);
      for (int j = 0; j < m; j++) {
        for (int i = 0; i < n; i++) {
          double sum = 0;
          for (int l = 0; l < k; l++) sum += a[i + l * n] * b[l + j * k];
          if (c[i + j * n] != sum) return false;
        }
      }
      return true;
    } finally {
      A.close();
      B.close();
      C.close();
      kernels.close();
    }
  }

  /** Fills a matrix with numbers from −8 to 8, whose products and sums float holds exactly. */
  private static double[] wholeNumbers(Matrix matrix, int step) {
    double[] values = new double[(int) matrix.length()];
    for (int i = 0; i < values.length; i++) values[i] = (long) i * step % 17 - 8;
    matrix.set(0, values, 0, values.length);
    return values;
  }

  private static String name(int vendor) {
    return switch (vendor) {
      case MKL -> "MKL";
      case OPENBLAS -> "OpenBLAS";
      default -> UNKNOWN;
    };
  }

  private static String openBlasVersion() {
    try (BytePointer text = openblas_full.openblas_get_config()) {
      return firstGroup(OPENBLAS_VERSION, text.getString());
    } catch (LinkageError | RuntimeException e) {
      return UNKNOWN;
    }
  }

  private static String kernelsOfOpenBlas() {
    try (BytePointer text = openblas_full.openblas_get_corename()) {
      return text.getString();
    } catch (LinkageError | RuntimeException e) {
      return UNKNOWN;
    }
  }

  private static int threadsOfOpenBlas() {
    try {
      return openblas_full.openblas_get_num_threads();
    } catch (LinkageError | RuntimeException e) {
      return blas_get_num_threads();
    }
  }

  /** From the path of its library, as its own function cannot be called from here. */
  private static String mklVersion() {
    String path = Loader.getLoadedLibraries().get("mkl_rt@.2");
    return path == null ? UNKNOWN : firstGroup(MKL_VERSION, path);
  }

  private static String versionOfBackend() {
    Properties properties = new Properties();
    try (InputStream in = Nd4j.getBackend().getClass().getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-native/pom.properties")) {
      if (in != null) properties.load(in);
    } catch (IOException e) {
      // the version stays unknown
    }
    return properties.getProperty("version", UNKNOWN);
  }

  private static String firstGroup(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : UNKNOWN;
  }

  private static Path cacheFolder() {
    try {
      return Loader.getCacheDir().toPath();
    } catch (IOException e) {
      return null;
    }
  }
}
