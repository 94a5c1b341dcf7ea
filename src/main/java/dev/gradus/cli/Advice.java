package dev.gradus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Takes the facts of {@link MachineFacts}, gives sentences on what to change; none where nothing can be better. */
final class Advice {
  private static final Set<String> KERNELS_WITH_AVX512 = Set.of("skylakex", "cooperlake", "sapphirerapids");
  private static final Set<String> KERNELS_WITH_AVX2 = Set.of("haswell", "zen");

  private Advice() {}

  static List<String> on(Map<String, Object> facts) {
    List<String> advice = new ArrayList<>();
    kernels(facts, advice);
    otherBlas(facts, advice);
    if (facts.get("cores") instanceof Integer cores && cores == 1) {
      advice.add("The JVM may use one core only: raise the processor limit of the container, or -XX:ActiveProcessorCount in GRADUS_JAVA_OPTS where it is set.");
    }
    if (Boolean.FALSE.equals(facts.get("limits_set"))) limits((Long) facts.get("memory_bytes"), advice);
    return advice;
  }

  private static void kernels(Map<String, Object> facts, List<String> advice) {
    String simd = text(facts, "simd");
    String kernels = text(facts, "blas_kernels");
    if (!text(facts, "blas").equals("OpenBLAS") || !olderThan(simd, kernels.toLowerCase(Locale.ROOT))) return;
    advice.add(facts.containsKey("OPENBLAS_CORETYPE")
        ? String.format("OPENBLAS_CORETYPE=%s makes OpenBLAS take the kernels %s, without the %s of this processor: unset it, and products are about two times faster.",
            text(facts, "OPENBLAS_CORETYPE"), kernels, simd)
        : String.format("OpenBLAS took the kernels %s, without the %s of this processor: set OPENBLAS_CORETYPE=%s, and products are about two times faster.",
            kernels, simd, simd.equals(MachineFacts.AVX512) ? "SkylakeX" : "Haswell"));
  }

  private static boolean olderThan(String simd, String kernels) {
    if (kernels.equals("unknown") || KERNELS_WITH_AVX512.contains(kernels)) return false;
    return simd.equals(MachineFacts.AVX512) || simd.equals(MachineFacts.AVX2) && !KERNELS_WITH_AVX2.contains(kernels);
  }

  private static void otherBlas(Map<String, Object> facts, List<String> advice) {
    if (!text(facts, "blas").equals("OpenBLAS")) return;
    if (text(facts, "blas_asked_for").startsWith("mkl")) {
      advice.add("MKL was asked for and not found, so OpenBLAS multiplies: put the jar of org.bytedeco:mkl that speed.md names into the folder lib.");
    } else if (text(facts, "architecture").equals("amd64")) {
      advice.add("MKL may be faster than OpenBLAS here, or slower: to try it, put the jar of org.bytedeco:mkl that speed.md names into the folder lib"
          + " and set GRADUS_BLAS=mkl.");
    }
  }

  private static void limits(long memory, List<String> advice) {
    long limit = memory / 5 * 4;
    advice.add("JavaCPP's limits are not set, and without them an allocation that comes near the machine's memory can end the JVM: start through bin/gradus on"
        + " Linux, or pass -Dorg.bytedeco.javacpp.maxbytes=" + limit + " -Dorg.bytedeco.javacpp.maxphysicalbytes=" + limit + ".");
  }

  private static String text(Map<String, Object> facts, String name) {
    return String.valueOf(facts.getOrDefault(name, ""));
  }
}
