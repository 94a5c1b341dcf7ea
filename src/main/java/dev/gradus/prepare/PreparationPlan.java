package dev.gradus.prepare;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How columns are to be prepared: what {@link PreparationFit} fits.
 *
 * <p>A boolean is prepared as a number, but neither clipped nor transformed. A time is always standardised and put on circles: see {@link Calendar}. Of two
 * changes of the same setting the later one counts, be it of one column or of all.
 *
 * @param numbers of columns of numbers and booleans
 * @param categories of columns of categories
 * @param ofNumber columns that differ from {@code numbers}, by name
 * @param ofCategory columns that differ from {@code categories}, by name
 * @param target of a value to predict
 * @param rules how texts are read
 */
public record PreparationPlan(NumberPlan numbers, CategoryPlan categories, Map<String, NumberPlan> ofNumber, Map<String, CategoryPlan> ofCategory,
    TargetScaling.Kind target, TextRules rules) {
  public PreparationPlan {
    ofNumber = Map.copyOf(ofNumber);
    ofCategory = Map.copyOf(ofCategory);
    for (String name : ofNumber.keySet()) {
      if (ofCategory.containsKey(name)) {
        throw new IllegalArgumentException("the column \"" + name + "\" was asked to be prepared as a number and as a category; it must be one of them");
      }
    }
  }

  /** Numbers standardised, categories one-hot, a value to predict standardised. */
  public static PreparationPlan standard() {
    return new PreparationPlan(NumberPlan.standard(), CategoryPlan.oneHot(), Map.of(), Map.of(), TargetScaling.Kind.AUTO, TextRules.standard());
  }

  /** Changes the plan of all columns of numbers. */
  public PreparationPlan withNumbers(UnaryOperator<NumberPlan> change) {
    Map<String, NumberPlan> changed = new HashMap<>();
    ofNumber.forEach((name, plan) -> changed.put(name, change.apply(plan)));
    return new PreparationPlan(change.apply(numbers), categories, changed, ofCategory, target, rules);
  }

  /** Changes the plan of one column of numbers. */
  public PreparationPlan withNumber(String name, UnaryOperator<NumberPlan> change) {
    Map<String, NumberPlan> changed = new HashMap<>(ofNumber);
    changed.put(name, change.apply(number(name)));
    return new PreparationPlan(numbers, categories, changed, ofCategory, target, rules);
  }

  /** The same plan for all columns of categories. */
  public PreparationPlan withCategories(CategoryPlan plan) {
    return new PreparationPlan(numbers, plan, ofNumber, Map.of(), target, rules);
  }

  /** The plan of one column of categories. */
  public PreparationPlan withCategory(String name, CategoryPlan plan) {
    Map<String, CategoryPlan> changed = new HashMap<>(ofCategory);
    changed.put(name, plan);
    return new PreparationPlan(numbers, categories, ofNumber, changed, target, rules);
  }

  /** The same scaling for all columns of numbers. */
  public PreparationPlan withScaling(Scaling scaling) {
    return withNumbers(plan -> plan.withScaling(scaling));
  }

  /** {@link Transform#LOG1P} for these columns. */
  public PreparationPlan withLog1p(Collection<String> names) {
    PreparationPlan changed = this;
    for (String name : names) changed = changed.withNumber(name, plan -> plan.withTransform(Transform.LOG1P));
    return changed;
  }

  public PreparationPlan withTarget(TargetScaling.Kind kind) {
    return new PreparationPlan(numbers, categories, ofNumber, ofCategory, kind, rules);
  }

  public PreparationPlan withRules(TextRules other) {
    return new PreparationPlan(numbers, categories, ofNumber, ofCategory, target, other);
  }

  /** The plan of a column of numbers. */
  public NumberPlan number(String name) {
    return ofNumber.getOrDefault(name, numbers);
  }

  /** The plan of a column of categories. */
  public CategoryPlan category(String name) {
    return ofCategory.getOrDefault(name, categories);
  }

  /** Whether a target's values are to be standardised. */
  boolean scales(Target predicted) {
    if (!(predicted instanceof Target.Value)) return false;
    return target == TargetScaling.Kind.STANDARD || target == TargetScaling.Kind.AUTO && numbers.scaling() != Scaling.NONE;
  }
}
