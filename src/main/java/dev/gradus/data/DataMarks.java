package dev.gradus.data;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Takes a data set, gives digests of 32 bits by which it can be told where another one differs: one for each column, and one for each of at most 64 stretches of rows.
 *
 * <p>They find a change, and prove nothing against one who looks for the same digests; {@link Fingerprint} does that.
 *
 * @param examples how many there are
 * @param columns by the names of the inputs and the target, with the weights last if there are any; images are one column
 * @param rows of stretches of equal length, but for one row
 */
public record DataMarks(int examples, Map<String, String> columns, List<String> rows) {
  private static final int STRETCHES = 64;
  private static final int MOST_COLUMNS = 1000;
  private static final int MOST_PLACES = 5;

  public DataMarks {
    columns = new LinkedHashMap<>(columns);
    rows = List.copyOf(rows);
  }

  /** The digests of a data set with raw inputs; a category counts by its text, a class by its label, an image as a whole. */
  public static DataMarks of(Dataset data) {
    long[][] texts = IntStream.range(0, data.width()).mapToObj(k -> data.dictionary(k).stream().mapToLong(DataMarks::digest).toArray()).toArray(long[][]::new);
    int stretches = Math.min(STRETCHES, data.size());
    List<long[]> parts = IntStream.range(0, stretches).parallel().mapToObj(r -> stretch(data, from(r, stretches, data.size()), from(r + 1, stretches, data.size()), texts)).toList();
    long[] whole = new long[parts.isEmpty() ? 3 : parts.get(0).length];
    for (long[] part : parts) {
      for (int k = 0; k < whole.length; k++) whole[k] = with(whole[k], part[k]);
    }
    int inputs = whole.length - 3;
    List<String> names = names(data);
    Map<String, String> marks = new LinkedHashMap<>();
    for (int k = 0; k < names.size(); k++) marks.put(names.get(k), text(names.size() == inputs ? whole[k] : digest(whole, inputs)));
    marks.put(data.schema().target().name(), text(whole[inputs]));
    if (data.weighted()) marks.put("(weights)", text(whole[inputs + 1]));
    return new DataMarks(data.size(), marks, parts.stream().map(part -> text(part[inputs + 2])).toList());
  }

  private static List<String> names(Dataset data) {
    return data.schema().inputs() instanceof Inputs.Columns columns && columns.count() <= MOST_COLUMNS ? columns.names() : List.of("(inputs)");
  }

  /** The first row of a stretch. */
  private static int from(int stretch, int stretches, int examples) {
    return (int) ((long) examples * stretch / stretches);
  }

  /** For each column, the target and the weight a digest of the rows from one to before another, and at last one of all. */
  private static long[] stretch(Dataset data, int from, int to, long[][] texts) {
    RowBits row = data.schema().inputs() instanceof Inputs.Pixels ? image(data) : cells(data, texts);
    int width = data.schema().inputs() instanceof Inputs.Pixels ? 1 : data.width();
    long[] bits = new long[width];
    double[] target = new double[data.schema().target().outputs()];
    long[] digests = new long[width + 3];
    for (int i = from; i < to; i++) {
      row.read(i, bits);
      long answer = answer(data, i, target);
      long weight = Double.doubleToLongBits(data.weight(i));
      for (int k = 0; k < width; k++) digests[k] = with(digests[k], bits[k]);
      digests[width] = with(digests[width], answer);
      digests[width + 1] = with(digests[width + 1], weight);
      digests[width + 2] = with(with(with(digests[width + 2], digest(bits, width)), answer), weight);
    }
    return digests;
  }

  /** Takes the number of an example, gives 64 bits for each of its columns. */
  private interface RowBits {
    void read(int i, long[] to);
  }

  private static RowBits image(Dataset data) {
    PixelBytes pixels = new PixelBytes(data.features());
    CRC32C sum = new CRC32C();
    return (i, to) -> {
      sum.reset();
      sum.update(pixels.of(data.row(i)));
      to[0] = sum.getValue();
    };
  }

