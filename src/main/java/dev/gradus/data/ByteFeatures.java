package dev.gradus.data;

import dev.gradus.prepare.Preparation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Takes bytes such as the pixels of images, gives inputs in [0, 1]: each byte divided by 255. The bytes stay bytes until they are read. */
public final class ByteFeatures implements Features {
  private static final float[] SHARE = new float[256];

  static {
    for (int i = 0; i < 256; i++) SHARE[i] = i / 255f;
  }

  private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LINE = 64;

  private final byte[] bytes;
  private final int width;

  /** @param bytes example after example, kept, not to be changed any more @param width bytes of an example */
  public ByteFeatures(byte[] bytes, int width) {
    if (width < 1 || bytes.length % width != 0) {
      throw new IllegalArgumentException(bytes.length + " bytes are not a whole number of examples of " + width + " bytes");
    }
    this.bytes = bytes;
    this.width = width;
  }

  @Override
  public int count() {
    return bytes.length / width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public List<Held> held() {
    return List.of(new Held(bytes, bytes.length, false));
  }

  /** Bytes are prepared: divided by 255. */
  @Override
  public Features preparedBy(Preparation preparation) {
    return this;
  }

  @Override
  public Reader reader() {
    return new Reader() {
      @Override
      public int touch(int example) {
        int sum = 0;
        for (int at = example * width; at < (example + 1) * width; at += LINE) sum += bytes[at];
        return sum;
      }

      @Override
      public void read(int example, float[] to) {
        int at = example * width;
        Arrays.fill(to, 0, width, 0);
        int k = 0;
        for (; k <= width - 8; k += 8) {
          long eight = (long) EIGHT.get(bytes, at + k);
          if (eight == 0) continue; // most of an image is background
          to[k] = SHARE[(int) eight & 255];
          to[k + 1] = SHARE[(int) (eight >>> 8) & 255];
          to[k + 2] = SHARE[(int) (eight >>> 16) & 255];
          to[k + 3] = SHARE[(int) (eight >>> 24) & 255];
          to[k + 4] = SHARE[(int) (eight >>> 32) & 255];
          to[k + 5] = SHARE[(int) (eight >>> 40) & 255];
          to[k + 6] = SHARE[(int) (eight >>> 48) & 255];
          to[k + 7] = SHARE[(int) (eight >>> 56) & 255];
        }
        for (; k < width; k++) to[k] = SHARE[bytes[at + k] & 255];
      }

      @Override
      public void read(int example, double[] to) {
        int at = example * width;
        for (int k = 0; k < width; k++) to[k] = (bytes[at + k] & 255) / 255.0;
      }
    };
  }
}
