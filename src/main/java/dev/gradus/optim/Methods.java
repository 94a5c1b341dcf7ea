package dev.gradus.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The methods by name, each with its hyper-parameters and their defaults, which stand here and nowhere else. */
final class Methods {
  private static final String RATE = "rate";
  private static final String DECAY = "weight-decay";
  private static final double NO_DECAY = 0;
  private static final Map<String, Entry> KNOWN = new LinkedHashMap<>();

  /** A method's defaults in order, and how it is made of values. */
  private record Entry(Map<String, Double> defaults, Function<Map<String, Double>, Method> make) {}

  static {
    rule("sgd", values(RATE, 0.01), v -> new Sgd(v.get(RATE)));
    rule("momentum", values(RATE, 0.01, "momentum", 0.9), v -> new Momentum(v.get(RATE), v.get("momentum")));
    rule("nesterov", values(RATE, 0.01, "momentum", 0.9), v -> new Nesterov(v.get(RATE), v.get("momentum")));
    rule("adam", moments(1e-3, 0.999), v -> new Adam(v.get(RATE), v.get("beta1"), v.get("beta2"), v.get("epsilon")));
    add("adamw", with(moments(1e-3, 0.999), DECAY, 0.01),
        v -> new Adam(v.get(RATE), v.get("beta1"), v.get("beta2"), v.get("epsilon")).with(WeightDecay.decoupled(v.get(DECAY))));
    rule("amsgrad", moments(1e-3, 0.999), v -> new AmsGrad(v.get(RATE), v.get("beta1"), v.get("beta2"), v.get("epsilon")));
    rule("nadam", with(moments(2e-3, 0.999), "momentum-decay", 4e-3),
        v -> new NAdam(v.get(RATE), v.get("beta1"), v.get("beta2"), v.get("epsilon"), v.get("momentum-decay")));
    rule("adamax", moments(2e-3, 0.999), v -> new AdaMax(v.get(RATE), v.get("beta1"), v.get("beta2"), v.get("epsilon")));
    rule("adagrad", values(RATE, 0.01, "rate-decay", 0.0, "epsilon", 1e-10), v -> new AdaGrad(v.get(RATE), v.get("rate-decay"), v.get("epsilon")));
    rule("rmsprop", values(RATE, 0.01, "alpha", 0.99, "epsilon", 1e-8, "momentum", 0.0, "centered", 0.0),
        v -> new RmsProp(v.get(RATE), v.get("alpha"), v.get("epsilon"), v.get("momentum"), v.get("centered") != 0));
    rule("adadelta", values(RATE, 1.0, "rho", 0.9, "epsilon", 1e-6), v -> new AdaDelta(v.get(RATE), v.get("rho"), v.get("epsilon")));
    add("lion", values(RATE, 1e-4, "beta1", 0.9, "beta2", 0.99, DECAY, NO_DECAY), v -> {
      Lion lion = new Lion(v.get(RATE), v.get("beta1"), v.get("beta2"));
      return v.get(DECAY) == NO_DECAY ? lion : lion.with(WeightDecay.decoupled(v.get(DECAY)));
    });
    add("lbfgs", values("history", 100.0, "gradient-tolerance", 1e-7, "change-tolerance", 1e-9),
        v -> new LBfgs((int) Math.rint(v.get("history")), v.get("gradient-tolerance"), v.get("change-tolerance")));
  }

  private Methods() {}

  /** A rule whose weight decay is coupled, as PyTorch's. */
  private static void rule(String name, Map<String, Double> defaults, Function<Map<String, Double>, Optimizer> make) {
    add(name, with(defaults, DECAY, NO_DECAY), v -> {
      Optimizer rule = make.apply(v);
      return v.get(DECAY) == NO_DECAY ? rule : rule.with(WeightDecay.coupled(v.get(DECAY)));
    });
  }

  private static void add(String name, Map<String, Double> defaults, Function<Map<String, Double>, Method> make) {
    KNOWN.put(name, new Entry(defaults, make));
  }

  private static Map<String, Double> moments(double rate, double beta2) {
    return values(RATE, rate, "beta1", 0.9, "beta2", beta2, "epsilon", 1e-8);
  }

  private static Map<String, Double> values(Object... namesAndValues) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) values.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
    return values;
  }

  private static Map<String, Double> with(Map<String, Double> values, String name, double value) {
    values.put(name, value);
    return values;
  }

  static Method named(String name, OptionalDouble rate, Map<String, Double> hyperParameters) {
    Entry entry = entry(name);
    Map<String, Double> values = new LinkedHashMap<>(entry.defaults());
    if (rate.isPresent()) put(name, values, RATE, rate.getAsDouble());
    hyperParameters.forEach((key, value) -> put(name, values, key, value));
    return entry.make().apply(values);
  }

  private static void put(String name, Map<String, Double> values, String key, double value) {
    if (values.replace(key, value) != null) return;
    List<String> others = KNOWN.entrySet().stream().filter(e -> e.getValue().defaults().containsKey(key)).map(Map.Entry::getKey).toList();
    throw new IllegalArgumentException("the optimizer " + name + " has no " + key.replace('-', ' ') + "; "
        + (others.isEmpty() ? "its hyper-parameters are " + String.join(", ", values.keySet()) : "it goes with " + String.join(", ", others)));
  }

  private static Entry entry(String name) {
    Entry entry = KNOWN.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("there is no optimizer \"" + name + "\"; known are " + KNOWN.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
    return entry;
  }

  static Map<String, Double> defaults(String name) {
    return new LinkedHashMap<>(entry(name).defaults());
  }

  static List<String> names() {
    return new ArrayList<>(KNOWN.keySet());
  }
}
