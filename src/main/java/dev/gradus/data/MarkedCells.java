package dev.gradus.data;

import dev.gradus.prepare.TypeGuess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes the texts that made cells of categories and of targets missing, gives what is said of those that could be a category, such as none. */
final class MarkedCells {
  /** Where those of targets are among the notes of a table. */
  static final String KEY = "marks";

  private static final int MOST_NAMED = 5;
  private static final int MOST_MARKS = 3;
  private static final String SAY = "say --missing only: with the marks that count, such as --missing only:?,-";

  private final List<String> columns = new ArrayList<>();
  private final Map<String, List<String>> targets = new LinkedHashMap<>();

  /** A column of categories, of which a target is told when its rows are left out. */
  void add(String name, boolean target, TypeGuess guess) {
    if (target && !guess.marks().isEmpty()) targets.put(name, guess.marks());
    if (!target && !guess.words().isEmpty()) columns.add(some(guess.words()) + " in " + Shown.text(name));
  }

  private static String some(List<String> marks) {
    return marks.stream().limit(MOST_MARKS).map(Shown::quoted).collect(Collectors.joining(" and "));
  }

  /** What is said of columns. */
  List<String> notices() {
    if (columns.isEmpty()) return List.of();
    String more = columns.size() <= MOST_NAMED ? "" : " and in " + Shown.count(columns.size() - MOST_NAMED) + " more columns";
    return List.of("a missing value is meant by " + columns.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + more + "; if that is a category, "
        + SAY);
  }

  /** Those of targets, if there are any, go among the notes of a table. */
  void note(Map<String, Object> notes) {
    if (!targets.isEmpty()) notes.put(KEY, targets);
  }

  /** What is said of the missing cells of a target, after its rows are left out; "" when they are empty. @param classes whether it has classes */
  static String in(Table table, String target, boolean classes) {
    if (!(table.notes().get(KEY) instanceof Map<?, ?> all) || !(all.get(target) instanceof List<?> texts)) return "";
    List<String> marks = texts.stream().map(Object::toString).toList();
    return "; " + some(marks) + (marks.size() == 1 ? " marks" : " mark") + " a missing value" + (classes ? ": " + SAY + ", if it is a class" : "");
  }
}
