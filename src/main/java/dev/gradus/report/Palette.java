package dev.gradus.report;

/** Takes pictures, gives them as PNG in greys, or in two colours on either side of 0 that all eyes can tell apart. */
final class Palette {
  private static final int[] BELOW = {0x2b, 0x08, 0x60};
  private static final int[] BLUE = {0x00, 0x72, 0xb2};
  private static final int[] MIDDLE = {0xf7, 0xf7, 0xf7};
  private static final int[] ORANGE = {0xd5, 0x5e, 0x00};
  private static final int[] ABOVE = {0x5a, 0x16, 0x00};
  private static final byte[] GREY = greys();
  private static final byte[] DIVERGING = diverging();

  private Palette() {}

  private static byte[] greys() {
    byte[] palette = new byte[3 * 256];
    for (int i = 0; i < 256; i++) java.util.Arrays.fill(palette, 3 * i, 3 * i + 3, (byte) (255 - i));
    return palette;
  }

  private static byte[] diverging() {
    byte[] palette = new byte[3 * 256];
    for (int i = 0; i < 256; i++) {
      double t = Math.max(-1, (i - 128) / 127.0);
      int[] near = t < 0 ? BLUE : ORANGE;
      int[] far = t < 0 ? BELOW : ABOVE;
      double size = Math.abs(t);
      for (int c = 0; c < 3; c++) palette[3 * i + c] = (byte) Math.round(size < 0.7 ? mix(MIDDLE[c], near[c], size / 0.7) : mix(near[c], far[c],
          (size - 0.7) / 0.6));
    }
    return palette;
  }

  private static double mix(int a, int b, double share) {
    return a + share * (b - a);
  }

  /** An image whose values are from 0, white, to 1, black. */
  static String grey(Picture picture) {
    byte[] pixels = new byte[picture.height() * picture.width()];
    for (int r = 0; r < picture.height(); r++) {
      for (int c = 0; c < picture.width(); c++) pixels[r * picture.width() + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, picture.value(r, c))));
    }
    return Png.address(picture.height(), picture.width(), pixels, GREY);
  }

  /** A picture whose values are below 0, blue, or above, orange. @param largest the size that has the deepest colour */
  static String diverging(Picture picture, double largest) {
    byte[] pixels = new byte[picture.height() * picture.width()];
    for (int r = 0; r < picture.height(); r++) {
      for (int c = 0; c < picture.width(); c++) {
        double share = largest == 0 ? 0 : Math.max(-1, Math.min(1, picture.value(r, c) / largest));
        pixels[r * picture.width() + c] = (byte) (128 + Math.round(127 * share));
      }
    }
    return Png.address(picture.height(), picture.width(), pixels, DIVERGING);
  }
}
