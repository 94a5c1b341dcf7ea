package dev.gradus.store;

import java.security.MessageDigest;

/**
 * Takes bytes, gives their SHA-256 (FIPS 180-4, sections 4.1.2, 5.3.3 and 6.2), in plain Java. For small files: the JDK's own is several times as fast, but a
 * program's first use of it searches the security providers, which takes longer than all the rest of reading a small model.
 */
final class Sha256 extends MessageDigest {
  private static final int BLOCK = 64;
  private static final int LENGTH_AT = 56;
  private static final int[] H = new int[8];
  private static final int[] K = new int[64];

  static {
    int n = 0;
    for (int p = 2; n < K.length; p++) {
      if (!isPrime(p)) continue;
      if (n < H.length) H[n] = fraction(Math.sqrt(p));
      K[n++] = fraction(Math.cbrt(p));
    }
  }

  private final int[] hash = H.clone();
  private final int[] w = new int[K.length];
  private final byte[] block = new byte[BLOCK];
  private long length;

  Sha256() {
    super("SHA-256");
  }

  private static boolean isPrime(int p) {
    for (int d = 2; d * d <= p; d++) {
      if (p % d == 0) return false;
    }
    return true;
  }

  /** The first 32 bits after the point. */
  private static int fraction(double x) {
    return (int) (long) ((x - Math.floor(x)) * 0x1p32);
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int n) {
    int at = offset;
    for (int left = n; left > 0; ) {
      int filled = (int) (length % BLOCK);
      int taken = Math.min(left, BLOCK - filled);
      System.arraycopy(input, at, block, filled, taken);
      if (filled + taken == BLOCK) compress();
      length += taken;
      at += taken;
      left -= taken;
    }
  }

  @Override
  protected byte[] engineDigest() {
    long bits = 8 * length;
    byte[] padding = new byte[(int) (BLOCK - (length + BLOCK - LENGTH_AT) % BLOCK) + BLOCK - LENGTH_AT];
    padding[0] = (byte) 0x80;
    for (int i = 1; i <= Long.BYTES; i++) padding[padding.length - i] = (byte) (bits >>> 8 * (i - 1));
    engineUpdate(padding, 0, padding.length);
    byte[] digest = new byte[4 * H.length];
    for (int i = 0; i < digest.length; i++) digest[i] = (byte) (hash[i / 4] >>> 8 * (3 - i % 4));
    engineReset();
    return digest;
  }

  @Override
  protected void engineReset() {
    System.arraycopy(H, 0, hash, 0, H.length);
    length = 0;
  }

  private void compress() {
    for (int t = 0; t < 16; t++) {
      w[t] = block[4 * t] << 24 | (block[4 * t + 1] & 0xff) << 16 | (block[4 * t + 2] & 0xff) << 8 | block[4 * t + 3] & 0xff;
    }
    for (int t = 16; t < w.length; t++) {
      int x = w[t - 15];
      int y = w[t - 2];
      int s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
      int s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
      w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
    int a = hash[0];
    int b = hash[1];
    int c = hash[2];
    int d = hash[3];
    int e = hash[4];
    int f = hash[5];
    int g = hash[6];
    int h = hash[7];
    for (int t = 0; t < w.length; t++) {
      int s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
      int t1 = h + s1 + (e & f ^ ~e & g) + K[t] + w[t];
      int s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
      int t2 = s0 + (a & b ^ a & c ^ b & c);
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    hash[0] += a;
    hash[1] += b;
    hash[2] += c;
    hash[3] += d;
    hash[4] += e;
    hash[5] += f;
    hash[6] += g;
    hash[7] += h;
  }
}
