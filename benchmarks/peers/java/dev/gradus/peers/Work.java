package dev.gradus.peers;

/** The works of the peers that run on the JVM; the same as the first four of gradus. */
public enum Work {
  /** Sigmoid hidden and output, half the squared error, SGD at 3. */
  W1(new int[] {784, 30, 10}, 10, 50_000),
  /** Relu, softmax with cross-entropy, Adam at 0.001. */
  W2(new int[] {784, 512, 256, 10}, 128, 60_000),
  /** Relu, softmax with cross-entropy, SGD at 0.05 with momentum 0.9. */
  W3(new int[] {784, 2048, 2048, 10}, 512, 60_000),
  /** Relu, sigmoid with binary cross-entropy, Adam at 0.001. */
  W4(new int[] {30, 64, 64, 1}, 32, 100_000);

  final int[] sizes;
  final int batch;
  final int examples;

  Work(int[] sizes, int batch, int examples) {
    this.sizes = sizes;
    this.batch = batch;
    this.examples = examples;
  }

  int inputs() {
    return sizes[0];
  }

  int outputs() {
    return sizes[sizes.length - 1];
  }
}
