package dev.gradus.prepare;

import java.util.List;

/** How a column of categories is encoded. */
public sealed interface CategoryPlan {
  /**
   * An input for each of the most frequent categories; the rest are one, if there is a rest. See {@link dev.gradus.prepare.OneHot}.
   *
   * @param most how many categories are kept at most, of equally frequent ones the first by text; at least 1
   * @param least a category with a smaller count in training (sum of its weights) is not kept; with 1 every category that was there counts as frequent enough
   */
  record OneHot(int most, double least) implements CategoryPlan {
    public OneHot {
      if (most < 1) throw new IllegalArgumentException("one-hot encoding of at most " + most + " categories was asked for; it must be at least 1");
      if (!(least >= 1 && least < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a smallest count of " + least + " was asked for; it must be at least 1 and finite");
      }
    }
  }

  /** The standardised place in sorted order: by number when all are numbers, else by text. See {@link dev.gradus.prepare.Ordinal}. */
  record Ordinal() implements CategoryPlan {}

  /** The standardised place in a given order. @param categories at least one, all different; one that is not among them is like one never seen */
  record Ordered(List<String> categories) implements CategoryPlan {
    public Ordered {
      if (categories.isEmpty()) throw new IllegalArgumentException("an order of 0 categories was asked for; it must have at least 1");
      categories = Categories.of(categories);
    }
  }

  /** An input for each bucket of a hash of the text. See {@link dev.gradus.prepare.Hashed}. @param buckets at least 1 */
  record Hashed(int buckets) implements CategoryPlan {
    public Hashed {
      dev.gradus.prepare.Hashed.checkBuckets(buckets);
    }
  }

  /** One-hot encoding of the 50 most frequent categories, however rare. */
  static CategoryPlan oneHot() {
    return new OneHot(50, 1);
  }

  /** One-hot encoding of at most {@code most} categories that each have a count of at least {@code least}. */
  static CategoryPlan oneHot(int most, double least) {
    return new OneHot(most, least);
  }

  static CategoryPlan ordinal() {
    return new Ordinal();
  }

  static CategoryPlan ordered(List<String> categories) {
    return new Ordered(categories);
  }

  static CategoryPlan hashed(int buckets) {
    return new Hashed(buckets);
  }
}
