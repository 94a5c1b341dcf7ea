package dev.gradus.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes a record of a block, gives the values of chosen columns: which bytes go where, worked out once for a layout.
 *
 * <p>Neighbours of one storage that stay neighbours are read in one plain loop; all others of a storage in a loop over their places.
 */
final class RecordPlan {
  /** The shortest run that is worth a loop of its own. */
  private static final int RUN = 16;

  private static final double[] BYTES = new double[256];

  static {
    for (int i = 0; i < 255; i++) BYTES[i] = i;
    BYTES[255] = Double.NaN;
  }

  private record Run(Storage storage, int from, int to, int length) {}

  private final int first;
  private final int length;
  private final Run[] runs;
  private final int[][] from = new int[Storage.count()][];
  private final int[][] to = new int[Storage.count()][];
  private final double[] constants;

  /** @param chosen numbers of columns, in the order of the values */
  RecordPlan(BlockLayout layout, int[] chosen) {
    int[] offsets = layout.offsets();
    first = Arrays.stream(chosen).map(c -> offsets[c]).min().orElse(0);
    length = Arrays.stream(chosen).map(c -> offsets[c] + layout.storage(c).bytes()).max().orElse(0) - first;
    List<Run> found = new ArrayList<>();
    boolean[] inRun = new boolean[chosen.length];
    for (int k = 0, end; k < chosen.length; k = end) {
      end = runEnd(layout, chosen, k);
      Storage storage = layout.storage(chosen[k]);
      if (end - k < RUN || storage == Storage.CONSTANT) continue;
      found.add(new Run(storage, offsets[chosen[k]] - first, k, end - k));
      Arrays.fill(inRun, k, end, true);
    }
    runs = found.toArray(Run[]::new);
    for (int s = 0; s < Storage.count(); s++) {
      Storage storage = Storage.of(s);
      to[s] = IntStream.range(0, chosen.length).filter(k -> !inRun[k] && layout.storage(chosen[k]) == storage).toArray();
      from[s] = Arrays.stream(to[s]).map(k -> offsets[chosen[k]] - first).toArray();
    }
    constants = Arrays.stream(to[Storage.CONSTANT.ordinal()]).mapToDouble(k -> layout.constant(chosen[k])).toArray();
  }

  private static int runEnd(BlockLayout layout, int[] chosen, int k) {
    int end = k + 1;
    while (end < chosen.length && chosen[end] == chosen[end - 1] + 1 && layout.storage(chosen[end]) == layout.storage(chosen[k])) end++;
    return end;
  }

  /** Where in a record the first byte that is read stands. */
  int first() {
    return first;
  }

  /** How many bytes there are from the first to the last that is read. */
  int length() {
    return length;
  }

  /** Writes the chosen values. @param at where the first byte that is read stands in {@code bytes} */
  void read(byte[] bytes, int at, double[] values) {
    int[] places = to[Storage.CONSTANT.ordinal()];
    for (int i = 0; i < places.length; i++) values[places[i]] = constants[i];
    for (Run run : runs) run(run.storage, bytes, at + run.from, values, run.to, run.length);
    scatterBytes(bytes, at, values);
    scatterShorts(bytes, at, values);
    scatterInts(bytes, at, values);
    scatterFloats(bytes, at, values);
    scatterDoubles(bytes, at, values);
  }

  private static void run(Storage storage, byte[] bytes, int at, double[] values, int place, int length) {
    switch (storage) {
      case BYTE -> runOfBytes(bytes, at, values, place, length);
      case SHORT -> runOfShorts(bytes, at, values, place, length);
      case INT -> runOfInts(bytes, at, values, place, length);
      case FLOAT -> runOfFloats(bytes, at, values, place, length);
      default -> runOfDoubles(bytes, at, values, place, length);
    }
  }

  private static double ofShort(short x) {
    return x == Short.MIN_VALUE ? Double.NaN : x;
  }

  private static double ofInt(int x) {
    return x == Integer.MIN_VALUE ? Double.NaN : x;
  }

  private static void runOfBytes(byte[] bytes, int at, double[] values, int place, int length) {
    for (int i = 0; i < length; i++) values[place + i] = BYTES[bytes[at + i] & 255];
  }

  private static void runOfShorts(byte[] bytes, int at, double[] values, int place, int length) {
    for (int i = 0; i < length; i++) values[place + i] = ofShort((short) LittleEndian.SHORT.get(bytes, at + 2 * i));
  }

  private static void runOfInts(byte[] bytes, int at, double[] values, int place, int length) {
    for (int i = 0; i < length; i++) values[place + i] = ofInt((int) LittleEndian.INT.get(bytes, at + 4 * i));
  }

  private static void runOfFloats(byte[] bytes, int at, double[] values, int place, int length) {
    for (int i = 0; i < length; i++) values[place + i] = (float) LittleEndian.FLOAT.get(bytes, at + 4 * i);
  }

  private static void runOfDoubles(byte[] bytes, int at, double[] values, int place, int length) {
    for (int i = 0; i < length; i++) values[place + i] = (double) LittleEndian.DOUBLE.get(bytes, at + 8 * i);
  }

  private void scatterBytes(byte[] bytes, int at, double[] values) {
    int[] places = from[Storage.BYTE.ordinal()];
    int[] targets = to[Storage.BYTE.ordinal()];
    for (int i = 0; i < places.length; i++) values[targets[i]] = BYTES[bytes[at + places[i]] & 255];
  }

  private void scatterShorts(byte[] bytes, int at, double[] values) {
    int[] places = from[Storage.SHORT.ordinal()];
    int[] targets = to[Storage.SHORT.ordinal()];
    for (int i = 0; i < places.length; i++) values[targets[i]] = ofShort((short) LittleEndian.SHORT.get(bytes, at + places[i]));
  }

  private void scatterInts(byte[] bytes, int at, double[] values) {
    int[] places = from[Storage.INT.ordinal()];
    int[] targets = to[Storage.INT.ordinal()];
    for (int i = 0; i < places.length; i++) values[targets[i]] = ofInt((int) LittleEndian.INT.get(bytes, at + places[i]));
  }

  private void scatterFloats(byte[] bytes, int at, double[] values) {
    int[] places = from[Storage.FLOAT.ordinal()];
    int[] targets = to[Storage.FLOAT.ordinal()];
    for (int i = 0; i < places.length; i++) values[targets[i]] = (float) LittleEndian.FLOAT.get(bytes, at + places[i]);
  }

  private void scatterDoubles(byte[] bytes, int at, double[] values) {
    int[] places = from[Storage.DOUBLE.ordinal()];
    int[] targets = to[Storage.DOUBLE.ordinal()];
    for (int i = 0; i < places.length; i++) values[targets[i]] = (double) LittleEndian.DOUBLE.get(bytes, at + places[i]);
  }
}
