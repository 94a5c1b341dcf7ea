package dev.gradus.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes seconds and names of targets or {@code all}, lets Jazzer make up inputs for each, in a process of its own, and says how many there were. */
public final class FuzzRun {
  static final List<Class<?>> TARGETS = List.of(ModelFileFuzz.class, CheckpointFuzz.class, JsonFuzz.class, CsvFuzz.class, NpyFuzz.class, IdxFuzz.class,
      ConfigurationFuzz.class, CommandLineFuzz.class);
  static final Path SEEDS = Path.of("src/test/resources/dev/gradus/faults");
  private static final Pattern RUNS = Pattern.compile("(?:Done |#)(\\d+)[\\s\\S]*");

  private FuzzRun() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    List<String> asked = List.of(words).subList(1, words.length);
    int found = 0;
    for (Class<?> target : TARGETS) {
      if (asked.contains("all") || asked.contains(target.getSimpleName())) found += run(target, words[0]);
    }
    System.exit(found);
  }

  /** @return 1 when something was found */
  private static int run(Class<?> target, String seconds) throws IOException, InterruptedException {
    String name = target.getSimpleName();
    Path corpus = Files.createDirectories(Path.of("target/fuzz").resolve(name));
    Path log = corpus.resolveSibling(name + ".log");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-Dorg.nd4j.log.initialization=false",
        "-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.getName(),
        "--instrumentation_includes=dev.gradus.**", "--custom_hook_includes=dev.gradus.**", "--reproducer_path=target/fuzz", corpus.toString(), SEEDS.resolve(name).toString(),
        "-max_total_time=" + seconds, "-max_len=8192", "-timeout=300", "-rss_limit_mb=4000", "-artifact_prefix=target/fuzz/" + name + "-", "-print_final_stats=1"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    System.out.println(name + ": " + runs(log) + " inputs, exit code " + code + (code == 0 ? "" : ", see " + log));
    return code == 0 ? 0 : 1;
  }

  private static long runs(Path log) throws IOException {
    long runs = 0;
    try (BufferedReader lines = Files.newBufferedReader(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher count = RUNS.matcher(line);
        if (count.matches()) runs = Math.max(runs, Long.parseLong(count.group(1)));
      }
    }
    return runs;
  }
}
