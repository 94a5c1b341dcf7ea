package dev.gradus.select;

import dev.gradus.backprop.Predictor;
import dev.gradus.data.ClassWeights;
import dev.gradus.data.Dataset;
import dev.gradus.data.Division;
import dev.gradus.data.Fold;
import dev.gradus.data.Splits;
import dev.gradus.kernel.Team;
import dev.gradus.model.Evaluator;
import dev.gradus.model.Model;
import dev.gradus.train.Callback;
import dev.gradus.train.Ending;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Takes a candidate and a fold, trains on the one part and evaluates on the other, all on the caller's thread. */
final class FoldRun {
  private FoldRun() {}

  /**
   * The figures of a fold.
   *
   * @param aside which fraction of the training part is set aside as the validation examples of the run
   * @param end asked after every epoch: true ends the run
   * @return what it gave, or nothing when it was ended
   */
  static Optional<FoldResult> of(Candidate candidate, Fold fold, int number, OptionalDouble aside, BooleanSupplier end) {
    long begin = System.nanoTime();
    Fold parts = aside.isPresent() ? divided(fold.train(), aside.getAsDouble(), candidate.plan().seed()) : fold;
    Trainer trainer = new Trainer(candidate.network().apply(parts.train()), candidate.plan()).callback(new Callback() {
      @Override
      public boolean wantsEnd() {
        return end.getAsBoolean();
      }
    });
    if (aside.isPresent()) trainer.validation(parts.validation());
    try (TrainingResult result = trainer.train(parts.train())) {
      if (result.ending() == Ending.ASKED) return Optional.empty();
      Dataset heldOut = weighted(fold.validation(), parts.train(), candidate.plan().classWeights());
      Map<String, Double> figures = figures(result.model(), heldOut);
      return Optional.of(new FoldResult(number, figures, parts.train().size(), heldOut.size(), result.history().size(), result.kept(),
          (System.nanoTime() - begin) / 1e9));
    }
  }

  /** A training part, and what is set aside of it, divided as suits it. */
  static Fold divided(Dataset train, double fraction, long seed) {
    return Splits.holdOut(train, Division.suited(train), fraction, seed);
  }

  private static Dataset weighted(Dataset data, Dataset train, ClassWeights weights) {
    return weights.equals(ClassWeights.none()) ? data : data.weightedBy(weights.of(train));
  }

  private static Map<String, Double> figures(Model model, Dataset data) {
    try (Predictor alone = new Predictor(model.parameters(), Team.ONE)) {
      return Evaluator.evaluate(alone, data.scaledBy(model.scaling())).figures();
    }
  }
}
