package dev.gradus.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Takes places of a palette, gives a PNG (ISO/IEC 15948) with eight bits a pixel as an address that holds the picture itself.
 *
 * <p>Own code, a page long: that of the JDK starts the window system's classes, which takes longer than the whole report.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private Png() {}

  /**
   * The address of a picture.
   *
   * @param pixels places in the palette, row by row
   * @param palette three bytes for each of up to 256 colours
   */
  static String address(int height, int width, byte[] pixels, byte[] palette) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(height, width, pixels, palette));
  }

  static byte[] bytes(int height, int width, byte[] pixels, byte[] palette) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) 3).put(new byte[3]).array());
    chunk(out, "PLTE", palette);
    byte[] rows = new byte[height * (width + 1)];
    for (int r = 0; r < height; r++) System.arraycopy(pixels, r * width, rows, r * (width + 1) + 1, width);
    chunk(out, "IDAT", deflated(rows));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] rows) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(rows);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] block = new byte[8192];
      while (!deflater.finished()) out.write(block, 0, deflater.deflate(block));
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    byte[] body = ByteBuffer.allocate(4 + content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content).array();
    CRC32 check = new CRC32();
    check.update(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }
}
