package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Cut wherever it may be, a text has the same rows in the same lines as when it is parsed in one. */
class CsvSplitterTest {
  private static final String[] SPICE = {"\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "\u3000", "\u2003", "\u2007", "\u00A0", "\u2028", "\u001C",
      "a", "1", "é", "€", "😀",
      "\"x\ny\"", "\"a,b\"", " \"q\"", "\"\"\"\"", "\n\n", ",,"};

  @Test
  void everyCutGivesTheRowsOfTheWhole() throws IOException {
    Random random = new Random(1);
    int pieces = 0;
    for (int round = 0; round < 4000; round++) {
      char separator = ",;\t|".charAt(round % 4);
      char quote = round % 5 == 0 ? '\'' : '"';
      byte[] text = text(random, separator, quote).getBytes(StandardCharsets.UTF_8);
      List<String> expected = whole(text, separator, quote);
      for (int size = 1; size <= Math.min(text.length, 24); size++) {
        List<String> found = new ArrayList<>();
        pieces += split(new ByteArrayInputStream(text), separator, quote, size, false, found);
        assertThat(found).as("%s in pieces of %s", Shown.visible(new String(text, StandardCharsets.UTF_8)), size).isEqualTo(expected);
      }
      List<String> prompt = new ArrayList<>();
      split(new Trickle(text, random), separator, quote, 16, true, prompt);
      assertThat(prompt).isEqualTo(expected);
    }
    assertThat(pieces).isGreaterThan(100_000);
  }

