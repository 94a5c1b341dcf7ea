package dev.gradus.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Takes a learning rate and some hyper-parameters, gives a method with its defaults for the rest: a row of the table of methods.
 *
 * @param name of the method
 * @param rate the default learning rate; empty when the method has none
 * @param hyperParameters names and defaults, in the order in which they are shown; copied
 * @param decay the default decay of weights
 * @param decoupled whether a decay that is asked for by its λ alone is decoupled
 * @param maker from a rate (1 when the method has none) and a value for each name
 */
public record MethodKind(String name, OptionalDouble rate, Map<String, Double> hyperParameters, WeightDecay decay, boolean decoupled, Maker maker) {
  /** Makes a method from a value for everything. */
  @FunctionalInterface
  public interface Maker {
    Method make(double rate, Map<String, Double> values);
  }

  public MethodKind {
    hyperParameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperParameters));
  }

  /** The method with these values, and the default for each that is not given. @throws IllegalArgumentException as {@link Method#named} says */
  public Method make(OptionalDouble rate, Map<String, Double> given) {
    if (rate.isPresent() && this.rate.isEmpty()) {
      throw new IllegalArgumentException("a learning rate of " + rate.getAsDouble() + " was asked for; " + name
          + " has none: its line search finds the length of a step");
    }
    Map<String, Double> values = new LinkedHashMap<>(hyperParameters);
    given.forEach((key, value) -> {
      if (!hyperParameters.containsKey(key)) throw new IllegalArgumentException(Methods.unknown(key, this));
      values.put(key, value);
    });
    Method made = maker.make(rate.orElse(this.rate.orElse(1)), values);
    return made instanceof Optimizer rule ? rule.with(decay) : made;
  }

  /** The decay that λ alone means for this method: decoupled for {@code adamw} and {@code lion}, coupled for the others; none for 0. */
  public WeightDecay decay(double lambda) {
    if (lambda == 0) return WeightDecay.none();
    return decoupled ? WeightDecay.decoupled(lambda) : WeightDecay.coupled(lambda);
  }
}
