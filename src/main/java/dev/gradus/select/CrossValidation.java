package dev.gradus.select;

import dev.gradus.data.Fold;
import dev.gradus.train.DivergedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Takes a candidate and folds, gives figures: for every fold a model is trained on the one part and evaluated on the other, every example with its weight
 * and the weight of its class.
 *
 * <pre>{@code
 * List<Fold> folds = Splits.folds(examples, Division.suited(examples), 5, seed);
 * CrossValidationResult result = new CrossValidation(new Candidate(data -> network, plan)).run(folds);
 * double accuracy = result.figures().get("accuracy").mean();
 * }</pre>
 *
 * <p>Each fold is trained on one thread, several of them at the same time. The result has the same bits for every number of workers.
 */
public final class CrossValidation {
  private final Candidate candidate;
  private OptionalDouble aside = OptionalDouble.empty();
  private int workers = Runtime.getRuntime().availableProcessors();
  private Consumer<FoldResult> listener = result -> {};

  public CrossValidation(Candidate candidate) {
    this.candidate = candidate.alone(candidate.plan().epochs());
  }

  /**
   * Sets a fraction of every fold's training part aside, for early stopping and the choice of the best epoch. The held-out part has no influence on either.
   *
   * @throws IllegalArgumentException when the fraction is not above 0 and below 1
   */
  public CrossValidation aside(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("a fraction of " + fraction + " was asked for; it must be above 0 and below 1");
    }
    aside = OptionalDouble.of(fraction);
    return this;
  }

  /** How many folds are trained at the same time, 1 to 256; by default one on each core. */
  public CrossValidation workers(int workers) {
    Workers.check(workers);
    this.workers = workers;
    return this;
  }

  /** Tells someone about each fold when it is finished, one at a time, in any order and on any thread. */
  public CrossValidation listener(Consumer<FoldResult> listener) {
    this.listener = listener;
    return this;
  }

  /**
   * Trains and evaluates.
   *
   * @throws IllegalArgumentException when there are no folds, or the data does not fit the network or the plan, naming the first such fold
   * @throws DivergedException naming the first fold that diverges
   */
  public CrossValidationResult run(List<Fold> folds) {
    return run(folds, () -> false).orElseThrow();
  }

  /** As {@link #run(List)}; nothing when {@code end} says true after an epoch. */
  Optional<CrossValidationResult> run(List<Fold> folds, BooleanSupplier end) {
    if (folds.isEmpty()) throw new IllegalArgumentException("0 folds were given; it must be at least 1");
    List<Workers.Task<Optional<FoldResult>>> tasks = new ArrayList<>();
    for (int f = 0; f < folds.size(); f++) {
      int number = f + 1;
      tasks.add(unwanted -> fold(folds.get(number - 1), number, () -> unwanted.getAsBoolean() || end.getAsBoolean()));
    }
    List<Optional<FoldResult>> results = Workers.run(tasks, workers, result -> result.ifPresent(listener));
    if (results.stream().anyMatch(Optional::isEmpty)) return Optional.empty();
    return Optional.of(new CrossValidationResult(results.stream().map(Optional::get).toList()));
  }

  private Optional<FoldResult> fold(Fold fold, int number, BooleanSupplier end) {
    try {
      return FoldRun.of(candidate, fold, number, aside, end);
    } catch (DivergedException e) {
      throw e.in("fold " + number);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("fold " + number + ": " + e.getMessage(), e);
    }
  }
}