  private static String text(Random random, char separator, char quote) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(25); n >= 0; n--) text.append(SPICE[random.nextInt(SPICE.length)]);
    return text.toString().replace(',', separator).replace('"', quote);
  }

  /** Rows with their lines, and at last the fault if there is one. */
  private static List<String> whole(byte[] text, char separator, char quote) throws IOException {
    CsvPiece piece = new CsvPiece(0);
    piece.bytes = text;
    piece.length = text.length;
    List<String> found = new ArrayList<>();
    rows(piece, separator, quote, 0, found);
    return found;
  }

  private static int split(InputStream in, char separator, char quote, int size, boolean prompt, List<String> found) throws IOException {
    CsvSplitter splitter = new CsvSplitter(in, separator, quote, size, prompt);
    CsvPiece piece = new CsvPiece(size);
    int count = 0;
    long lines = 0;
    while (lines >= 0 && splitter.next(piece)) {
      assertThat(piece.length).isPositive();
      lines = rows(piece, separator, quote, lines, found);
      count++;
    }
    return count;
  }

  /** The lines so far, -1 after a fault. */
  private static long rows(CsvPiece piece, char separator, char quote, long lines, List<String> found) throws IOException {
    PieceRows rows = new PieceRows(piece, PieceRows.format(separator, quote));
    try {
      while (rows.next()) found.add(lines + rows.line() + " " + Arrays.toString(rows.row()));
      return lines + rows.lines();
    } catch (CsvFault e) {
      found.add(e.in("t.csv", lines).getMessage());
      return -1;
    }
  }

  @Test
  void aPieceIsGivenAsSoonAsItIsThere() throws IOException {
    InputStream in = new Trickle("a,b\n1,2\n3,4\n5".getBytes(StandardCharsets.UTF_8), 6);
    CsvSplitter splitter = new CsvSplitter(in, ',', '"', 1000, true);
    CsvPiece piece = new CsvPiece(0);
    List<String> pieces = new ArrayList<>();
    while (splitter.next(piece)) pieces.add(new String(piece.bytes, 0, piece.length, StandardCharsets.UTF_8));

    assertThat(pieces).containsExactly("a,b\n", "1,2\n3,4\n", "5");
  }

  @Test
  void aRecordOfEightMebicharactersIsTheLongest() throws IOException {
    int most = CsvSplitter.LONGEST;
    for (String letter : List.of("z", "é", "€", "😀")) {
      String long1 = letter.repeat((most - 1) / letter.length()) + "\n";
      assertThat(split("a\n" + long1 + "b\n")).isEqualTo("a\n" + long1 + "b\n");
      String quoted = "\"\n" + letter.repeat((most - 4) / letter.length()) + "\"\n";
      assertThat(split(quoted + "b\n")).isEqualTo(quoted + "b\n");
      assertThatExceptionOfType(CsvFault.class).isThrownBy(() -> split("a\n" + letter.repeat((most + 2) / letter.length()) + "\nb\n"))
          .withMessageStartingWith("the record that begins here is longer than 8,388,608 characters.");
      assertThatExceptionOfType(CsvFault.class).isThrownBy(() -> split("a\n\"" + letter.repeat((most + 2) / letter.length()) + "\nb\"\n"))
          .withMessageStartingWith("the record that begins here is longer than 8,388,608 characters.");
    }
  }

  private static String split(String text) throws IOException {
    CsvSplitter splitter = new CsvSplitter(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ',', '"', 1 << 20, false);
    CsvPiece piece = new CsvPiece(1 << 20);
    StringBuilder whole = new StringBuilder();
    while (splitter.next(piece)) whole.append(new String(piece.bytes, 0, piece.length, StandardCharsets.UTF_8));
    return whole.toString();
  }

  @Test
  void anEndlessQuoteEndsSoon() {
    Endless endless = new Endless("a,b\n\"", "some text, \n", 1L << 30);
    CsvSplitter splitter = new CsvSplitter(endless, ',', '"', 1 << 20, false);
    CsvPiece piece = new CsvPiece(1 << 20);

    assertTimeout(Duration.ofSeconds(2), () -> {
      assertThat(splitter.next(piece)).isTrue();
      assertThatExceptionOfType(CsvFault.class).isThrownBy(() -> splitter.next(piece)).withMessageContaining("longer than 8,388,608 characters");
    });
    assertThat(endless.read).isLessThan(10_000_000);
    assertThat(piece.bytes.length).isLessThan(12_000_000);
  }

  /** A text with no end to speak of. */
  static final class Endless extends InputStream {
    private final byte[] start;
    private final byte[] again;
    private final long length;
    long read;

    Endless(String start, String again, long length) {
      this.start = start.getBytes(StandardCharsets.UTF_8);
      this.again = again.getBytes(StandardCharsets.UTF_8);
      this.length = length;
    }

    @Override
    public int read() {
      if (read == length) return -1;
      int b = read < start.length ? start[(int) read] : again[(int) ((read - start.length) % again.length)];
      read++;
      return b & 255;
    }

    @Override
    public int read(byte[] to, int from, int count) {
      if (read == length) return -1;
      int n = (int) Math.min(count, length - read);
      for (int i = 0; i < n; i++) to[from + i] = (byte) read();
      return n;
    }
  }

  /** A stream that gives a few bytes at a time, and then says that there is nothing more at the moment. */
  static final class Trickle extends InputStream {
    private final byte[] bytes;
    private final Random random;
    private final int most;
    private int at;

    Trickle(byte[] bytes, Random random) {
      this(bytes, random, 7);
    }

    Trickle(byte[] bytes, int each) {
      this(bytes, new Random(0) {
        private static final long serialVersionUID = 1;

        @Override
        public int nextInt(int bound) {
          return bound - 1;
        }
      }, each);
    }

    private Trickle(byte[] bytes, Random random, int most) {
      this.bytes = bytes;
      this.random = random;
      this.most = most;
    }

    @Override
    public int read() {
      return at == bytes.length ? -1 : bytes[at++] & 255;
    }

    @Override
    public int read(byte[] to, int from, int count) {
      if (at == bytes.length) return -1;
      int n = Math.min(Math.min(count, bytes.length - at), 1 + random.nextInt(most));
      System.arraycopy(bytes, at, to, from, n);
      at += n;
      return n;
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
