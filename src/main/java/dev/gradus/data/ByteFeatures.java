package dev.gradus.data;

/** Takes bytes such as the pixels of images, gives inputs in [0, 1]: each byte divided by 255. The bytes stay bytes until they are read. */
public final class ByteFeatures implements Features {
  private static final float[] SHARE = new float[256];

  static {
    for (int i = 0; i < 256; i++) SHARE[i] = i / 255f;
  }

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
  public void read(int example, float[] to) {
    int at = example * width;
    for (int k = 0; k < width; k++) to[k] = SHARE[bytes[at + k] & 255];
  }

  @Override
  public void read(int example, double[] to) {
    int at = example * width;
    for (int k = 0; k < width; k++) to[k] = (bytes[at + k] & 255) / 255.0;
  }
}