  private static RowBits cells(Dataset data, long[][] texts) {
    Features.Reader reader = data.features().reader();
    double[] inputs = new double[data.width()];
    return (i, to) -> {
      reader.read(data.row(i), inputs);
      for (int k = 0; k < inputs.length; k++) {
        boolean isText = texts[k].length > 0 && inputs[k] >= 0 && inputs[k] < texts[k].length;
        to[k] = isText ? texts[k][(int) inputs[k]] : Double.doubleToLongBits(inputs[k]);
      }
    };
  }

  /** A digest that goes on with 64 more bits. */
  private static long with(long digest, long bits) {
    return Long.rotateLeft(digest ^ bits, 27) * 0x9E3779B97F4A7C15L + 1;
  }

  private static long digest(long[] bits, int n) {
    long digest = n;
    for (int k = 0; k < n; k++) digest = with(digest, bits[k]);
    return digest;
  }

  private static long answer(Dataset data, int i, double[] target) {
    if (data.schema().target() instanceof Target.Classes classes) return digest(classes.labels().get(data.label(i)));
    if (data.schema().target() instanceof Target.Value) return Double.doubleToLongBits(data.value(i));
    data.target(i, target, target.length);
    return Arrays.hashCode(target);
  }

  private static long digest(String text) {
    long digest = text.length();
    for (int i = 0; i < text.length(); i++) digest = with(digest, text.charAt(i));
    return digest;
  }

  private static String text(long digest) {
    return String.format("%08x", Draws.mix(digest) >>> 32);
  }

  /** As a model's provenance has them. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("examples", examples);
    facts.put("columns", columns);
    facts.put("rows", String.join(" ", rows));
    return facts;
  }

  /** Those of a provenance. @throws IllegalArgumentException when they are none */
  public static DataMarks of(Map<?, ?> facts) {
    if (!(facts.get("examples") instanceof Number examples && facts.get("columns") instanceof Map<?, ?> columns && facts.get("rows") instanceof String rows)) {
      throw new IllegalArgumentException("the digests of the data are " + facts + ", expected examples, columns and rows");
    }
    Map<String, String> marks = new LinkedHashMap<>();
    columns.forEach((name, mark) -> marks.put(name.toString(), String.valueOf(mark)));
    return new DataMarks(examples.intValue(), marks, List.of(rows.split(" ")));
  }

  /** What is another in the data that are there now, in a sentence each; none when they are the same. */
  public List<String> differences(DataMarks now) {
    List<String> differences = new ArrayList<>();
    if (examples != now.examples) differences.add("there were " + examples + " rows, and are " + now.examples);
    List<String> missing = columns.keySet().stream().filter(name -> !now.columns.containsKey(name)).toList();
    List<String> more = now.columns.keySet().stream().filter(name -> !columns.containsKey(name)).toList();
    if (!missing.isEmpty()) differences.add("not there any more: " + Shown.list(missing));
    if (!more.isEmpty()) differences.add("new: " + Shown.list(more));
    if (!differences.isEmpty()) return differences;
    List<String> changed = columns.keySet().stream().filter(name -> !Objects.equals(columns.get(name), now.columns.get(name))).toList();
    if (!changed.isEmpty()) differences.add("changed columns: " + Shown.list(changed));
    List<String> places = places(now);
    if (!places.isEmpty()) {
      differences.add("within the rows " + String.join(", ", places.subList(0, Math.min(MOST_PLACES, places.size()))) + (places.size() > MOST_PLACES ? " and more" : ""));
    }
    return differences;
  }

  /** The rows of neighbouring stretches that are others. */
  private List<String> places(DataMarks now) {
    List<String> places = new ArrayList<>();
    for (int r = 0; r < Math.min(rows.size(), now.rows.size()); r++) {
      if (rows.get(r).equals(now.rows.get(r))) continue;
      int first = from(r, rows.size(), examples) + 1;
      while (r + 1 < Math.min(rows.size(), now.rows.size()) && !rows.get(r + 1).equals(now.rows.get(r + 1))) r++;
      int last = from(r + 1, rows.size(), examples);
      places.add(first == last ? Integer.toString(first) : first + " to " + last);
    }
    return places;
  }
}
