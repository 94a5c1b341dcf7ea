package dev.gradus.train;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Ledger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes the loss of one step after another, gives a few marks, by which another run can tell from which step on it was another: digests of the bits of all losses up
 * to a step. The first eight steps have one each; of the others at most 24 have one, at equal distances.
 */
public final class Trace {
  private static final int SINGLE = 8;
  private static final int MOST = 24;

  private final long[] steps = new long[SINGLE + MOST];
  private final int[] marks = new int[SINGLE + MOST];
  private int count;
  private long step;
  private long stride = 1;
  private long digest;

  Trace() {}

  /** Takes the loss of a step. */
  void add(double loss) {
    step++;
    digest = Draws.mix(digest ^ Double.doubleToRawLongBits(loss));
    if (step > SINGLE && step % stride != 0) return;
    if (count == steps.length) thin();
    if (step > SINGLE && step % stride != 0) return;
    steps[count] = step;
    marks[count++] = (int) (digest >>> 32);
  }

  /** Doubles the distance. */
  private void thin() {
    stride *= 2;
    int kept = SINGLE;
    for (int i = SINGLE; i < count; i++) {
      if (steps[i] % stride != 0) continue;
      steps[kept] = steps[i];
      marks[kept++] = marks[i];
    }
    count = kept;
  }

  /** Notes the marks, or brings them back. */
  void state(Ledger ledger) {
    count = (int) ledger.count("marks", count, steps.length);
    step = ledger.count("steps", step, Ledger.MOST);
    stride = ledger.count("stride", stride, Ledger.MOST);
    double[] halves = ledger.figures("digest", digest >>> 32, digest & 0xFFFFFFFFL);
    digest = (long) halves[0] << 32 | (long) halves[1];
    double[] noted = ledger.figures("trace", IntStream.range(0, 2 * steps.length).mapToDouble(i -> i % 2 == 0 ? steps[i / 2] : marks[i / 2]).toArray());
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (long) noted[2 * i];
      marks[i] = (int) noted[2 * i + 1];
    }
  }

  /** The marks as a model's provenance has them: {@code 1:9f3a01bc 2:…}, and that of the last step. */
  @Override
  public String toString() {
    String noted = IntStream.range(0, count).mapToObj(i -> steps[i] + ":" + String.format("%08x", marks[i])).collect(Collectors.joining(" "));
    return count > 0 && steps[count - 1] == step ? noted : noted + " " + step + ":" + String.format("%08x", (int) (digest >>> 32));
  }

  /** Steps among which is the first that was another. @param from the first of them */
  public record Range(long from, long to) {
    @Override
    public String toString() {
      return from == to ? "step " + from : "one of the steps " + from + " to " + to;
    }
  }

  /**
   * Where two runs part; when one of them has more steps and all marks of the other, at the first of these.
   *
   * @param one the marks of a run, as {@link #toString} gives them
   * @return empty when all marks are the same
   * @throws IllegalArgumentException when one of them is none
   */
  public static Optional<Range> difference(String one, String other) {
    Map<Long, String> noted = parse(one);
    Map<Long, String> now = parse(other);
    long same = 0;
    for (Map.Entry<Long, String> mark : noted.entrySet()) {
      String there = now.get(mark.getKey());
      if (there == null) continue;
      if (!there.equals(mark.getValue())) return Optional.of(new Range(same + 1, mark.getKey()));
      same = mark.getKey();
    }
    long last = last(noted);
    long lastNow = last(now);
    return last == lastNow ? Optional.empty() : Optional.of(new Range(same + 1, Math.max(same, Math.min(last, lastNow)) + 1));
  }

  private static long last(Map<Long, String> marks) {
    return marks.keySet().stream().mapToLong(step -> step).max().orElse(0);
  }

  private static Map<Long, String> parse(String trace) {
    String[] all = trace.split(" ", SINGLE + MOST + 2);
    Map<Long, String> marks = new LinkedHashMap<>();
    for (String mark : all) {
      if (all.length > SINGLE + MOST + 1 || !mark.matches("[0-9]{1,18}:[0-9a-f]{8}")) {
        throw new IllegalArgumentException("the trace has \"" + mark.substring(0, Math.min(40, mark.length())) + "\", expected at most " + (SINGLE + MOST + 1) + " steps with a digest each");
      }
      marks.put(Long.parseLong(mark.substring(0, mark.indexOf(':'))), mark.substring(mark.indexOf(':') + 1));
    }
    return marks;
  }
}
