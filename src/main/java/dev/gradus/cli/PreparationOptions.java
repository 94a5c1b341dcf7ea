package dev.gradus.cli;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.prepare.CategoryPlan;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Fill;
import dev.gradus.prepare.Indicator;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.NumberPlan;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Takes what is said about the preparation of columns, gives its plan. */
final class PreparationOptions {
  private static final int MOST_NAMED = 20;

  @Mixin private SchemaOption schemas;

  @Option(names = "--prepare", paramLabel = "KIND", defaultValue = "standard",
      description = "scaling of numbers: standard, minmax, robust, none (default: ${DEFAULT-VALUE})")
  private Scaling scaling;

  @Option(names = "--log1p", paramLabel = "COL", split = ",", description = "numbers x that become sign(x) log(1 + |x|) first (default: none)")
  private List<String> log1p = List.of();

  @Option(names = "--clip", paramLabel = "K",
      description = "outliers become the nearer of the bounds K interquartile ranges outside of the quartiles, such as 3 (default: none)")
  private Double clip;

  @Option(names = "--fill", paramLabel = "WHAT", defaultValue = "mean",
      description = "what stands for a missing number: mean, median, or a number (default: ${DEFAULT-VALUE})")
  private String fill;

  @Option(names = "--indicator", paramLabel = "WHEN", defaultValue = "auto",
      description = "an input that says that a number is missing: auto, when training has gaps, always, never (default: ${DEFAULT-VALUE})")
  private Indicator indicator;

  @Option(names = "--categories", paramLabel = "HOW", defaultValue = "one-hot",
      description = "inputs for categories: one-hot, ordinal, or hashed:N for N buckets (default: ${DEFAULT-VALUE})")
  private String categories;

  @Option(names = "--max-categories", paramLabel = "N", defaultValue = "50",
      description = "of one-hot, how many categories of a column have an input of their own; the rest share one (default: ${DEFAULT-VALUE})")
  private int maxCategories;

  @Option(names = "--min-count", paramLabel = "N", defaultValue = "1",
      description = "of one-hot, how often a category must be there to have an input of its own (default: ${DEFAULT-VALUE})")
  private double minCount;

  @Option(names = "--scale-target", paramLabel = "KIND", defaultValue = "auto",
      description = "scaling of a value to predict, and so of the loss, while figures and predictions are in its own unit: auto (standard, unless --prepare is "
          + "none or the output cannot be any number), standard, none (default: ${DEFAULT-VALUE})")
  private TargetScaling.Kind target;

  /** @param whole the command that has all options @throws IllegalArgumentException when something cannot be, by its option */
  PreparationPlan plan(CommandSpec whole) {
    PreparationPlan plan = PreparationPlan.standard().withTarget(target).withCategories(categoryPlan())
        .withNumbers(numbers -> numbers.withScaling(scaling).withFill(fill()).withIndicator(indicator));
    if (clip != null) plan = plan.withNumbers(numbers -> numbers.withClip(clip));
    if (!schemas.isGiven()) return plan.withLog1p(log1p);
    boolean usualCategories = categoryPlan().equals(CategoryPlan.oneHot());
    return schemas.file().applyTo(plan, schemas.overruled(whole), this::number, usualCategories).withLog1p(log1p);
  }

  /** What the schema file says of a column, as far as the options say nothing but their defaults. */
  private NumberPlan number(SchemaColumn column, NumberPlan general) {
    NumberPlan said = column.number(general);
    if (scaling != Scaling.STANDARD) said = said.withScaling(scaling);
    if (clip != null) said = said.withClip(clip);
    if (!fill.equals("mean")) said = said.withFill(fill());
    return indicator == Indicator.AUTO ? said : said.withIndicator(indicator);
  }

  /**
   * The plan, fitted on examples.
   *
   * @param whole the command that has all options
   * @throws DataException when a column that it names is not there, or has no numbers
   * @throws IllegalArgumentException when it names columns and there are none
   */
  Preparation fit(Dataset examples, CommandSpec whole) {
    for (String name : log1p) checkNumbers(name, examples);
    return examples.fit(plan(whole));
  }

  private static void checkNumbers(String name, Dataset examples) {
    if (!(examples.schema().inputs() instanceof Inputs.Columns inputs)) {
      throw new IllegalArgumentException("--log1p names columns of tables, and " + examples.source() + " is not one; leave it out");
    }
    String says = "--log1p names the column \"" + name + "\", ";
    Column column = inputs.columns().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow(
        () -> new DataException(examples.source(), says + "which is none of the inputs; these are " + some(inputs.names()) + "."));
    if (column.type() != ColumnType.NUMBER) {
      throw new DataException(examples.source(), says + "whose type is " + column.type().word() + "; it must be number. If it has numbers, add --numeric "
          + name + ".");
    }
  }

  private static String some(List<String> names) {
    String some = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMED ? some : some + " and " + (names.size() - MOST_NAMED) + " more";
  }

  /** Refuses the scaling of what cannot be scaled. @throws IllegalArgumentException when it was asked for */
  void check(Network network, Target predicted) {
    if (target != TargetScaling.Kind.STANDARD) return;
    if (!(predicted instanceof Target.Value)) {
      throw new IllegalArgumentException("--scale-target standard is for values, and this predicts " + predicted + "; leave it out");
    }
    if (!network.head().output().equals("identity")) {
      throw new IllegalArgumentException("--scale-target standard makes values of any sign, and the output of the network is " + network.head().output()
          + "; leave it out, or choose another --output or --loss");
    }
  }

  private Fill fill() {
    if (fill.equals("mean")) return Fill.mean();
    if (fill.equals("median")) return Fill.median();
    return Fill.constant(Split.number(fill).orElseThrow(
        () -> new IllegalArgumentException("--fill " + fill + " is not known; it must be mean, median or a number")));
  }

  private CategoryPlan categoryPlan() {
    if (categories.equals("one-hot")) return CategoryPlan.oneHot(maxCategories, minCount);
    if (!CategoryPlan.oneHot(maxCategories, minCount).equals(CategoryPlan.oneHot())) {
      throw new IllegalArgumentException("--max-categories and --min-count are for --categories one-hot, and --categories " + categories
          + " was asked for; leave them out");
    }
    if (categories.equals("ordinal")) return CategoryPlan.ordinal();
    if (categories.matches("hashed:[0-9]{1,9}")) return CategoryPlan.hashed(Integer.parseInt(categories.substring("hashed:".length())));
    throw new IllegalArgumentException("--categories " + categories + " is not known; it must be one-hot, ordinal, or hashed:N such as hashed:32");
  }
}
