package dev.gradus.diagnose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the model says of the training examples.
 *
 * <p><b>One class predicted</b>: the examples that are said to be of another class than the most predicted one are at most {@value #HARDLY_ANY} of those that
 * are of another, of which there are at least {@value #FEWEST}. A fault when at least {@value #NOT_RARE} of the examples are of other classes; with fewer it is
 * what a rare class leads to (Japkowicz and Stephen, Intelligent Data Analysis 6, 2002).
 *
 * <p><b>Suspicious labels</b>: confident learning (Northcutt, Jiang, Chuang, Journal of Artificial Intelligence Research 70, 2021, section 3.1): the model says
 * another class j, with a probability of at least {@value #SURE} and at least t_j, the mean probability of class j over the examples of class j, and gives its
 * own class at most {@value #UNLIKELY}. The largest −log p of the own class stand first. A model that is wrong of a third of the examples cannot tell, and is
 * not asked. Here the model has seen the labels that it judges, so that a network that learned them by heart hides them. A warning from {@value #USUAL} of the
 * examples on, about the share of wrong labels in ten much used test sets (Northcutt, Athalye, Mueller, NeurIPS 2021). Of values: the residual's distance from
 * the median is more than {@value #OUTLIER} times 1.4826 times the median of these distances, twice the 3.5 of Iglewicz and Hoaglin (1993), as residuals have
 * longer tails than a normal; a notice.
 */
final class AnswerRules {
  static final double HARDLY_ANY = 0.02;
  static final int FEWEST = 10;
  static final double NOT_RARE = 0.1;
  static final double UNLIKELY = 0.1;
  static final double SURE = 0.5;
  static final double WRONG_TOO_OFTEN = 1.0 / 3;
  static final double USUAL = 0.034;
  static final double OUTLIER = 7;

  private static final int MOST_ROWS = 100;

  private AnswerRules() {}

  static List<Finding> oneClass(Known run) {
    if (!run.ended() || run.answers().isEmpty() || !run.answers().get().classes()) return List.of();
    Answers answers = run.answers().get();
    int n = answers.actual().length;
    int classes = Math.max(2, run.network().outputs());
    int[] said = new int[classes];
    int[] are = new int[classes];
    for (int i = 0; i < n; i++) {
      said[answers.predicted()[i]]++;
      are[answers.actual()[i]]++;
    }
    int most = IntStream.range(0, classes).boxed().max(Comparator.comparingInt(c -> said[c])).orElseThrow();
    int others = n - are[most];
    if (others < FEWEST || n - said[most] > HARDLY_ANY * others) return List.of();
    boolean rare = others < NOT_RARE * n;
    return List.of(Finding.of(rare ? Severity.WARNING : Severity.FAULT, Finding.ONE_CLASS, run.network().depth(),
        Words.count(said[most]) + " of " + Words.count(n) + " examples are said to be of one class, number " + (most + 1)
            + ", and " + Words.count(are[most]) + " are",
        rare ? "--class-weight balanced" : "--prepare standard, another --lr, less --l2; --class-weight balanced when classes are rare"));
  }

  static List<Finding> labels(Known run) {
    if (!run.ended() || !run.whole() || run.answers().isEmpty()) return List.of();
    Answers answers = run.answers().get();
    if (answers.classes()) return run.network().head().probabilities() ? classes(run, answers) : List.of();
    return answers.residuals().length > 0 ? values(answers) : List.of();
  }

  private static List<Finding> classes(Known run, Answers answers) {
    int n = answers.actual().length;
    double[] threshold = new double[Math.max(2, run.network().outputs())];
    int[] counts = new int[threshold.length];
    for (int i = 0; i < n; i++) {
      threshold[answers.actual()[i]] += answers.ofActual()[i];
      counts[answers.actual()[i]]++;
    }
    for (int c = 0; c < threshold.length; c++) threshold[c] /= Math.max(1, counts[c]);
    if (IntStream.range(0, n).filter(i -> answers.predicted()[i] != answers.actual()[i]).count() > WRONG_TOO_OFTEN * n) return List.of();
    int[] suspicious = IntStream.range(0, n).filter(i -> answers.predicted()[i] != answers.actual()[i] && answers.ofActual()[i] <= UNLIKELY
        && answers.ofPredicted()[i] >= Math.max(SURE, threshold[answers.predicted()[i]])).boxed().sorted(Comparator.comparingDouble(i -> answers.ofActual()[i]))
        .mapToInt(i -> i).toArray();
    if (suspicious.length == 0) return List.of();
    boolean many = suspicious.length >= USUAL * n;
    return List.of(finding(many ? Severity.WARNING : Severity.NOTICE, Words.count(suspicious.length) + " of " + Words.count(n)
        + " examples have a label to which the model gives at most " + Words.percent(UNLIKELY) + ", and is sure of another", answers, suspicious));
  }

  private static List<Finding> values(Answers answers) {
    double[] residuals = answers.residuals();
    double middle = median(residuals);
    double[] distances = Arrays.stream(residuals).map(r -> Math.abs(r - middle)).toArray();
    double spread = 1.4826 * median(distances);
    if (!(spread > 0)) return List.of();
    int[] suspicious = IntStream.range(0, residuals.length).filter(i -> distances[i] > OUTLIER * spread).boxed()
        .sorted(Comparator.comparingDouble(i -> -distances[i])).mapToInt(i -> i).toArray();
    if (suspicious.length == 0) return List.of();
    return List.of(finding(Severity.NOTICE, Words.count(suspicious.length) + " of " + Words.count(residuals.length)
        + " examples have a value that is more than " + Words.number(OUTLIER) + " times as far from what the model says as is usual", answers, suspicious));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Finding finding(Severity severity, String evidence, Answers answers, int[] suspicious) {
    List<Integer> rows = Arrays.stream(suspicious).limit(MOST_ROWS).mapToObj(i -> answers.rows()[i] + 1).toList();
    return new Finding(severity, Finding.SUSPICIOUS_LABELS, OptionalInt.empty(), evidence, "look at these rows, and correct or leave out what is wrong", rows);
  }
}
