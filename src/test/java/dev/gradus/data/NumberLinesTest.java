package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.TextRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lines of numbers give what the parser gives for them: values, texts, numbers of lines, and faults; rows before a fault may be more. */
class NumberLinesTest {
  private static final List<Column> COLUMNS = List.of(Column.number("a"), Column.category("b"), Column.number("c"), Column.number("d"));
  private static final String HEADER = "a,b,c,d,e\n";
  private static final String[] CELLS = {"0", "7", "12", "255", "9999", "10000", "-1", "+3", "0.5", ".25", "3.", "1e3", "-2.5E-7", "0.1234567890123456789",
      "12345678901234567890123", "1e-400", "", "", "-0", "00012"};
  private static final String[] ODD = {"1-2", "e", "-", ".", "1e", "1e400", " 1", "1 ", "NA", "x", "\"1\"", "\"1,\n2\"", "1,2", "\u00e9", "1\r", "\n", "\u0000"};

  private static final List<TextRules> RULES = List.of(TextRules.standard(), TextRules.standard().withMissing(List.of("7", "1e3")),
      TextRules.standard().withThousands('\'').withMissing(List.of("9'999")), TextRules.standard().withUnits(List.of("kg")).withMissing(List.of("12kg")),
      TextRules.standard().withDecimal(','), TextRules.standard().withMissing(List.of("1e400", "unknown")));

  private long plain;

  @Test
  void readsLinesAsTheParserDoes() throws IOException {
    Random random = new Random(7);
    int faults = 0;
    for (int round = 0; round < 20_000; round++) {
      String text = text(random, round % 3 == 0 ? 0 : 60);
      TextRules rules = RULES.get(round % RULES.size());
      List<String> expected = read(text, CsvPiece.SIZE, rules);
      List<String> found = read(text, 1 + random.nextInt(60), rules);
      String last = expected.get(expected.size() - 1);
      assertThat(found.subList(0, expected.size() - 1)).as(Shown.visible(text)).isEqualTo(expected.subList(0, expected.size() - 1));
      assertThat(found).as(Shown.visible(text)).endsWith(last);
      if (last.startsWith("fault")) faults++;
      else assertThat(found).hasSameSizeAs(expected);
    }
    assertThat(faults).isBetween(2_000, 18_000);
    assertThat(plain).isGreaterThan(50_000);
  }

  private static String text(Random random, int odd) {
    StringBuilder text = new StringBuilder(HEADER);
    String end = new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)];
    int rows = 1 + random.nextInt(8);
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < 5; k++) {
        boolean strange = odd > 0 && random.nextInt(odd) == 0;
        text.append(k == 0 ? "" : ",").append(strange ? ODD[random.nextInt(ODD.length)] : CELLS[random.nextInt(CELLS.length)]);
      }
      if (row < rows - 1 || random.nextBoolean()) text.append(end);
    }
    return text.toString();
  }

  /** Every row with its line, and at last the fault; all in the piece of the header, which is parsed, or in small ones. */
  private List<String> read(String text, int pieceSize, TextRules rules) throws IOException {
    List<String> found = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (CsvFile file = new CsvFile("t.csv", new ByteArrayInputStream(bytes), CsvDialect.detected().withSeparator(','), false, pieceSize, false)) {
      CsvColumns columns = new CsvColumns(5, COLUMNS, new int[] {0, 1, 2, 4}, rules, Set.of(), TableOptions.standard());
      CsvPiece piece = new CsvPiece(pieceSize);
      while (file.next(piece)) {
        if (!piece.headed) count(piece);
        columns.read(piece);
        for (int row = 0; row < piece.rows; row++) found.add(file.lines() + piece.lines[row] + " " + row(piece, row));
        if (piece.fault.isPresent()) {
          found.add("fault: " + (piece.fault.get() instanceof CsvFault e ? e.in("t.csv", file.lines()).getMessage() : piece.fault.get().toString()));
          return found;
        }
        file.pass(piece.lineCount);
      }
      found.add(file.lines() + " lines");
    } catch (CsvFault e) {
      found.add("fault: " + e);
    }
    return found;
  }

  private void count(CsvPiece piece) {
    NumberLines lines = new NumberLines(piece, ',', 5);
    while (lines.next()) plain++;
  }

  private static String row(CsvPiece piece, int row) {
    Object[] cells = IntStream.range(0, 4).mapToObj(k -> {
      double x = piece.values[4 * row + k];
      return k == 1 && !Double.isNaN(x) ? piece.texts.get(1).texts().get((int) x) : Long.toHexString(Double.doubleToRawLongBits(x));
    }).toArray();
    return Arrays.toString(cells);
  }
}
