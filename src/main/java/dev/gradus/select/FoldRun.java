package dev.gradus.select;

import dev.gradus.backprop.Predictor;
import dev.gradus.data.Dataset;
import dev.gradus.data.Fold;
import dev.gradus.kernel.Team;
import dev.gradus.model.Evaluator;
import dev.gradus.model.Model;
import dev.gradus.net.Network;
import dev.gradus.prepare.Preparation;
import dev.gradus.train.Callback;
import dev.gradus.train.Ending;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Takes a candidate and a fold, trains on the one part and evaluates on the other, all on the caller's thread. */
final class FoldRun {
  private FoldRun() {}

  /**
   * The figures of a fold.
   *
   * @param watched the validation examples of the run, if it has some
   * @param end asked after every epoch: true ends the run
   * @return what it gave, or nothing when it was ended
   */
  static Optional<FoldResult> of(Candidate candidate, Fold fold, Optional<Dataset> watched, int number, BooleanSupplier end) {
    if (end.getAsBoolean()) return Optional.empty();
    long begin = System.nanoTime();
    Preparation preparation = fold.train().fit(candidate.plan().preparation());
    Network network = candidate.network().apply(fold.train().preparedBy(preparation));
    Trainer trainer = new Trainer(network, candidate.plan()).preparation(preparation).callback(new Callback() {
      @Override
      public boolean wantsEnd() {
        return end.getAsBoolean();
      }
    });
    watched.ifPresent(trainer::validation);
    try (TrainingResult result = trainer.train(fold.train())) {
      if (result.ending() == Ending.ASKED) return Optional.empty();
      Dataset heldOut = fold.validation().as(result.model().schema()).weightedBy(candidate.plan().classWeights(), fold.train());
      return Optional.of(new FoldResult(number, figures(result.model(), heldOut), fold.train().size(), heldOut.size(), result.history().size(), result.kept(),
          (System.nanoTime() - begin) / 1e9));
    }
  }

  private static Map<String, Double> figures(Model model, Dataset data) {
    try (Predictor alone = new Predictor(model.parameters(), Team.ONE)) {
      return Evaluator.evaluate(alone, data.preparedBy(model.preparation())).figures();
    }
  }
}
