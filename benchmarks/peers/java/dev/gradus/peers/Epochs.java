package dev.gradus.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** The loop that every peer on the JVM has around it: shuffle, gather, let the peer make its step; one JSON line an epoch. */
final class Epochs {
  /** A library that trains one network. Rows lie one after another; the arrays are filled anew for the next batch. */
  interface Peer extends AutoCloseable {
    void step(float[] features, byte[] labels);

    /** The class of each row, for a count of rows. */
    long[] classes(float[] features);

    @Override
    default void close() {}
  }

  private Epochs() {}

  /** @param csv W4's table; the other works read MNIST. W4 has no rows for testing: its accuracy is on the rows it trains on. */
  static void run(String name, Work work, int epochs, Path csv, Peer peer) throws IOException {
    Examples examples = work == Work.W4 ? Examples.table(csv, work.inputs(), work.examples) : Examples.digits("train", work.examples);
    Examples others = work == Work.W4 ? examples : Examples.digits("t10k", 10_000);
    float[] asked = others.allFeatures();
    SplittableRandom random = new SplittableRandom(1);
    int[] order = examples.order();
    float[] features = new float[0];
    byte[] labels = new byte[0];
    for (int epoch = 1; epoch <= epochs; epoch++) {
      long start = System.nanoTime();
      shuffle(order, random);
      for (int at = 0; at < order.length; at += work.batch) {
        int rows = Math.min(work.batch, order.length - at);
        if (labels.length != rows) {
          features = new float[rows * examples.width];
          labels = new byte[rows];
        }
        for (int i = 0; i < rows; i++) {
          examples.copy(order[at + i], features, i * examples.width);
          labels[i] = examples.labels[order[at + i]];
        }
        peer.step(features, labels);
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      long[] classes = peer.classes(asked);
      int right = 0;
      for (int i = 0; i < classes.length; i++) if (classes[i] == others.labels[i]) right++;
      System.out.printf(Locale.ROOT, "{\"peer\":\"%s\",\"work\":\"%s\",\"epoch\":%d,\"seconds\":%.4f,\"accuracy\":%.4f}%n",
          name, work, epoch, seconds, (double) right / classes.length);
    }
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
