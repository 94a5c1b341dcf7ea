package dev.gradus.prepare;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes the cells of a column, or of a sample of it, one by one, gives what type the column is. Memory is bounded: of the texts, the first 1000 different ones
 * are kept, and the first 200 characters of each.
 *
 * <p>The first of these that fits: no value at all is a constant number; numbers, unless they have leading zeros as codes have; booleans, which are the two
 * words true and false, yes and no, t and f or y and n in any case (true or false may be alone); times ({@link TextRules#dates} says, or the cells show,
 * whether day or month is first); text, when more than 50 texts and more than half of the cells differ, or more than 20 differ and they have more than 60
 * characters on average; categories. Where nine cells of ten are numbers or times, with more than 20 different ones, the others are a {@link #fault}.
 *
 * <pre>{@code
 * TypeGuess guess = new TypeGuess("age", TextRules.standard());
 * for (String cell : List.of("12", "n/a", "31.5")) guess.add(cell);
 * guess.type();   // NUMBER
 * guess.why();    // "numbers, 12 to 31.5, 1 of 3 missing"
 * }</pre>
 */
public final class TypeGuess {
  private static final double NEARLY_ALL = 0.9;
  private static final int FEW = 20;
  private static final int FEWEST_WITH_UNIT = 3;
  private static final int SOME = 50;
  private static final int LONG = 60;
  private static final int MOST_LISTED = 6;
  private static final int MOST = 1000;
  private static final int MOST_NUMBERS = 64;
  private static final int MOST_ODD = 20;

  private final String column;
  private final TextRules rules;
  private final NumberCells numberCells;
  private final DistinctTexts texts = new DistinctTexts();
  private final DistinctTexts noNumbers = new DistinctTexts();
  private final DistinctTexts noTimes = new DistinctTexts();
  private final BooleanGuess booleans = new BooleanGuess();
  private final CodeGuess codes = new CodeGuess();
  private final TimeGuess times;
  private final Map<String, Long> marks = new TreeMap<>();
  private long cells;
  private long present;
  private long numbers;
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;

  /** @param column the name of the column, for messages */
  public TypeGuess(String column, TextRules rules) {
    this.column = column;
    this.rules = rules;
    numberCells = new NumberCells(rules);
    times = new TimeGuess(rules.dates());
  }

  /** Takes in one cell, of any of the classes that {@link CellReader#read} takes, or any other, which counts as its text. */
  public void add(Object cell) {
    cells++;
    String text = TextRules.text(cell);
    if (rules.isMissing(text)) {
      if (!text.isEmpty()) marks.merge(text, 1L, Long::sum);
      return;
    }
    double x = cell instanceof Boolean ? Double.NaN : cell instanceof Number number ? number.doubleValue() : NumberCells.parse(text, rules);
    if (numberCells.isMark(x)) return;
    present++;
    boolean time = false;
    if (!Double.isNaN(x)) {
      numbers++;
      smallest = Math.min(smallest, x);
      largest = Math.max(largest, x);
      if (cell instanceof CharSequence) codes.add(text);
    } else {
      noNumbers.add(text, MOST_ODD);
      booleans.add(text);
      time = TimeCells.takes(cell) ? times.addObject(cell) : times.addText(text);
    }
    if (!time) noTimes.add(text, MOST_ODD);
    texts.add(text, numbers == present && !codes.isPossible() ? MOST_NUMBERS : MOST);
  }

  /**
   * Lets the columns of one table settle the order of their dates: the order that some columns show is that of all.
   *
   * @param guesses of all columns whose type nobody said, made under the same rules; those that could not decide take the order over
   * @return the rules, with the order if one is shown
   * @throws IllegalArgumentException when two columns show different orders, or one another order than the rules say; the message names them
   */
  public static TextRules settle(Collection<TypeGuess> guesses, TextRules rules) {
    Optional<DateOrder> order = rules.dates();
    String where = "--dates says " + order.map(DateOrder::word).orElse("");
    for (TypeGuess guess : guesses) {
      Optional<DateOrder> shown = guess.dates();
      if (shown.isEmpty()) continue;
      if (order.isPresent() && order.get() != shown.get()) {
        throw new IllegalArgumentException("the dates of column " + Quoted.of(guess.column) + " are " + shown.get().word() + ", and " + where
            + "; leave one column out with --ignore, or say that it has categories with --categorical " + Quoted.word(guess.column));
      }
      order = shown;
      where = "those of column " + Quoted.of(guess.column) + " are " + shown.get().word();
    }
    if (order.isEmpty()) return rules;
    for (TypeGuess guess : guesses) guess.times.tell(order.get());
    return rules.withDates(order.get());
  }

  /** The order that the dates of a column of times show; empty when they show none, or are no times. */
  public Optional<DateOrder> dates() {
    return present > 0 && times.times() == present ? times.shown() : Optional.empty();
  }

  /** The texts that were there and mark a missing value, the most frequent first; not the empty one. */
  public List<String> marks() {
    return marks.keySet().stream().sorted(Comparator.comparing((String text) -> -marks.get(text))).toList();
  }

  /** Those of the {@link #marks} that are words as a category may be, such as none or NA, and that nobody named. */
  public List<String> words() {
    return marks().stream().filter(TextRules::isUsualWord).toList();
  }

  /** The type of the column. With a {@link #fault} it is what most cells are. */
  public ColumnType type() {
    return verdict().type;
  }

  /** For people, in a few words: what the cells are and how many are missing, such as "3 categories: Biscoe, Dream, Torgersen". */
  public String why() {
    String why = verdict().why;
    if (present == 0) return why;
    return present < cells ? why + ", " + count(cells - present) + " of " + count(cells) + " missing" : why;
  }

  /** Cells that do not fit what nearly all are: which, how often, and what to do, in one sentence or two. */
  public Optional<String> fault() {
    return verdict().fault;
  }

  /** What should be known of a column that is read in one way and could be meant in another, and what to do, in one sentence or two. */
  public Optional<String> notice() {
    return verdict().notice;
  }

  private record Verdict(ColumnType type, String why, Optional<String> fault, Optional<String> notice) {
    static Verdict of(ColumnType type, String why) {
      return new Verdict(type, why, Optional.empty(), Optional.empty());
    }

    Verdict withFault(String fault) {
      return new Verdict(type, why, Optional.of(fault), notice);
    }

    Verdict withNotice(String notice) {
      return new Verdict(type, why, fault, Optional.of(notice));
    }
  }

  private Verdict verdict() {
    if (present == 0) return Verdict.of(ColumnType.NUMBER, "no value in " + count(cells) + " cells; ignored");
    if (numbers == present) return codes.isCode() ? codes() : numbers();
    if (booleans.isBoolean() && numbers == 0 && times.times() == 0) return Verdict.of(ColumnType.BOOLEAN, "boolean, " + booleans.why());
    if (times.times() == present) return times.isAmbiguous() ? ambiguous() : Verdict.of(ColumnType.TIME, times.why());
    Optional<Verdict> withOption = withMarks().or(this::withUnit);
    if (withOption.isPresent()) return withOption.get();
    if (nearlyAll(numbers)) return mostly(numbers(), "a number", numbers, noNumbers);
    if (nearlyAll(times.times())) return mostly(Verdict.of(ColumnType.TIME, times.why()), "a time", times.times(), noTimes);
    return hasUnit() ? texts().withNotice(withUnit(unit().orElseThrow(), ", and so few different ones that they are taken for categories")) : texts();
  }

  private boolean nearlyAll(long part) {
    return part >= NEARLY_ALL * present;
  }

  private boolean isNumber(String text) {
    return NumberCells.isNumber(text, rules);
  }

  private Verdict numbers() {
    String range = smallest < largest ? "numbers, " + shown(smallest) + " to " + shown(largest) : "a number, always " + shown(smallest);
    return Verdict.of(ColumnType.NUMBER, range);
  }

  private Verdict codes() {
    return texts().withNotice("the numbers have leading zeros, as codes have. If they are meant as numbers, add --numeric " + Quoted.word(column) + ".");
  }

  private Verdict ambiguous() {
    return texts().withNotice("dates such as " + times.example().map(Quoted::of).orElseThrow() + " can be meant with the day or the "
        + "month first. Add --dates day-first or --dates month-first to read them as dates.");
  }

  /** Few cells are not what the others are: a fault, or categories when there are few different ones. */
  private Verdict mostly(Verdict others, String what, long part, DistinctTexts not) {
    List<String> odd = not.mostFrequent();
    String first = Quoted.of(odd.get(0));
    String more = odd.size() == 2 ? Quoted.of(odd.get(1)) : (not.isFull() ? "more than " : "") + count(odd.size() - 1) + " other texts";
    String found = (odd.size() == 1 ? first + " is" : first + " and " + more + " are") + " not " + what + ", and " + count(part) + " of " + count(present)
        + " cells are. If " + first + " marks a missing value, add --missing " + Quoted.word(odd.get(0));
    if (texts.count() > FEW + odd.size()) return others.withFault(found + "; if these are categories, add --categorical " + Quoted.word(column) + ".");
    return texts().withNotice(found + ".");
  }

  /** Numbers that are read with other marks: a fault, since a table is written in one way. */
  private Optional<Verdict> withMarks() {
    List<String> best = OptionAdvice.bestOptions(rules, other -> fits(other) ? share(other) : 0);
    if (best.isEmpty()) return Optional.empty();
    TextRules other = OptionAdvice.options(rules).get(best.get(0));
    String first = texts.mostFrequent(text -> !isNumber(text) && NumberCells.isNumber(text, other)).get(0);
    return Optional.of(Verdict.of(ColumnType.NUMBER, "numbers with other marks").withFault(Quoted.of(first) + " is not a number, and would be with "
        + String.join(" or with ", best) + ", as nearly all cells would. Add that; if these are categories, add --categorical " + Quoted.word(column) + "."));
  }

  /** Numbers with a unit: texts, and a notice, since it is about one column. */
  private Optional<Verdict> withUnit() {
    return unitRules().isEmpty() ? Optional.empty() : unit().map(option -> texts().withNotice(withUnit(option, "")));
  }

  private String withUnit(Map.Entry<String, TextRules> option, String more) {
    return Quoted.of(noNumbers.mostFrequent().get(0)) + " and nearly all other cells are numbers with a unit" + more + ". Add " + option.getKey()
        + " to read them as numbers.";
  }

  /** Whether nearly all cells are numbers with a unit, though there may be few different ones. */
  public boolean hasUnit() {
    return texts.count() >= FEWEST_WITH_UNIT && unit().isPresent();
  }

  /** The rules with a unit, and other marks where needed, under which nearly all cells are numbers, nearly none of which is one without; empty when there are none. */
  public Optional<TextRules> unitRules() {
    return unit().map(Map.Entry::getValue).filter(this::fits);
  }

  /** The first option with a unit, and its rules. */
  private Optional<Map.Entry<String, TextRules>> unit() {
    if (present == 0 || numbers >= (1 - NEARLY_ALL) * present) return Optional.empty();
    return OptionAdvice.unitOptions(noNumbers.mostFrequent().get(0), rules).entrySet().stream().filter(option -> isMore(option.getValue())).findFirst();
  }

  /** Whether nearly all cells are numbers under other rules, of many different ones, and more than under these. */
  private boolean fits(TextRules other) {
    return texts.count() > FEW && isMore(other);
  }

  private boolean isMore(TextRules other) {
    return share(other) >= NEARLY_ALL && share(other) > share(rules);
  }

  private double share(TextRules other) {
    return texts.share(text -> NumberCells.isNumber(text, other));
  }

  private Verdict texts() {
    int different = texts.count();
    if (different > SOME && texts.distinctShare() > 0.5) {
      String all = (texts.isFull() ? "the first " : "") + count(texts.cells());
      return Verdict.of(ColumnType.TEXT, "text: " + count(different) + " of " + all + " cells differ; ignored");
    }
    if (different > FEW && texts.meanLength() > LONG) {
      return Verdict.of(ColumnType.TEXT, "text of " + Math.round(texts.meanLength()) + " characters on average; ignored");
    }
    if (texts.isFull()) return Verdict.of(ColumnType.CATEGORY, "more than " + count(different) + " categories");
    List<String> sorted = texts.sorted();
    int listed = different <= MOST_LISTED ? different : MOST_LISTED - 1;
    String names = sorted.stream().limit(listed).map(Quoted::bare).collect(Collectors.joining(", "));
    return Verdict.of(ColumnType.CATEGORY, (different == 1 ? "1 category: " : count(different) + " categories: ") + names
        + (listed < different ? " and " + (different - listed) + " more" : ""));
  }

  private static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static String shown(double x) {
    return TextRules.text(x);
  }
}
