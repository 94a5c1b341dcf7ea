package dev.gradus.cli;

import dev.gradus.store.JsonWriter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gradus doctor}: takes nothing, gives what decides speed and safety on this machine, and what to change. */
@Command(name = "doctor", description = "Shows what decides speed and safety on this machine, and what to change; exit code 69 when native libraries fail.")
final class DoctorCommand implements Callable<Integer> {
  private static final String BYTES = "_bytes";
  private static final Map<String, String> EXPLAINED = Map.of(
      "threads_small_network", "784-30-10, batches of 10",
      "threads_large_network", "784-2048-2048-10, batches of 512",
      "native_limit_bytes", "maxbytes",
      "process_limit_bytes", "maxphysicalbytes",
      "product_check", "small products against plain loops");

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "one JSON object on standard output")
  private boolean json;

  @Override
  public Integer call() {
    Map<String, Object> facts = MachineFacts.ofMachine();
    try {
      facts.putAll(MachineFacts.ofNatives());
    } catch (LinkageError e) {
      print(facts, List.of());
      throw e;
    }
    print(facts, Advice.on(facts));
    if (facts.get("product_check").equals("passed")) return ExitCode.DONE;
    spec.commandLine().getErr().println("gradus: the native library multiplies wrongly: " + facts.get("blas") + " " + facts.get("blas_version") + ", kernels "
        + facts.get("blas_kernels") + "; with OpenBLAS, OPENBLAS_CORETYPE=Haswell takes other kernels");
    return ExitCode.NO_NATIVES;
  }

  private void print(Map<String, Object> facts, List<String> advice) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      facts.put("advice", advice);
      out.println(JsonWriter.write(facts));
      return;
    }
    facts.forEach((name, value) -> out.println(line(name, value)));
    if (!advice.isEmpty()) out.println();
    advice.forEach(out::println);
  }

  private static String line(String name, Object value) {
    String label = name.endsWith(BYTES) ? name.substring(0, name.length() - BYTES.length()) : name;
    if (!MachineFacts.VARIABLES.contains(name)) label = label.replace('_', ' ');
    String text = name.endsWith(BYTES) ? size((Long) value) : value instanceof Boolean b ? (b ? "yes" : "no") : Figures.plain(value.toString());
    return String.format("%-22s  %s%s", label, text, EXPLAINED.containsKey(name) ? " (" + EXPLAINED.get(name) + ")" : "");
  }

  private static String size(long bytes) {
    return bytes == 0 ? "none" : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
  }
}
