package dev.gradus.select;

import dev.gradus.data.Dataset;
import dev.gradus.data.Fold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How a candidate is judged: on some validation examples, or by folds. */
public sealed interface Judge {
  /** On the validation part of a model trained on the other; early stopping looks at it too. */
  static Judge holdOut(Fold parts) {
    return new HoldOut(parts);
  }

  /** By the mean of each figure over folds. @param aside the fraction of {@link CrossValidation#aside}, for candidates that need validation examples */
  static Judge folds(List<Fold> folds, double aside) {
    return new Folds(List.copyOf(folds), aside);
  }

  /** The figures of a candidate, found on one thread; nothing when {@code end} says true after an epoch. */
  Optional<Map<String, Double>> figures(Candidate candidate, BooleanSupplier end);

  /** On validation examples. */
  record HoldOut(Fold parts) implements Judge {
    @Override
    public Optional<Map<String, Double>> figures(Candidate candidate, BooleanSupplier end) {
      Optional<Dataset> watched = candidate.plan().needsMonitor() ? Optional.of(parts.validation()) : Optional.empty();
      return FoldRun.of(candidate, parts, watched, 1, end).map(FoldResult::figures);
    }
  }

  /** By folds, one after another. */
  record Folds(List<Fold> folds, double aside) implements Judge {
    @Override
    public Optional<Map<String, Double>> figures(Candidate candidate, BooleanSupplier end) {
      CrossValidation cross = new CrossValidation(candidate).workers(1);
      if (candidate.plan().needsMonitor()) cross.aside(aside);
      Map<String, Double> means = new LinkedHashMap<>();
      Optional<CrossValidationResult> result = cross.run(folds, end);
      result.ifPresent(all -> all.figures().forEach((name, spread) -> means.put(name, spread.mean())));
      return result.map(all -> means);
    }
  }
}
