package dev.gradus.cli;

import dev.gradus.kernel.Natives;
import dev.gradus.kernel.Team;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes the machine and this process, gives in order what decides speed and safety on it. Sizes are in bytes, with a name that says so. */
final class MachineFacts {
  static final String AVX512 = "AVX-512";
  static final String AVX2 = "AVX2";
  static final List<String> VARIABLES =
      List.of("GRADUS_BLAS", "OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "MKL_THREADING_LAYER");

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";
  private static final Network SMALL = Network.inputs(784).hidden(30, Activation.relu()).outputs(10, Head.softmaxCrossEntropy());
  private static final Network LARGE =
      Network.inputs(784).hidden(2048, Activation.relu()).hidden(2048, Activation.relu()).outputs(10, Head.softmaxCrossEntropy());

  private MachineFacts() {}

  /** What can be said without native libraries. */
  static Map<String, Object> ofMachine() {
    Map<String, Object> facts = new LinkedHashMap<>();
    List<String> processor = lines(PROCESSOR);
    int cores = Runtime.getRuntime().availableProcessors();
    facts.put("gradus", Version.text());
    facts.put("java", System.getProperty("java.version"));
    facts.put("java_vendor", System.getProperty("java.vendor"));
    facts.put("java_vm", System.getProperty("java.vm.name"));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("architecture", System.getProperty("os.arch"));
    facts.put("processor", field(processor, "model name", System.getProperty("os.arch")));
    facts.put("simd", simd(field(processor, "flags", "")));
    facts.put("cores", cores);
    facts.put("threads_small_network", Team.sizeFor(SMALL.largestProduct(10), cores));
    facts.put("threads_large_network", Team.sizeFor(LARGE.largestProduct(512), cores));
    facts.put("memory_bytes", ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getTotalMemorySize());
    facts.put("heap_limit_bytes", Runtime.getRuntime().maxMemory());
    facts.put("class_archive_given", classArchive(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    facts.put("huge_pages", chosen(lines(HUGE_PAGES)));
    for (String variable : VARIABLES) {
      if (System.getenv(variable) != null) facts.put(variable, System.getenv(variable));
    }
    return facts;
  }

  /** What the native libraries say. @throws LinkageError when they cannot load */
  static Map<String, Object> ofNatives() {
    Map<String, Object> facts = new LinkedHashMap<>();
    Natives natives = Natives.load();
    facts.put("blas", natives.blas());
    facts.put("blas_version", natives.blasVersion());
    facts.put("blas_kernels", natives.kernels());
    facts.put("blas_threads", natives.blasThreads());
    String asked = System.getProperty("org.bytedeco.openblas.load");
    if (asked != null) facts.put("blas_asked_for", asked);
    facts.put("nd4j_backend", natives.backend());
    facts.put("nd4j_version", natives.backendVersion());
    facts.put("native_limit_bytes", natives.maxBytes());
    facts.put("process_limit_bytes", natives.maxPhysicalBytes());
    facts.put("limits_set", isSet("maxbytes", "maxBytes") && isSet("maxphysicalbytes", "maxPhysicalBytes"));
    if (natives.cache() != null) {
      facts.put("natives_folder", natives.cache().toString());
      facts.put("natives_folder_size_bytes", size(natives.cache()));
    }
    facts.put("product_check", Natives.multiply() ? "passed" : "failed");
    return facts;
  }

  /** The widest instructions for matrix work among the flags of Linux. */
  static String simd(String flags) {
    Set<String> offered = Set.copyOf(List.of(flags.split("\\s+")));
    if (offered.containsAll(Set.of("avx512f", "avx512bw", "avx512vl"))) return AVX512;
    if (offered.containsAll(Set.of("avx2", "fma"))) return AVX2;
    return Natives.UNKNOWN;
  }

  /** The value of the first line {@code name : value}. */
  static String field(List<String> lines, String name, String otherwise) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon >= 0 && line.substring(0, colon).strip().equals(name)) return line.substring(colon + 1).strip();
    }
    return otherwise;
  }

  /** The archive that the options of the JVM name, beyond the JDK's own. */
  static String classArchive(List<String> options) {
    String file = "none";
    for (String option : options) {
      if (option.startsWith(ARCHIVE)) file = option.substring(ARCHIVE.length());
    }
    return file;
  }

  private static String chosen(List<String> lines) {
    Matcher matcher = CHOSEN.matcher(String.join(" ", lines));
    return matcher.find() ? matcher.group(1) : Natives.UNKNOWN;
  }

  private static boolean isSet(String... names) {
    return Arrays.stream(names).anyMatch(name -> System.getProperty("org.bytedeco.javacpp." + name) != null);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What the files in a folder take; those that vanish meanwhile count for nothing. */
  private static long size(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
