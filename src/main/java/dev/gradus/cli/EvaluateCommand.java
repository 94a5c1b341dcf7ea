package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.data.Roles;
import dev.gradus.metrics.Evaluation;
import dev.gradus.model.Model;
import dev.gradus.prepare.Target;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus evaluate}: takes a model and a source with targets, gives figures. */
@Command(name = "evaluate", sortOptions = false, description = "Evaluates a model on examples whose target is known.")
final class EvaluateCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "a model that gradus wrote")
  private Path file;

  @Parameters(index = "1", paramLabel = "SOURCE", description = "as for train; of digits, mnist and idx:DIR the test examples unless --split says otherwise")
  private String source;

  @Mixin private ModelSource sources;

  @Option(names = "--weight", paramLabel = "COL", description = "column that says how often a row counts (default: every row once)")
  private String weight;

  @Option(names = "--json", description = "one JSON object on standard output")
  private boolean json;

  @Option(names = "--thresholds", description = "of two classes, what other thresholds than one half would do")
  private boolean thresholds;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    check();
    try (Model model = Model.load(file)) {
      if (thresholds && !(model.schema().target() instanceof Target.Classes classes && classes.labels().size() == 2)) {
        throw new IllegalArgumentException("--thresholds: this model predicts " + Figures.plain(model.schema().target().toString())
            + "; thresholds are for two classes");
      }
      Roles roles = weight == null ? Roles.none() : Roles.none().withWeight(weight);
      Dataset data = sources.labelled(source, model, roles, spec.commandLine().getErr()::println);
      Evaluation evaluation = model.evaluate(data);
      if (json) {
        out.println(JsonWriter.write(object(evaluation)));
      } else {
        out.println(String.format(Locale.ROOT, "%,d examples: %s", evaluation.examples(), Figures.line(evaluation)));
        out.print(Figures.all(evaluation));
        if (evaluation instanceof Evaluation.OfClasses of) {
          out.print(Figures.table(of.confusion()));
          table(of).ifPresent(table -> out.print(table.text(of.confusion().labels().get(1))));
        } else if (evaluation instanceof Evaluation.OfLabels of) {
          out.print(Figures.table(of.labels()));
        }
      }
    }
    return ExitCode.DONE;
  }

  @Override
  public void check() {
    sources.check();
  }

  private Map<String, Object> object(Evaluation evaluation) {
    Map<String, Object> object = new LinkedHashMap<>(evaluation.figures());
    if (evaluation instanceof Evaluation.OfClasses of) {
      object.put("classes", Figures.classes(of.confusion()));
      table(of).ifPresent(table -> object.put("thresholds", table.rows()));
    }
    if (evaluation instanceof Evaluation.OfLabels of) object.put("labels", Figures.labels(of.labels()));
    return object;
  }

  private Optional<ThresholdTable> table(Evaluation.OfClasses of) {
    return thresholds ? of.classes().curve().map(ThresholdTable::new) : Optional.empty();
  }
}
