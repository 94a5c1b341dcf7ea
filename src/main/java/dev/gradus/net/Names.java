package dev.gradus.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes names and gives the things registered under them; safe to use from several threads. Built-in things are made when they are asked for, so that the first
 * of them does not wait for the classes of all.
 *
 * <p>A name stands for one thing, or for a family of things that differ in numbers: {@code elu:0.5} is the member 0.5 of the family {@code elu}, and
 * {@code elu} alone the one with the default.
 */
abstract class Names<T> {
  private static final double[] NO_NUMBERS = {};

  private final String kind;
  private final Map<String, List<Parameter>> builtIn = new ConcurrentHashMap<>();
  private final Map<String, T> others = new ConcurrentHashMap<>();

  /** @param kind what the things are called in messages, such as "activation" */
  Names(String kind) {
    this.kind = kind;
  }

  /** The thing of a built-in name, given one number for each parameter, which it checks. */
  abstract T make(String name, double[] numbers);

  /** Adds a name that {@link #make} knows. Parameters that are not required come last. */
  Names<T> addBuiltIn(String name, Parameter... parameters) {
    builtIn.put(name, List.of(parameters));
    return this;
  }

  Names<T> add(String name, T thing) {
    boolean taken = isFamily(name);
    T other = taken ? thing : builtIn.containsKey(name) ? make(name, NO_NUMBERS) : others.putIfAbsent(name, thing);
    if (taken || other != null && !other.equals(thing)) {
      throw new IllegalArgumentException("the name \"" + name + "\" already stands for another " + kind + "; choose another name");
    }
    return this;
  }

  private boolean isFamily(String name) {
    return !builtIn.getOrDefault(base(name), List.of()).isEmpty();
  }

  /** @throws IllegalArgumentException when there is nothing of this name, or its numbers do not fit */
  T parse(String name) {
    T thing = others.get(name);
    if (thing != null) return thing;
    if (isFamily(name)) return make(base(name), numbers(name, builtIn.get(base(name))));
    if (builtIn.containsKey(name)) return make(name, NO_NUMBERS);
    if (known().contains(base(name))) {
      throw new IllegalArgumentException("the " + kind + " \"" + name + "\" has a number, and " + base(name) + " takes none");
    }
    List<String> forms = new ArrayList<>();
    for (String one : known()) forms.add(form(one, builtIn.getOrDefault(one, List.of())));
    throw new IllegalArgumentException("there is no " + kind + " \"" + name + "\"; known are " + String.join(", ", forms));
  }

  private double[] numbers(String name, List<Parameter> parameters) {
    String[] parts = name.split(":", -1);
    boolean repeats = parameters.get(parameters.size() - 1).repeats();
    double[] numbers = new double[repeats ? Math.max(parameters.size(), parts.length - 1) : parameters.size()];
    boolean fits = parts.length - 1 <= numbers.length;
    for (int i = 0; i < numbers.length; i++) {
      Parameter parameter = parameters.get(Math.min(i, parameters.size() - 1));
      numbers[i] = parameter.example();
      if (i + 1 >= parts.length) {
        fits &= !parameter.required();
      } else {
        try {
          numbers[i] = Double.parseDouble(parts[i + 1]);
        } catch (NumberFormatException e) {
          fits = false;
        }
      }
    }
    if (fits) return numbers;
    StringBuilder example = new StringBuilder(parts[0]);
    for (Parameter parameter : parameters) example.append(':').append(parameter.example());
    throw new IllegalArgumentException("the " + kind + " \"" + name + "\" was asked for; it must be of the form " + form(parts[0], parameters)
        + " with a number after the colon, such as " + example);
  }

  private static String form(String name, List<Parameter> parameters) {
    StringBuilder form = new StringBuilder(name);
    for (Parameter parameter : parameters) {
      form.append(parameter.required() ? ":" + parameter.name() : "[:" + parameter.name() + "]");
      if (parameter.repeats()) form.append("[:").append(parameter.name()).append("…]");
    }
    return form.toString();
  }

  private static String base(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** All names in order, those of families without numbers. */
  List<String> known() {
    TreeSet<String> known = new TreeSet<>(others.keySet());
    known.addAll(builtIn.keySet());
    return new ArrayList<>(known);
  }

  /** True when {@link #parse} knows the name, whatever its numbers. */
  boolean knows(String name) {
    return others.containsKey(name) || builtIn.containsKey(name) || isFamily(name);
  }
}
