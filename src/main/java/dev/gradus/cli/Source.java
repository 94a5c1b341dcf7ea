package dev.gradus.cli;

import dev.gradus.data.Dataset;
import java.io.IOException;
import java.util.Optional;

/** What a SOURCE on the command line stands for: examples to train on, perhaps others to validate and to test on. Read when asked for. */
interface Source {
  /** All examples for training, the validation examples included. */
  Dataset train() throws IOException;

  /** How many of the last training examples are for validation unless an option says otherwise; empty for a random fraction. */
  default Optional<Integer> lastForValidation() {
    return Optional.empty();
  }

  /** True when there are test examples of their own. */
  default boolean hasTest() {
    return false;
  }

  /** The test examples, or all when there are none of their own. */
  default Dataset test() throws IOException {
    return train();
  }
}
