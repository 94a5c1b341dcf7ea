package dev.gradus.cli;

import dev.gradus.model.Model;
import dev.gradus.net.Network;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus inspect}: takes a model, gives what it is and what it expects. */
@Command(name = "inspect", description = "Shows what a model is, what it expects and how it came about.")
final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "a model that gradus wrote")
  private Path file;

  @Option(names = "--json", description = "one JSON object on standard output")
  private boolean json;

  @Option(names = "--card", description = "a model card in Markdown on standard output, from what the model knows of itself")
  private boolean card;

  @Override
  public Integer call() throws IOException {
    if (card && json) throw new IllegalArgumentException("--card and --json are two forms of the same; choose one");
    PrintWriter out = spec.commandLine().getOut();
    try (Model model = Model.load(file)) {
      if (card) {
        ModelCard.lines(model).forEach(out::println);
      } else if (json) {
        out.println(JsonWriter.write(facts(model)));
      } else {
        text(model, out);
      }
    }
    return ExitCode.DONE;
  }

  private Map<String, Object> facts(Model model) throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("network", model.network().toString());
    facts.put("parameters", model.network().parameters());
    facts.put("type", model.parameters().type().name().toLowerCase(Locale.ROOT));
    facts.put("inputs", model.schema().inputs().toString());
    facts.put("target", model.schema().target().name());
    if (model.schema().target() instanceof Target.Classes classes) facts.put("classes", classes.labels());
    Map<String, Object> columns = new LinkedHashMap<>();
    for (Encoding encoding : model.preparation().encodings()) columns.put(encoding.column().name(), EncodingText.of(encoding));
    facts.put("preparation", columns);
    facts.put("target_scaling", List.of(model.preparation().targetScaling().shift(), model.preparation().targetScaling().factor()));
    facts.put("bytes", Files.size(file));
    facts.put("provenance", model.provenance());
    return facts;
  }

  private void text(Model model, PrintWriter out) throws IOException {
    Network network = model.network();
    out.println(network);
    out.println();
    ArchitectureDrawing.of(model).forEach(out::println);
    out.println();
    boolean same = model.preparation().width() == model.schema().inputs().count();
    out.println("inputs      " + model.schema().inputs() + (same ? "" : ", which make " + network.inputs() + " inputs"));
    if (model.schema().inputs() instanceof Inputs.Columns) columns(model, out);
    out.println("predicts    " + Figures.plain(model.schema().target().toString()));
    if (model.schema().target() instanceof Target.Classes classes) out.println("classes     " + Figures.plain(String.join(", ", classes.labels())));
    TargetScaling scaling = model.preparation().targetScaling();
    if (!scaling.isNone()) out.println("            learned as (y − " + EncodingText.number(scaling.shift()) + ") · " + EncodingText.number(scaling.factor()));
    out.println(String.format(Locale.ROOT, "file        %,d bytes, %s", Files.size(file), model.parameters().type().name().toLowerCase(Locale.ROOT)));
    out.println("provenance");
    model.provenance().forEach((name, value) -> provenance("  ", name, value, out));
  }

  private static void provenance(String indent, Object name, Object value, PrintWriter out) {
    if (value instanceof Map<?, ?> map) {
      out.println(indent + Figures.plain(name.toString()));
      map.forEach((key, inner) -> provenance(indent + "  ", key, inner, out));
    } else {
      out.println(indent + Figures.plain(String.format("%-12s %s", name, plain(value))));
    }
  }

  private static void columns(Model model, PrintWriter out) {
    for (Encoding encoding : model.preparation().encodings()) {
      out.println(String.format("  %-24s %-9s %s", Figures.plain(encoding.column().name()), encoding.column().type().word(), Figures.plain(EncodingText.of(encoding))));
    }
  }

  private static Object plain(Object value) {
    return value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15 ? (Object) d.longValue() : value;
  }
}
