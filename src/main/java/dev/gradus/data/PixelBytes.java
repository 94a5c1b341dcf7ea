package dev.gradus.data;

/** Takes the inputs of images one after another, gives their bytes: what each input was before it was divided by 255. For one thread. */
final class PixelBytes {
  private final Features.Reader reader;
  private final float[] inputs;
  private final byte[] bytes;

  PixelBytes(Features features) {
    reader = features.reader();
    inputs = new float[features.width()];
    bytes = new byte[inputs.length];
  }

  /** The bytes of a row, until the next call. */
  byte[] of(int row) {
    reader.read(row, inputs);
    for (int k = 0; k < bytes.length; k++) bytes[k] = (byte) (int) (255 * inputs[k] + 0.5f);
    return bytes;
  }
}
