package dev.gradus.kernel;

import java.util.random.RandomGenerator;

/**
 * Takes a key such as (seed, epoch, batch, layer) and gives the random numbers of that key, each by its index.
 *
 * <p>The generator is counter-based: draw {@code i} is a pure function of the key and {@code i}. Nothing is
 * global, nothing has to be saved for a resumed run, draws may be made in any order and by any number of threads, and
 * every seed, 0 included, is as good as another. Two different keys give unrelated streams.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014, section 4), used here in counter mode.
 */
public final class Draws {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double TWO_TO_MINUS_53 = 0x1p-53;

  private final long key;

  private Draws(long key) {
    this.key = key;
  }

  /** The stream of a key; the order of the numbers matters, so (1, 2) and (2, 1) are two streams. */
  public static Draws of(long... key) {
    long mixed = mix(key.length);
    for (long part : key) mixed = mix(mixed + GOLDEN_GAMMA + mix(part + GOLDEN_GAMMA));
    return new Draws(mixed);
  }

  /** Draw {@code i} as 64 random bits. */
  public long bits(long i) {
    return mix(key + (i + 1) * GOLDEN_GAMMA);
  }

  /** Draw {@code i}, uniform in [0, 1). */
  public double uniform(long i) {
    return (bits(i) >>> 11) * TWO_TO_MINUS_53;
  }

  /** Draw {@code i}, uniform in [{@code low}, {@code high}). */
  public double uniform(long i, double low, double high) {
    return low + (high - low) * uniform(i);
  }

  /** Draw {@code i} from {0, …, {@code bound} − 1}; the bias is below {@code bound}/2⁶³. */
  public int below(long i, int bound) {
    if (bound < 1) throw new IllegalArgumentException("a bound of " + bound + " leaves nothing to draw; it must be at least 1");
    return (int) Math.multiplyHigh(bits(i) >>> 1, 2L * bound);
  }

  /** Draw {@code i} from N(0, 1); draws 2k and 2k + 1 are the two halves of one Box–Muller transform. */
  public double normal(long i) {
    double angle = angle(i >> 1);
    return radius(i >> 1) * ((i & 1) == 0 ? Math.cos(angle) : Math.sin(angle));
  }

  private double radius(long pair) {
    return Math.sqrt(-2 * Math.log(((bits(2 * pair) >>> 11) + 1) * TWO_TO_MINUS_53));
  }

  private double angle(long pair) {
    return 2 * Math.PI * uniform(2 * pair + 1);
  }

  /** A random order of 0, …, {@code n} − 1, every order equally likely (Fisher–Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** These draws one after another, bits and normal ones from two streams of their own; not to be shared between threads. */
  public RandomGenerator inOrder() {
    Draws bits = of(key);
    return new RandomGenerator() {
      private long nextBits;
      private long nextNormal;

      @Override
      public long nextLong() {
        return bits.bits(nextBits++);
      }

      @Override
      public double nextGaussian() {
        return normal(nextNormal++);
      }
    };
  }

  /** The finaliser of SplitMix64: 64 bits that are all others when one of {@code z} is. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
