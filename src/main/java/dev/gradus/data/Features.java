package dev.gradus.data;

import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.TextRules;
import java.util.List;
import java.util.Optional;

/** Takes the number of an example, gives its inputs. Immutable; each thread reads through a reader of its own. */
public interface Features {
  /** How many examples there are. */
  int count();

  /** How many numbers an example has. */
  int width();

  /** A reader with buffers of its own, for one thread. */
  Reader reader();

  /** The texts that the codes of category column {@code column} stand for; empty for other columns. */
  default List<String> dictionary(int column) {
    return List.of();
  }

  /** The order of epochs over some examples. @param examples their numbers here, read */
  default EpochOrder order(int[] examples) {
    return EpochOrder.of(examples.length);
  }

  /** What reads ahead in epochs of more than one window; none when everything is in memory. */
  default Optional<ReadAhead> readAhead() {
    return Optional.empty();
  }

  /** What the examples are held in; nothing where that is not known. */
  default List<Held> held() {
    return List.of();
  }

  /** How the texts of the source were read. */
  default TextRules rules() {
    return TextRules.standard();
  }

  /** The same examples as inputs of a network; bytes of images are that already. */
  default Features preparedBy(Preparation preparation) {
    return new PreparedFeatures(this, preparation);
  }

  /** Reads examples, on one thread. */
  interface Reader {
    /** Writes the numbers of an example to {@code to}, as floats. */
    void read(int example, float[] to);

    /** Writes the numbers of an example to {@code to}, as doubles. */
    void read(int example, double[] to);

    /**
     * Reads a little of every cache line of an example, so that memory brings several examples at once while none is needed yet.
     *
     * @return some number that depends on what was read, so that the reading is not left out
     */
    default int touch(int example) {
      return 0;
    }
  }
}
