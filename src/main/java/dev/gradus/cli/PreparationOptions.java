package dev.gradus.cli;

import dev.gradus.prepare.CategoryPlan;
import dev.gradus.prepare.Fill;
import dev.gradus.prepare.Indicator;
import dev.gradus.prepare.NumberPlan;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.TargetScaling;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes what is said about the preparation of columns, gives its plan. */
final class PreparationOptions {
  @Spec(Spec.Target.MIXEE) private CommandSpec command;

  @Mixin private SchemaOption schemas;

  @Option(names = "--prepare", paramLabel = "KIND", defaultValue = "standard",
      description = "scaling of numbers: standard, minmax, robust, none (default: ${DEFAULT-VALUE})")
  private Scaling.Kind scaling;

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
      description = "scaling of a value to predict: auto, as the numbers are and where the output can be any number, standard, none (default: ${DEFAULT-VALUE})")
  private TargetScaling.Kind target;

  /** @throws IllegalArgumentException when something cannot be, by its option */
  PreparationPlan plan() {
    return plan(command);
  }

  /** The same within other options. @param whole the command that has all of them */
  PreparationPlan plan(CommandSpec whole) {
    PreparationPlan plan = PreparationPlan.standard().withTarget(target).withCategories(categoryPlan())
        .withNumbers(numbers -> numbers.withScaling(scaling).withFill(fill()).withIndicator(indicator));
    if (clip != null) plan = plan.withNumbers(numbers -> numbers.withClip(clip));
    boolean usualCategories = categories.equals("one-hot") && maxCategories == 50 && minCount == 1;
    return schemas.file().applyTo(plan, schemas.overruled(whole), this::number, usualCategories).withLog1p(log1p);
  }

  /** What the schema file says of a column, as far as the options say nothing but their defaults. */
  private NumberPlan number(SchemaColumn column, NumberPlan general) {
    NumberPlan said = column.number(general);
    if (scaling != Scaling.Kind.STANDARD) said = said.withScaling(scaling);
    if (clip != null) said = said.withClip(clip);
    if (!fill.equals("mean")) said = said.withFill(fill());
    return indicator == Indicator.AUTO ? said : said.withIndicator(indicator);
  }

  private Fill fill() {
    if (fill.equals("mean")) return Fill.mean();
    if (fill.equals("median")) return Fill.median();
    return Fill.constant(Split.number(fill).orElseThrow(
        () -> new IllegalArgumentException("--fill " + fill + " is not known; it must be mean, median or a number")));
  }

  private CategoryPlan categoryPlan() {
    if (categories.equals("one-hot")) return CategoryPlan.oneHot(maxCategories, minCount);
    if (maxCategories != 50 || minCount != 1) {
      throw new IllegalArgumentException("--max-categories and --min-count are for --categories one-hot, and --categories " + categories + " was asked for; leave "
          + "them out");
    }
    if (categories.equals("ordinal")) return CategoryPlan.ordinal();
    if (categories.matches("hashed:[0-9]{1,9}")) return CategoryPlan.hashed(Integer.parseInt(categories.substring("hashed:".length())));
    throw new IllegalArgumentException("--categories " + categories + " is not known; it must be one-hot, ordinal, or hashed:N such as hashed:32");
  }
}
