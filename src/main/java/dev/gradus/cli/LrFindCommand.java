package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.RateCurve;
import dev.gradus.train.RateRange;
import dev.gradus.train.RateRangeTest;
import dev.gradus.train.TrainingPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gradus lr-find}: takes a source and what {@code train} takes, gives the loss at rising learning rates and a rate to train with. */
@Command(name = "lr-find", sortOptions = false,
    description = "Tries rising learning rates, one a step, draws the loss and suggests a rate for train --lr. The options of train about network and steps apply, "
        + "but --lr, --schedule, --average, --epochs and those about the end of a run do nothing here.")
final class LrFindCommand implements Callable<Integer>, Checked {
  @Spec private CommandSpec spec;

  @picocli.CommandLine.Parameters(paramLabel = "SOURCE", arity = "0..1", description = "as for train")
  private String source;

  @Mixin private SourceOptions sources;

  @Option(names = "--from", paramLabel = "RATE", defaultValue = "1e-7", description = "the first rate (default: ${DEFAULT-VALUE})")
  private double from;

  @Option(names = "--to", paramLabel = "RATE", defaultValue = "10", description = "the last rate (default: ${DEFAULT-VALUE})")
  private double to;

  @Option(names = "--steps", paramLabel = "N", defaultValue = "200", description = "how many rates (default: ${DEFAULT-VALUE})")
  private int steps;

  @Mixin private PlanOptions plans;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "auto", description = "auto, or 1 to 256 (default: ${DEFAULT-VALUE})")
  private String threads;

  @NoInfluence
  @Option(names = "--json", fallbackValue = "true", description = "one JSON object per line on standard output: each rate, then the suggestion")
  private boolean json;

  @Mixin private ConfigurationOptions configuration;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    check();
    if (configuration.printed()) return ExitCode.DONE;
    configuration.require(source);
    TrainingPlan plan = plans.plan(Threads.parse(threads));
    Dataset examples = sources.open(source, err::println).train();
    Network network = plans.network(examples.preparedBy(plans.fit(examples)));
    RateCurve curve = new RateRangeTest(network, plan).run(examples, new RateRange(from, to, steps));
    if (json) {
      for (RateCurve.Point point : curve.points()) out.println(JsonWriter.write(event(point)));
      out.println(JsonWriter.write(last(curve)));
    } else {
      out.print(RatePlot.of(curve));
      out.println(sentence(curve));
    }
    return ExitCode.DONE;
  }

  @Override
  public void check() {
    new RateRange(from, to, steps);
    plans.check();
    sources.check();
    RateRangeTest.check(plans.plan(1));
    if (source != null) sources.checkColumns(source);
  }

  private static Map<String, Object> event(RateCurve.Point point) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "rate");
    event.put("rate", point.rate());
    event.put("loss", point.loss());
    event.put("smoothed_loss", point.smoothed());
    return event;
  }

  private static Map<String, Object> last(RateCurve curve) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "done");
    curve.suggestion().ifPresent(rate -> event.put("suggestion", rate));
    event.put("lowest_at", curve.lowest().rate());
    return event;
  }

  private static String sentence(RateCurve curve) {
    double lowest = curve.lowest().rate();
    if (curve.suggestion().isEmpty()) {
      if (curve.lowest().smoothed() < curve.points().get(0).smoothed()) {
        return String.format(Locale.ROOT, "no suggestion: too few rates before the lowest loss, which is at %.2g; begin lower with --from, or take more --steps", lowest);
      }
      return String.format(Locale.ROOT, "no suggestion: the loss does not fall at any of these rates (lowest at %.2g); try others with --from and --to", lowest);
    }
    boolean stillFalling = curve.lowest().equals(curve.points().get(curve.points().size() - 1));
    return String.format(Locale.ROOT, "suggestion: --lr %.2g, where the loss falls fastest; it is lowest at %.2g%s", curve.suggestion().getAsDouble(), lowest,
        stillFalling ? ", the last rate that was tried" : " and grows beyond");
  }
}
