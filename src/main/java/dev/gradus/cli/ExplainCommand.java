package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.data.Roles;
import dev.gradus.explain.Answer;
import dev.gradus.explain.Attribution;
import dev.gradus.explain.AttributionImage;
import dev.gradus.explain.Attributions;
import dev.gradus.explain.IntegratedGradients;
import dev.gradus.explain.MeanAttribution;
import dev.gradus.explain.MeanAttributions;
import dev.gradus.explain.PartialDependence;
import dev.gradus.explain.PermutationImportance;
import dev.gradus.kernel.Draws;
import dev.gradus.metrics.Metric;
import dev.gradus.model.Model;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Target;
import dev.gradus.store.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus explain}: takes a model and examples, says which columns matter, what each contributes to an answer, or how the answers depend on one. */
@Command(name = "explain", sortOptions = false,
    description = "Says which columns a model needs, what each contributes to an answer, or how the answers depend on one.")
final class ExplainCommand implements Callable<Integer>, Checked {
  /** What is asked for. */
  enum Method { IMPORTANCE, ATTRIBUTIONS, DEPENDENCE }

  /** Rows that mean attributions are made of when nothing else is said. */
  private static final int SOME = 1000;
  private static final int BLOCKS = 36;
  private static final long SAMPLE = 41;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "a model that gradus wrote")
  private Path file;

  @Parameters(index = "1", paramLabel = "SOURCE", description = "as for evaluate: examples whose target is known")
  private String source;

  @Mixin private ModelSource sources;

  @Option(names = "--method", paramLabel = "METHOD", description = "importance (by permutation), attributions (by integrated gradients) or dependence "
      + "(partial) (default: attributions with --row and of images, dependence with --column, else importance)")
  private Method method;

  @Option(names = "--row", paramLabel = "N", description = "of attributions: the row whose answer is explained, from 1 (default: the mean over all rows)")
  private Integer row;

  @Option(names = "--column", paramLabel = "COL", description = "of dependence: the column (default: none)")
  private String column;

  @Option(names = "--class", paramLabel = "LABEL", description = "of attributions and dependence: the class or label whose probability is explained (default: "
      + "of attributions what the model answers; of dependence the second of two classes, else all)")
  private String label;

  @Option(names = "--repeats", paramLabel = "N", defaultValue = "5",
      description = "of importance: how often each column is shuffled (default: ${DEFAULT-VALUE})")
  private int repeats;

  @Option(names = "--metric", paramLabel = "FIGURE", defaultValue = "loss",
      description = "of importance: the figure that gets worse (default: ${DEFAULT-VALUE})")
  private String metric;

  @Option(names = "--rows", paramLabel = "N", description = "look at so many rows, drawn by the seed (default: all; of mean attributions 1000)")
  private Integer rows;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "of shuffles and drawn rows (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--weight", paramLabel = "COL", description = "column that says how often a row counts (default: every row once)")
  private String weight;

  @Option(names = "--out", paramLabel = "FILE", description = "of attributions of images: draw them into this SVG file (default: none)")
  private Path out;

  @Option(names = "--json", description = "one JSON object on standard output")
  private boolean json;

  @Override
  public void check() {
    sources.check();
    Metric.named(metric);
    if (repeats < 1) throw new IllegalArgumentException("--repeats " + repeats + " shuffles nothing; it must be at least 1");
    if (rows != null && rows < 1) throw new IllegalArgumentException("--rows " + rows + " leaves nothing to look at; it must be at least 1");
    if (row != null && row < 1) throw new IllegalArgumentException("--row " + row + " is no row; the first is 1");
    if (row != null && rows != null) throw new IllegalArgumentException("--row explains one row and --rows draws some; give one of them");
    if (row != null && column != null) throw new IllegalArgumentException("--row is for attributions and --column for dependence; give one of them");
    if (method != null) check(method);
  }

  private void check(Method chosen) {
    if (row != null && chosen != Method.ATTRIBUTIONS) throw new IllegalArgumentException("--row is for --method attributions; leave it out");
    if (column != null && chosen != Method.DEPENDENCE) throw new IllegalArgumentException("--column is for --method dependence; leave it out");
    if (column == null && chosen == Method.DEPENDENCE) throw new IllegalArgumentException("--method dependence needs the column: --column COL");
    if (label != null && chosen == Method.IMPORTANCE) throw new IllegalArgumentException("--class is for --method attributions and dependence; leave it out");
    if (out != null && chosen != Method.ATTRIBUTIONS) throw new IllegalArgumentException("--out is for --method attributions of images; leave it out");
  }

  @Override
  public Integer call() throws IOException {
    check();
    OutputFile.refuseToReplace("--out", out, source, file.toString());
    OutputFile.refuseToReplaceAnother("--out", out, "picture in SVG", text -> text.contains("<svg"));
    try (Model model = Model.load(file)) {
      Method chosen = chosen(model);
      check(chosen);
      checkModel(model, chosen);
      Roles roles = weight == null ? Roles.none() : Roles.none().withWeight(weight);
      Dataset data = sources.labelled(source, model, roles, spec.commandLine().getErr()::println);
      PrintWriter to = spec.commandLine().getOut();
      ExplanationText text = new ExplanationText(to, json);
      switch (chosen) {
        case IMPORTANCE -> {
          PermutationImportance importance = new PermutationImportance(repeats, seed, Metric.named(metric));
          Dataset some = drawn(data, data.size());
          text.importance(importance, some.size(), importance.of(model, some));
        }
        case ATTRIBUTIONS -> attributions(model, data, text);
        case DEPENDENCE -> {
          Dataset some = drawn(data, data.size());
          text.dependence(some.size(), PartialDependence.of(model, some, column, averaged(model), PartialDependence.POINTS));
        }
      }
    }
    return ExitCode.DONE;
  }

  private Method chosen(Model model) {
    if (method != null) return method;
    if (column != null) return Method.DEPENDENCE;
    return row != null || model.schema().inputs() instanceof Inputs.Pixels ? Method.ATTRIBUTIONS : Method.IMPORTANCE;
  }

  private void checkModel(Model model, Method chosen) {
    boolean values = model.schema().target() instanceof Target.Value;
    if (label != null && values) {
      throw new IllegalArgumentException("--class: this model predicts " + model.schema().target() + ", which has no classes; leave it out");
    }
    if (label != null) answer(model);
    if (chosen == Method.IMPORTANCE && !Metric.named(metric).fits(values)) {
      throw new IllegalArgumentException("--metric " + metric + " is no figure of a model that predicts " + model.schema().target());
    }
    boolean images = model.schema().inputs() instanceof Inputs.Pixels;
    if (chosen == Method.IMPORTANCE && images) {
      throw new IllegalArgumentException("--method importance is for tables, as one pixel alone says next to nothing; take --method attributions");
    }
    if (out != null && !images) throw new IllegalArgumentException("--out draws images, and the model takes " + model.schema().inputs() + "; leave it out");
  }

  private Optional<Answer> answer(Model model) {
    if (label == null) return Optional.empty();
    try {
      return Optional.of(Answer.named(model, label));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--class: " + e.getMessage(), e);
    }
  }

  private List<Answer> averaged(Model model) {
    List<Answer> all = Answer.all(model);
    boolean two = model.schema().target() instanceof Target.Classes && all.size() == 2;
    return answer(model).map(List::of).orElse(two ? all.subList(1, 2) : all);
  }

  /** As many rows as were asked for, in their order. */
  private Dataset drawn(Dataset data, int usual) {
    int wanted = rows == null ? usual : rows;
    if (wanted >= data.size()) return data;
    int[] some = Arrays.copyOf(Draws.of(seed, SAMPLE).permutation(data.size()), wanted);
    Arrays.sort(some);
    if (rows == null) {
      String drawn = String.format(Locale.ROOT, "notice: %,d of %,d rows, drawn by the seed; --rows N takes another number", wanted, data.size());
      spec.commandLine().getErr().println(drawn);
    }
    return data.subset(some);
  }

  private void attributions(Model model, Dataset data, ExplanationText text) throws IOException {
    try (IntegratedGradients gradients = new IntegratedGradients(model)) {
      if (row == null) {
        Optional<Answer> answer = answer(model);
        Dataset some = drawn(data, SOME);
        MeanAttributions mean = gradients.mean(some, answer);
        Optional<AttributionImage> image = image(model, mean.columns().stream().map(MeanAttribution::mean).toList());
        text.mean(mean, answer, image.map(one -> one.blocks(BLOCKS)));
        draw(image, "Mean attribution to " + answer.map(Answer::name).orElse("the answers") + " over " + mean.rows() + " images");
        return;
      }
      if (row > data.size()) throw new IllegalArgumentException("--row " + row + ": " + source + " has " + data.size() + " rows");
      Answer answer = answer(model).orElseGet(() -> gradients.answer(data, row - 1));
      Attributions attributions = gradients.of(data, row - 1, answer);
      Optional<AttributionImage> image = image(model, attributions.columns().stream().map(Attribution::contribution).toList());
      text.row(row, attributions, image.map(one -> one.blocks(BLOCKS)));
      draw(image, "Attribution to " + answer.name() + " of image " + row);
    }
  }

  private static Optional<AttributionImage> image(Model model, List<Double> contributions) {
    return model.schema().inputs() instanceof Inputs.Pixels pixels ? Optional.of(new AttributionImage(pixels, contributions)) : Optional.empty();
  }

  private void draw(Optional<AttributionImage> image, String title) {
    if (out == null || image.isEmpty()) return;
    try {
      AtomicFile.write(out, AtomicFile.of(image.get().svg(title).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new CannotWriteException(out, "--out", e);
    }
    spec.commandLine().getErr().println("drawn into " + out);
  }
}
