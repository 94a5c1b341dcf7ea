package dev.gradus.select;

import dev.gradus.metrics.Metric;
import dev.gradus.train.DivergedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Takes a search space and a way to judge, gives the best of many trials: random search (Bergstra, Bengio, "Random search for hyper-parameter
 * optimization", JMLR 13, 2012) with successive {@link Halving}.
 *
 * <p>Trial 0 is the default and goes through every rung, so that the best is never worse than it on the validation examples. Each trial is a pure
 * function of seed and number and is trained on one thread, several at the same time: the result has the same bits for every number of workers. Only a
 * budget of time makes it depend on the machine: how many trials are finished, never what one of them gives.
 */
public final class Tuning {
  private final SearchSpace space;
  private final Function<Map<String, Object>, Candidate> candidates;
  private final Judge judge;
  private final Metric metric;
  private long seed;
  private int trials = 20;
  private Halving halving = Halving.by(3);
  private int workers = Runtime.getRuntime().availableProcessors();
  private Optional<Duration> budget = Optional.empty();
  private Consumer<Trial> listener = trial -> {};
  private final Map<List<Integer>, Trial> known = new LinkedHashMap<>();

  /**
   * A search.
   *
   * @param candidates from the values of a trial, which are none for the default; called on any thread
   * @param metric what decides which trial is best
   */
  public Tuning(SearchSpace space, Function<Map<String, Object>, Candidate> candidates, Judge judge, Metric metric) {
    this.space = space;
    this.candidates = candidates;
    this.judge = judge;
    this.metric = metric;
  }

  /** Of the values; 0 unless given. */
  public Tuning seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** How many trials, the default included: at least 1, 20 unless given. */
  public Tuning trials(int trials) {
    if (trials < 1) throw new IllegalArgumentException(trials + " trials were asked for; it must be at least 1");
    this.trials = trials;
    return this;
  }

  /** By 3 unless given. With several rungs, the epochs of the default's plan count for every trial. */
  public Tuning halving(Halving halving) {
    this.halving = halving;
    return this;
  }

  /** How many trials are trained at the same time, 1 to 256; by default one on each core. */
  public Tuning workers(int workers) {
    Workers.check(workers);
    this.workers = workers;
    return this;
  }

  /** When this time is over no trial begins, and those that have begun end after their epoch and do not count; the default is finished on the first rung. */
  public Tuning budget(Duration budget) {
    this.budget = Optional.of(budget);
    return this;
  }

  /** Trials of an earlier search with the same space, seed and data, that are not repeated. */
  public Tuning known(List<Trial> finished) {
    for (Trial trial : finished) {
      if (trial.failure().isEmpty() && !trial.figures().containsKey(metric.name())) {
        throw new IllegalArgumentException("trial " + trial.number() + " of rung " + trial.rung() + " is said to be finished, and has no \""
            + metric.name() + "\"; take it away, and it is repeated");
      }
    }
    for (Trial trial : finished) known.put(List.of(trial.rung(), trial.number()), trial);
    return this;
  }

  /** Tells someone about each trial when it is finished, one at a time, in any order and on any thread; not about known ones. */
  public Tuning listener(Consumer<Trial> listener) {
    this.listener = listener;
    return this;
  }

  /** What the rungs are. */
  public List<Halving.Rung> rungs() {
    return halving.rungs(trials, candidates.apply(Map.of()).plan().epochs());
  }

  /**
   * Searches.
   *
   * @throws IllegalArgumentException when the data does not fit a trial's network or plan, or the figure is not defined, naming the first such trial
   */
  public TuningResult run() {
    long begin = System.nanoTime();
    BooleanSupplier over = () -> budget.isPresent() && System.nanoTime() - begin >= budget.get().toNanos();
    List<Halving.Rung> rungs = rungs();
    List<Trial> finished = new ArrayList<>();
    List<Integer> numbers = IntStream.range(0, trials).boxed().toList();
    boolean complete = true;
    int last = 0;
    for (int r = 1; complete && r <= rungs.size() && !numbers.isEmpty(); r++) {
      List<Trial> here = climb(r, rungs.size() > 1 ? Optional.of(rungs.get(r - 1).epochs()) : Optional.empty(), numbers, over);
      finished.addAll(here);
      complete = here.size() == numbers.size();
      List<Trial> good = here.stream().filter(trial -> trial.failure().isEmpty()).sorted(order()).toList();
      if (here.stream().anyMatch(trial -> trial.number() == 0) || good.size() > 0 && defaultFailed(finished)) last = r;
      if (r < rungs.size()) numbers = best(good, rungs.get(r).trials());
    }
    return result(finished, last, complete);
  }

  private static boolean defaultFailed(List<Trial> finished) {
    return finished.stream().anyMatch(trial -> trial.number() == 0 && trial.failure().isPresent());
  }

  /** The best of a rung, and the default. */
  private static List<Integer> best(List<Trial> good, int count) {
    TreeSet<Integer> numbers = new TreeSet<>();
    good.stream().limit(count).forEach(trial -> numbers.add(trial.number()));
    good.stream().filter(trial -> trial.number() == 0).forEach(trial -> numbers.add(0));
    return List.copyOf(numbers);
  }

  /** The trials of a rung that are finished. */
  private List<Trial> climb(int rung, Optional<Integer> epochs, List<Integer> numbers, BooleanSupplier over) {
    List<Workers.Task<Optional<Trial>>> tasks = new ArrayList<>();
    for (int number : numbers) {
      boolean always = rung == 1 && number == 0;
      tasks.add(unwanted -> trial(rung, number, epochs, () -> unwanted.getAsBoolean() || !always && over.getAsBoolean()));
    }
    return Workers.run(tasks, workers, trial -> trial.filter(t -> !known.containsKey(List.of(rung, t.number()))).ifPresent(listener)).stream()
        .flatMap(Optional::stream).toList();
  }

  private Optional<Trial> trial(int rung, int number, Optional<Integer> rungEpochs, BooleanSupplier end) {
    Trial before = known.get(List.of(rung, number));
    if (before != null) return Optional.of(before);
    if (end.getAsBoolean()) return Optional.empty();
    long begin = System.nanoTime();
    Candidate candidate = candidates.apply(space.values(seed, number));
    int epochs = rungEpochs.orElse(candidate.plan().epochs());
    try {
      return judge.figures(candidate.alone(epochs), end)
          .map(figures -> new Trial(rung, number, epochs, figures, undefined(figures), (System.nanoTime() - begin) / 1e9));
    } catch (DivergedException e) {
      return Optional.of(new Trial(rung, number, epochs, Map.of(), Optional.of(e.getMessage()), (System.nanoTime() - begin) / 1e9));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("trial " + number + ": " + e.getMessage(), e);
    }
  }

  /** Why a trial cannot be compared with others, if it cannot. @throws IllegalArgumentException when the figure is of another kind of task */
  private Optional<String> undefined(Map<String, Double> figures) {
    if (figures.containsKey(metric.name())) return Optional.empty();
    String why = "\"" + metric.name() + "\" is to decide, and it is not defined for the validation examples; defined are "
        + String.join(", ", new TreeSet<>(figures.keySet()));
    if (!metric.fits(figures.containsKey("mae"))) throw new IllegalArgumentException(why);
    return Optional.of(why);
  }

  private Comparator<Trial> order() {
    Comparator<Trial> byFigure = Comparator.comparingDouble(trial -> (metric.largerIsBetter() ? -1 : 1) * trial.figures().get(metric.name()));
    return byFigure.thenComparingInt(Trial::number);
  }

  /** @param last the highest rung on which trials can be compared with the default */
  private TuningResult result(List<Trial> finished, int last, boolean complete) {
    Map<Integer, Trial> highest = new LinkedHashMap<>();
    for (Trial trial : finished) {
      if (trial.rung() <= last) highest.put(trial.number(), trial);
    }
    List<Trial> ranked = new ArrayList<>();
    for (int r = last; r > 0; r--) {
      int rung = r;
      highest.values().stream().filter(trial -> trial.rung() == rung && trial.failure().isEmpty()).sorted(order()).forEach(ranked::add);
    }
    Optional<Trial> best = ranked.stream().findFirst();
    highest.values().stream().filter(trial -> trial.failure().isPresent()).sorted(Comparator.comparingInt(Trial::number)).forEach(ranked::add);
    return new TuningResult(finished, ranked, best, complete);
  }
}
