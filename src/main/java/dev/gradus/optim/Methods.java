package dev.gradus.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * The table of methods, the one place of their defaults. They are PyTorch's; where it has none: 0.01 as the rate of sgd, momentum and nesterov, a momentum of
 * 0.9, and the paper's values for Lion.
 */
final class Methods {
  private static final Map<String, MethodKind> KINDS = new ConcurrentSkipListMap<>();

  static {
    WeightDecay none = WeightDecay.none();
    add(rule("sgd", 0.01, Map.of(), none, false, (rate, v) -> new Sgd(rate)));
    add(rule("momentum", 0.01, Map.of("momentum", 0.9), none, false, (rate, v) -> new Momentum(rate, v.get("momentum"))));
    add(rule("nesterov", 0.01, Map.of("momentum", 0.9), none, false, (rate, v) -> new Nesterov(rate, v.get("momentum"))));
    add(rule("adam", 1e-3, moments(1e-8), none, false, (rate, v) -> new Adam(rate, v.get("beta1"), v.get("beta2"), v.get("epsilon"))));
    add(rule("adamw", 1e-3, moments(1e-8), WeightDecay.decoupled(0.01), true, (rate, v) -> new Adam(rate, v.get("beta1"), v.get("beta2"), v.get("epsilon"))));
    add(rule("amsgrad", 1e-3, moments(1e-8), none, false, (rate, v) -> new AmsGrad(rate, v.get("beta1"), v.get("beta2"), v.get("epsilon"))));
    add(rule("nadam", 2e-3, values(moments(1e-8), "momentum-decay", 4e-3), none, false,
        (rate, v) -> new NAdam(rate, v.get("beta1"), v.get("beta2"), v.get("epsilon"), v.get("momentum-decay"))));
    add(rule("adamax", 2e-3, moments(1e-8), none, false, (rate, v) -> new Adamax(rate, v.get("beta1"), v.get("beta2"), v.get("epsilon"))));
    add(rule("adagrad", 1e-2, values(values(values(Map.of(), "lr-decay", 0), "initial-accumulator", 0), "epsilon", 1e-10), none, false,
        (rate, v) -> new Adagrad(rate, v.get("lr-decay"), v.get("initial-accumulator"), v.get("epsilon"))));
    add(rule("rmsprop", 1e-2, values(values(values(values(Map.of(), "alpha", 0.99), "epsilon", 1e-8), "momentum", 0), "centered", 0), none, false,
        (rate, v) -> new RmsProp(rate, v.get("alpha"), v.get("epsilon"), v.get("momentum"), truth("centered", v.get("centered")))));
    add(rule("adadelta", 1, values(values(Map.of(), "rho", 0.9), "epsilon", 1e-6), none, false,
        (rate, v) -> new Adadelta(rate, v.get("rho"), v.get("epsilon"))));
    add(rule("lion", 1e-4, values(values(Map.of(), "beta1", 0.9), "beta2", 0.99), none, true, (rate, v) -> new Lion(rate, v.get("beta1"), v.get("beta2"))));
    Map<String, Double> lbfgs = values(values(values(Map.of(), "history", 100), "tolerance-gradient", 1e-7), "tolerance-change", 1e-9);
    add(new MethodKind("lbfgs", OptionalDouble.empty(), lbfgs, none, false,
        (rate, v) -> new LBfgs(whole("history", v.get("history")), v.get("tolerance-gradient"), v.get("tolerance-change"))));
  }

  private Methods() {}

  static MethodKind kind(String name) {
    MethodKind kind = KINDS.get(name);
    if (kind == null) throw new IllegalArgumentException("there is no optimizer \"" + name + "\"; known are " + String.join(", ", KINDS.keySet()));
    return kind;
  }

  static List<MethodKind> kinds() {
    return new ArrayList<>(KINDS.values());
  }

  static void add(MethodKind kind) {
    if (KINDS.putIfAbsent(kind.name(), kind) != null) {
      throw new IllegalArgumentException("the name \"" + kind.name() + "\" already stands for another optimizer; choose another name");
    }
  }

  /** What is wrong with a hyper-parameter that a method does not have. */
  static String unknown(String key, MethodKind kind) {
    String has = kind.hyperParameters().isEmpty() ? "no hyper-parameters" : String.join(", ", kind.hyperParameters().keySet());
    String others = kinds().stream().filter(k -> k.hyperParameters().containsKey(key)).map(MethodKind::name).collect(Collectors.joining(", "));
    return "a " + key + " was asked for; " + kind.name() + " has " + has
        + (others.isEmpty() ? ", and no optimizer has a " + key : "; a " + key + " goes with " + others);
  }

  private static MethodKind rule(String name, double rate, Map<String, Double> values, WeightDecay decay, boolean decoupled, MethodKind.Maker maker) {
    return new MethodKind(name, OptionalDouble.of(rate), values, decay, decoupled, maker);
  }

  private static Map<String, Double> moments(double epsilon) {
    return values(values(values(Map.of(), "beta1", 0.9), "beta2", 0.999), "epsilon", epsilon);
  }

  /** The values and one more, in this order. */
  static Map<String, Double> values(Map<String, Double> values, String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return more;
  }

  private static boolean truth(String name, double value) {
    if (value != 0 && value != 1) throw new IllegalArgumentException("a " + name + " of " + value + " was asked for; it must be 0 or 1");
    return value == 1;
  }

  private static int whole(String name, double value) {
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a " + name + " of " + value + " was asked for; it must be a whole number");
    }
    return (int) value;
  }
}
