package dev.gradus.prepare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Takes the categories of a column, gives its {@link OneHot}, {@link Ordinal} or {@link Hashed}. */
final class CategoryFit implements ColumnFit {
  private final Column column;
  private final CategoryPlan plan;
  private final List<String> dictionary;
  private final double[] counts;
  private double gaps;

  CategoryFit(Column column, CategoryPlan plan, List<String> dictionary) {
    this.column = column;
    this.plan = plan;
    this.dictionary = dictionary;
    counts = new double[dictionary.size()];
  }

  @Override
  public Column column() {
    return column;
  }

  @Override
  public void add(double raw, double weight, long key) {
    if (Double.isNaN(raw)) {
      gaps += weight;
    } else {
      counts[(int) raw] += weight;
    }
  }

  @Override
  public void merge(ColumnFit other) {
    CategoryFit fit = (CategoryFit) other;
    gaps += fit.gaps;
    for (int k = 0; k < counts.length; k++) counts[k] += fit.counts[k];
  }

  @Override
  public Encoding encoding() {
    if (plan instanceof CategoryPlan.Hashed hashed) return new Hashed(column, hashed.buckets());
    if (plan instanceof CategoryPlan.OneHot oneHot) return oneHot(oneHot);
    List<String> order = plan instanceof CategoryPlan.Ordered ordered ? ordered.categories() : Categories.sorted(texts(seen()));
    return ordinal(Categories.of(order));
  }

  private int[] seen() {
    return IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray();
  }

  private List<String> texts(int[] codes) {
    return Arrays.stream(codes).mapToObj(dictionary::get).toList();
  }

  private Encoding oneHot(CategoryPlan.OneHot wanted) {
    int[] seen = seen();
    Comparator<Integer> frequentFirst = Comparator.<Integer>comparingDouble(k -> -counts[k]).thenComparing(dictionary::get);
    int[] kept = Arrays.stream(seen).filter(k -> wanted.least() == 1 || counts[k] >= wanted.least()).boxed().sorted(frequentFirst).limit(wanted.most())
        .mapToInt(k -> k).toArray();
    return new OneHot(column, Categories.sorted(texts(kept)), kept.length < seen.length, gaps > 0 && seen.length > 0);
  }

  private Encoding ordinal(Categories order) {
    double[] ofPlaces = new double[order.size()];
    for (int k = 0; k < counts.length; k++) {
      int place = order.indexOf(dictionary.get(k));
      if (place >= 0) ofPlaces[place] += counts[k];
    }
    Moments moments = new Moments();
    for (int place = 0; place < ofPlaces.length; place++) {
      if (ofPlaces[place] > 0) moments.add(place, ofPlaces[place]);
    }
    return new Ordinal(column, order, moments.mean(), moments.weight() == 0 ? 0 : Moments.factor(moments.deviation()));
  }
}
