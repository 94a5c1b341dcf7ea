package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The facts agree with the process, and the advice follows from the facts alone. */
class DoctorCommandTest {
  private static final Map<String, Object> GOOD = Map.of("simd", "AVX-512", "architecture", "aarch64", "cores", 8, "memory_bytes", 10_000_000_000L, "blas",
      "OpenBLAS", "blas_kernels", "SkylakeX", "limits_set", true);

  private static List<String> adviceWhere(Object... changes) {
    Map<String, Object> facts = new HashMap<>(GOOD);
    for (int i = 0; i < changes.length; i += 2) facts.put((String) changes[i], changes[i + 1]);
    return Advice.on(facts);
  }

  @Test
  void printsAlignedLines() {
    Gradus gradus = Gradus.run("doctor").done();

    assertThat(gradus.err()).isEmpty();
    List<String> facts = gradus.lines().stream().takeWhile(line -> !line.isEmpty()).toList();
    assertThat(facts).allSatisfy(line -> assertThat(line).matches(".{22}  \\S.*"));
    assertThat(facts).anySatisfy(line -> assertThat(line).matches("blas +(OpenBLAS|MKL)"));
    assertThat(facts).contains("product check           passed (small products against plain loops)", "threads small network   1 (784-30-10, batches of 10)");
  }

  @Test
  void theFactsAreThoseOfTheProcess() {
    Map<?, ?> facts = Gradus.run("doctor", "--json").done().object();

    int cores = Runtime.getRuntime().availableProcessors();
    assertThat(facts.get("java")).isEqualTo(System.getProperty("java.version"));
    assertThat(facts.get("cores")).isEqualTo((double) cores);
    assertThat(facts.get("threads_large_network")).isEqualTo((double) Math.min(cores, 256));
    assertThat(facts.get("heap_limit_bytes")).isEqualTo((double) Runtime.getRuntime().maxMemory());
    assertThat((Double) facts.get("memory_bytes")).isPositive();
    assertThat(facts.get("blas_threads")).isEqualTo(1.0);
    assertThat((String) facts.get("blas_version")).matches("\\d.*");
    assertThat(facts.get("blas_kernels")).isNotEqualTo("");
    assertThat(facts.get("OPENBLAS_CORETYPE")).isEqualTo(System.getenv("OPENBLAS_CORETYPE"));
    assertThat((Double) facts.get("natives_folder_size_bytes")).isGreaterThan(1e6);
    assertThat((String) facts.get("nd4j_version")).startsWith("1.0.0");
    assertThat(facts.get("product_check")).isEqualTo("passed");
    assertThat(facts.get("advice")).isInstanceOf(List.class);
  }

  @Test
  void readsTheProcessorFromLinesOfLinux() {
    List<String> lines = List.of("processor\t: 0", "model name\t: A Processor", "flags\t\t: fpu avx2 fma");

    assertThat(MachineFacts.field(lines, "model name", "amd64")).isEqualTo("A Processor");
    assertThat(MachineFacts.field(List.of(), "model name", "amd64")).isEqualTo("amd64");
    assertThat(MachineFacts.simd("fpu avx2 fma")).isEqualTo("AVX2");
    assertThat(MachineFacts.simd("avx2 fma avx512f avx512bw avx512vl")).isEqualTo("AVX-512");
    assertThat(MachineFacts.simd("avx2 fma avx512f")).isEqualTo("AVX2");
    assertThat(MachineFacts.simd("")).isEqualTo("unknown");
    assertThat(MachineFacts.simd("avx2 avx2 fma fma")).isEqualTo("AVX2");
  }

  @Test
  void findsTheClassArchiveAmongTheOptions() {
    assertThat(MachineFacts.classArchive(List.of("-Xmx2g", "-XX:SharedArchiveFile=lib/gradus.jsa"))).isEqualTo("lib/gradus.jsa");
    assertThat(MachineFacts.classArchive(List.of("-Xmx2g"))).isEqualTo("none");
  }

  @Test
  void saysNothingWhereNothingCanBeBetter() {
    assertThat(adviceWhere()).isEmpty();
    assertThat(adviceWhere("simd", "unknown", "blas_kernels", "ARMV8")).isEmpty();
    assertThat(adviceWhere("simd", "AVX2", "blas_kernels", "Zen")).isEmpty();
    assertThat(adviceWhere("blas", "MKL", "blas_kernels", "unknown", "architecture", "amd64", "OPENBLAS_CORETYPE", "Haswell")).isEmpty();
    assertThat(adviceWhere("blas_kernels", "unknown")).isEmpty();
  }

  @Test
  void advisesAgainstKernelsOlderThanTheProcessor() {
    assertThat(adviceWhere("OPENBLAS_CORETYPE", "Haswell", "blas_kernels", "Haswell")).singleElement().asString()
        .contains("OPENBLAS_CORETYPE=Haswell", "AVX-512", "unset it");
    assertThat(adviceWhere("blas_kernels", "Zen")).singleElement().asString().contains("set OPENBLAS_CORETYPE=SkylakeX");
    assertThat(adviceWhere("simd", "AVX2", "blas_kernels", "Nehalem")).singleElement().asString().contains("set OPENBLAS_CORETYPE=Haswell");
  }

  @Test
  void advisesLimitsOfMemory() {
    assertThat(adviceWhere("limits_set", false)).singleElement().asString()
        .contains("bin/gradus", "-Dorg.bytedeco.javacpp.maxbytes=8000000000", "-Dorg.bytedeco.javacpp.maxphysicalbytes=8000000000");
  }

  @Test
  void advisesOnCoresAndOnMkl() {
    assertThat(adviceWhere("cores", 1)).singleElement().asString().contains("one core", "-XX:ActiveProcessorCount");
    assertThat(adviceWhere("architecture", "amd64")).singleElement().asString().contains("GRADUS_BLAS=mkl", "org.bytedeco:mkl");
    assertThat(adviceWhere("architecture", "amd64", "blas_asked_for", "mkl_rt")).singleElement().asString().contains("MKL was asked for and not found");
  }
}
