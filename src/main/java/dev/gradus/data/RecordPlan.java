package dev.gradus.data;

import java.util.Arrays;

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

  private static final int[] NONE = {};

  private final int first;
  private final int length;
  private final double[] constants;
  private final int[] constantsTo;
  private final int[][] from = new int[Storage.count()][];
  private final int[][] to = new int[Storage.count()][];
  private final Storage[] runs;
  private final int[] runFrom;
  private final int[] runTo;
  private final int[] runLength;

  /** @param chosen numbers of columns, in the order of the values */
  RecordPlan(BlockLayout layout, int[] chosen) {
    int[] offsets = new int[layout.columns()];
    for (int c = 1; c < offsets.length; c++) offsets[c] = offsets[c - 1] + layout.storage(c - 1).bytes();
    int low = layout.recordBytes();
    int high = 0;
    for (int c : chosen) {
      low = Math.min(low, offsets[c]);
      high = Math.max(high, offsets[c] + layout.storage(c).bytes());
    }
    first = low;
    length = Math.max(0, high - low);

    int[] runEnds = new int[chosen.length];
    int runCount = 0;
    int[] counts = new int[Storage.count()];
    for (int k = 0, end; k < chosen.length; k = end) {
      end = runEnd(layout, chosen, k);
      if (end - k >= RUN && layout.storage(chosen[k]) != Storage.CONSTANT) {
        runEnds[k] = end;
        runCount++;
      } else {
        counts[layout.storage(chosen[k]).ordinal()] += end - k;
      }
    }
    runs = new Storage[runCount];
    runFrom = new int[runCount];
    runTo = new int[runCount];
    runLength = new int[runCount];
    for (int s = 0; s < counts.length; s++) {
      from[s] = counts[s] == 0 ? NONE : new int[counts[s]];
      to[s] = counts[s] == 0 ? NONE : new int[counts[s]];
    }
    constants = new double[counts[Storage.CONSTANT.ordinal()]];
    constantsTo = to[Storage.CONSTANT.ordinal()];

    Arrays.fill(counts, 0);
    for (int k = 0, run = 0; k < chosen.length; k++) {
      Storage storage = layout.storage(chosen[k]);
      if (runEnds[k] > 0) {
        runs[run] = storage;
        runFrom[run] = offsets[chosen[k]] - first;
        runTo[run] = k;
        runLength[run] = runEnds[k] - k;
        run++;
        k = runEnds[k] - 1;
      } else {
        int place = counts[storage.ordinal()]++;
        to[storage.ordinal()][place] = k;
        if (storage == Storage.CONSTANT) constants[place] = layout.constant(chosen[k]);
        else from[storage.ordinal()][place] = offsets[chosen[k]] - first;
      }
    }
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
    for (int i = 0; i < constants.length; i++) values[constantsTo[i]] = constants[i];
    for (int i = 0; i < runs.length; i++) run(runs[i], bytes, at + runFrom[i], values, runTo[i], runLength[i]);
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
