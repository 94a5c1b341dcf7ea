package dev.gradus.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Labelled rows in Java arrays, from which batches are gathered. */
abstract class Examples {
  final byte[] labels;
  final int width;

  private Examples(byte[] labels, int width) {
    this.labels = labels;
    this.width = width;
  }

  /** Copies one row, as floats, to {@code to[at]} and on. */
  abstract void copy(int row, float[] to, int at);

  int count() {
    return labels.length;
  }

  /** The first rows of MNIST's training or test images ({@code train}, {@code t10k}), kept as bytes; a batch has them between 0 and 1. */
  static Examples digits(String kind, int count) throws IOException {
    String data = System.getenv("GRADUS_DATA");
    if (data == null) throw new IllegalArgumentException("set GRADUS_DATA to the folder that has mnist/");
    byte[] pixels = values(Path.of(data, "mnist", kind + "-images-idx3-ubyte.gz"), 16, count * 784);
    return new Examples(values(Path.of(data, "mnist", kind + "-labels-idx1-ubyte.gz"), 8, count), 784) {
      @Override
      void copy(int row, float[] to, int at) {
        for (int k = 0, from = row * 784; k < 784; k++) to[at + k] = (pixels[from + k] & 255) * (1 / 255f);
      }
    };
  }

  private static byte[] values(Path file, int header, int count) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      in.skipNBytes(header);
      return in.readNBytes(count);
    }
  }

  /** A CSV file with a header; its last column is the label, 0 or 1. */
  static Examples table(Path csv, int width, int count) throws IOException {
    float[] values = new float[count * width];
    byte[] labels = new byte[count];
    try (BufferedReader in = Files.newBufferedReader(csv)) {
      in.readLine();
      for (int i = 0; i < count; i++) {
        String[] cells = in.readLine().split(",");
        for (int k = 0; k < width; k++) values[i * width + k] = Float.parseFloat(cells[k]);
        labels[i] = Byte.parseByte(cells[width]);
      }
    }
    return new Examples(labels, width) {
      @Override
      void copy(int row, float[] to, int at) {
        System.arraycopy(values, row * width, to, at, width);
      }
    };
  }

  float[] allFeatures() {
    float[] all = new float[count() * width];
    for (int i = 0; i < count(); i++) copy(i, all, i * width);
    return all;
  }

  int[] order() {
    int[] order = new int[count()];
    Arrays.setAll(order, i -> i);
    return order;
  }
}
