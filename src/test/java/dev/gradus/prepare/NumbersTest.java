package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static final int EACH = 250_000;

  /** Shapes of decimals, each hard in its own way. */
  private enum Shape {
    SHORT(random -> random.nextInt(100_000) + "." + random.nextInt(1000)),
    DOUBLE(random -> Double.toString(finite(random))),
    GAUSSIAN(random -> Double.toString(random.nextGaussian())),
    WHOLE(random -> Long.toString(random.nextLong() >>> 1 + random.nextInt(62))),
    MANY_DIGITS(random -> pointed(digits(random, 17 + random.nextInt(5)), random)),
    WITH_EXPONENT(random -> pointed(digits(random, 1 + random.nextInt(25)), random) + "e" + (random.nextInt(720) - 400)),
    /** Exactly between two doubles, or a digit beside it. */
    HALFWAY(random -> {
      double x = random.nextInt(50) == 0 ? Double.longBitsToDouble(random.nextLong() >>> 12) : Math.scalb(1 + random.nextDouble(), random.nextInt(180) - 120);
      BigDecimal between = new BigDecimal(x).add(new BigDecimal(Math.nextUp(x))).divide(BigDecimal.valueOf(2));
      String text = between.toPlainString();
      if (!text.contains(".")) text += ".0";
      return switch (random.nextInt(3)) {
        case 0 -> text;
        case 1 -> text + "000001";
        default -> between.subtract(between.ulp().scaleByPowerOfTen(-5)).toPlainString();
      };
    }),
    /** Whole halfway cases of up to 19 digits, with powers of ten, which the fast path decides itself. */
    HALFWAY_SHORT(random -> {
      long fraction = (1L << 53) + 2 * (random.nextLong() >>> 12) + 1;
      BigInteger whole = BigInteger.valueOf(fraction).shiftLeft(random.nextInt(10));
      int tens = random.nextInt(5);
      return whole.multiply(BigInteger.TEN.pow(tens)).add(BigInteger.valueOf(random.nextInt(3) - 1)) + (random.nextBoolean() ? "" : "e-" + tens);
    }),
    SUBNORMAL(random -> digits(random, 1 + random.nextInt(21)) + "e-" + (300 + random.nextInt(50)));

    private final Function<Random, String> text;

    Shape(Function<Random, String> text) {
      this.text = text;
    }

    private static double finite(Random random) {
      double x = Double.longBitsToDouble(random.nextLong());
      return Double.isFinite(x) ? x : random.nextDouble();
    }

    private static String digits(Random random, int count) {
      StringBuilder digits = new StringBuilder();
      for (int i = 0; i < count; i++) digits.append((char) ('0' + random.nextInt(10)));
      return digits.toString();
    }

    private static String pointed(String digits, Random random) {
      int at = random.nextInt(digits.length() + 1);
      return digits.substring(0, at) + "." + digits.substring(at);
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreThoseOfJavaBitByBit(Shape shape) {
    Random random = new Random(shape.ordinal());
    for (int i = 0; i < EACH; i++) {
      String text = shape.text.apply(random);
      if (random.nextInt(4) == 0 && text.charAt(0) != '-') text = "-" + text;
      double expected = Double.parseDouble(text);
      if (Math.abs(expected) > Float.MAX_VALUE) expected = Math.copySign(Double.POSITIVE_INFINITY, expected);
      long bits = Double.doubleToRawLongBits(Numbers.parse(text));
      if (bits != Double.doubleToRawLongBits(expected)) assertThat(Double.longBitsToDouble(bits)).as(text).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "+1", "5.", ".5", "-.5e-3", "1E5", "1e+05", "007", "123456789012345", "1234567890.12345", "0.1", "4.9e-324", "2.4e-324",
      "2.5e-324", "1e-400", "3.4e38", "99999999999999999999999", "0.000000000000000000000000000001", "9007199254740993", "9007199254740992.5",
      "9007199254740993.00000000000000000000001", "2.2250738585072011e-308", "2.2250738585072014e-308", "179769313486231570000000000000000000000e-30",
      "0e999999999999", "123456789012345678901234567890e-29", "0.0000000000000000000000000000000000000000001e43", "00000000000000000000000000000001.5"})
  void decimalNumbersAreRead(String text) {
    assertThat(Double.doubleToRawLongBits(Numbers.parse(text))).isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    assertThat(Numbers.parse(CharBuffer.wrap(text.toCharArray()))).isEqualTo(Double.parseDouble(text));
    assertThat(Numbers.parse("x" + text.replace('.', ',') + "y", 1, 1 + text.length(), ',')).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void aLongTextWithAnExponentThatUndoesItIsRead() {
    String zeros = "0".repeat(200_000);
    assertThat(Numbers.parse("0." + zeros + "15e200001")).isEqualTo(1.5);
    assertThat(Numbers.parse("25" + zeros + "e-200001")).isEqualTo(2.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "n/a", "NaN", "nan", "Inf", "-Infinity", "inf", "NA", "null", "?", "0x1p3", "0x10", "1d", "1f", "1.5D", "1L", "1e", "1e+",
      "1e1.5", "e5", ".", "-", "+", "-.", "--1", "1-", "1 2", " 1", "1 ", "1.2.3", "1_000", "1,5", "1,234,567", "٣", "１", "−1", "∞", "1%", "$1", "true",
      "\u00A01"})
  void otherTextIsNot(String text) {
    assertThat(Numbers.parse(text)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "1e39", "3.41e38", "1e999999999999", "400000000000000000000000000000000000000", "1.8e308", "1e310"})
  void whatAFloatCannotHoldIsInfinite(String text) {
    assertThat(Numbers.parse(text)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Numbers.parse("-" + text)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void allPowersOfTenAreDecided() {
    Random random = new Random(7);
    for (int q = -345; q <= 310; q++) {
      for (int i = 0; i < 300; i++) {
        long w = random.nextLong() >>> random.nextInt(63);
        if (w == 0) continue;
        String text = Long.toUnsignedString(w) + "e" + q;
        double expected = Double.parseDouble(text);
        long bits = Double.doubleToRawLongBits(PowersOfTen.nearest(w, q));
        if (bits != Double.doubleToRawLongBits(expected)) assertThat(Double.longBitsToDouble(bits)).as(text).isEqualTo(expected);
      }
    }
  }
}
