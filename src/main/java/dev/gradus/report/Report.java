package dev.gradus.report;

import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.explain.Importance;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a run. Each part that is not known is empty, and what a report is written of is left out of it; {@link RunReader} makes one.
 *
 * @param subject what was trained, and on what
 * @param version of the program that writes the report
 * @param made when
 * @param history an entry for each epoch
 * @param kept the number of the epoch whose parameters the model has
 * @param judgement how good the model is
 * @param weights of the first layer, one picture for each of its units, when the inputs are images
 * @param importances of the columns, the largest first
 * @param attributions what each pixel adds to an answer, for each of the answers, when the inputs are images
 * @param health of the layers, over time
 * @param findings what is wrong or might be; empty when nobody has looked, and with an empty list when nothing was found
 * @param configuration of the run
 * @param provenance of the model
 * @param notices what the report does not show, and why
 */
public record Report(Subject subject, String version, Instant made, List<Epoch> history, OptionalInt kept, Optional<Judgement> judgement, List<Picture> weights,
    List<Importance> importances, List<PixelAttribution> attributions, List<Health> health, Optional<List<Finding>> findings, Map<String, Object> configuration,
    Map<String, Object> provenance, List<String> notices) {
  public Report {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(made, "made");
    Objects.requireNonNull(kept, "kept");
    Objects.requireNonNull(judgement, "judgement");
    history = List.copyOf(history);
    weights = List.copyOf(weights);
    importances = List.copyOf(importances);
    attributions = List.copyOf(attributions);
    health = List.copyOf(health);
    findings = findings.map(List::copyOf);
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    notices = List.copyOf(notices);
  }

  /** The epoch whose parameters the model has, when it is in the history. */
  public Optional<Epoch> keptEpoch() {
    return kept.isPresent() ? history.stream().filter(epoch -> epoch.number() == kept.getAsInt()).findFirst() : Optional.empty();
  }
}
