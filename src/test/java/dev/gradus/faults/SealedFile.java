package dev.gradus.faults;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Takes the bytes of a model file that was changed, gives them with the checksum that fits: what is behind the checksum is to be tested too. */
public final class SealedFile {
  private static final String KEY = "\\\"sha256\\\":\\\"";
  private static final int DIGITS = 64;

  private SealedFile() {}

  /** A copy with a checksum that fits, where there is a place for one. */
  public static byte[] seal(byte[] file) {
    byte[] sealed = file.clone();
    int key = new String(sealed, StandardCharsets.ISO_8859_1).lastIndexOf(KEY);
    int from = key + KEY.length();
    if (key < 0 || from + DIGITS > sealed.length) return sealed;
    Arrays.fill(sealed, from, from + DIGITS, (byte) '0');
    try {
      String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sealed));
      System.arraycopy(sum.getBytes(StandardCharsets.US_ASCII), 0, sealed, from, DIGITS);
      return sealed;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
