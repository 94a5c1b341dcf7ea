package dev.gradus.train;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Takes callbacks, gives them one whose exceptions do not reach the run: who throws one is not called again. */
final class Listeners implements Callback {
  private final List<Callback> callbacks;
  private final List<RuntimeException> failures = new ArrayList<>();

  Listeners(List<Callback> callbacks) {
    this.callbacks = new ArrayList<>(callbacks);
  }

  @Override
  public void begins(Parameters theta, Dataset prepared) {
    each(callback -> callback.begins(theta, prepared));
  }

  @Override
  public void step(int epoch, int batch, int batches, double loss) {
    for (int c = 0; c < callbacks.size(); c++) {
      try {
        callbacks.get(c).step(epoch, batch, batches, loss);
      } catch (RuntimeException e) {
        remove(c--, e);
      }
    }
  }

  @Override
  public void resumed(List<EpochRecord> epochs, List<String> others) {
    each(callback -> callback.resumed(epochs, others));
  }

  @Override
  public void epoch(EpochRecord record) {
    each(callback -> callback.epoch(record));
  }

  @Override
  public void diverged(DivergedException what, Divergence reaction) {
    each(callback -> callback.diverged(what, reaction));
  }

  @Override
  public boolean wantsEnd() {
    boolean[] end = new boolean[1];
    each(callback -> end[0] |= callback.wantsEnd());
    return end[0];
  }

  private void each(Consumer<Callback> call) {
    for (int c = 0; c < callbacks.size(); c++) {
      try {
        call.accept(callbacks.get(c));
      } catch (RuntimeException e) {
        remove(c--, e);
      }
    }
  }

  private void remove(int callback, RuntimeException failure) {
    callbacks.remove(callback);
    failures.add(failure);
  }

  /** What the callbacks threw, in order. */
  List<RuntimeException> failures() {
    return failures;
  }
}
