package dev.gradus.cli;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.diagnose.GradientCheck;
import dev.gradus.net.Network;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gradus gradcheck}: takes a network and a sample of data, compares its gradient with finite differences. */
@Command(name = "gradcheck", sortOptions = false, description = "Compares the gradient of a network with finite differences; exit code 3 when they differ.")
final class GradcheckCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;

  @picocli.CommandLine.Parameters(paramLabel = "SOURCE", arity = "0..1", defaultValue = "digits", description = "as for train (default: ${DEFAULT-VALUE})")
  private String source;

  @Mixin private SourceOptions sources;
  @Mixin private NetworkOptions networks;

  @Mixin private RegularizationOptions regularizations;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "10", description = "examples to check with (default: ${DEFAULT-VALUE})")
  private int batch;

  @Option(names = "--sample", paramLabel = "N", defaultValue = "200", description = "parameters to check of each W and b (default: ${DEFAULT-VALUE})")
  private int sample;

  @Mixin private PreparationOptions preparations;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "of initial weights and of the sample (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "one JSON object per tensor on standard output")
  private boolean json;

  @Override
  public void check() {
    if (sample < 1) throw new IllegalArgumentException("--sample " + sample + " leaves nothing to check; it must be at least 1");
    if (batch < 1) throw new IllegalArgumentException("--batch " + batch + " leaves nothing to check with; it must be at least 1");
    regularizations.regularization();
    sources.check();
    sources.checkColumns(source);
    networks.check();
    preparations.plan(spec);
  }

  @Override
  public Integer call() throws IOException {
    check();
    PrintWriter out = spec.commandLine().getOut();
    Dataset data = sources.open(source, spec.commandLine().getErr()::println).train();
    Dataset prepared = data.preparedBy(preparations.fit(data, spec));
    Network network = networks.network(prepared);
    preparations.check(network, prepared.schema().target());
    spec.commandLine().getErr().println(network);
    List<GradientCheck.Tensor> tensors = check(network, prepared);
    if (!json) {
      out.println(String.format("%-6s %12s %10s %10s %14s", "tensor", "parameters", "checked", "on kinks", "relative error"));
    }
    for (GradientCheck.Tensor tensor : tensors) out.println(json ? JsonWriter.write(event(tensor)) : line(tensor));
    boolean passed = tensors.stream().allMatch(GradientCheck.Tensor::passed);
    if (!json) {
      out.println(passed
          ? String.format("the gradient is right: every relative error is at most %.0e, or the difference is no more than rounding", GradientCheck.LIMIT)
          : String.format("the gradient is not confirmed: a relative error is above %.0e, or nothing could be compared", GradientCheck.LIMIT));
    }
    return passed ? ExitCode.DONE : ExitCode.FAILED;
  }

  private List<GradientCheck.Tensor> check(Network network, Dataset prepared) {
    int columns = Math.min(batch, prepared.size());
    try (Parameters theta = Parameters.initial(network, DataType.DOUBLE, networks.initializer(), seed);
        Backprop backprop = new Backprop(theta, columns, regularizations.regularization());
        Batches batches = new Batches(prepared, network.outputs(), columns, DataType.DOUBLE)) {
      batches.next();
      return GradientCheck.run(backprop, batches.batch().X(), batches.batch().Y(), batches.batch().w(), batches.batch().m(), sample, seed);
    }
  }

  private static String line(GradientCheck.Tensor t) {
    String line = String.format(Locale.ROOT, "%-6s %,12d %,10d %,10d %14.1e", t.name(), t.parameters(), t.checked(), t.skipped(), t.error());
    if (t.rounded() && t.error() > GradientCheck.LIMIT) return line + "  within rounding";
    return t.passed() ? line : line + String.format(Locale.ROOT, "  worst at [%d, %d]: analytic %.9g, numeric %.9g", t.row(), t.column(), t.analytic(),
        t.numeric());
  }

  private static Map<String, Object> event(GradientCheck.Tensor t) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("tensor", t.name());
    event.put("parameters", t.parameters());
    event.put("checked", t.checked());
    event.put("on_kinks", t.skipped());
    event.put("relative_error", t.error());
    event.put("within_rounding", t.rounded());
    event.put("passed", t.passed());
    return event;
  }
}
