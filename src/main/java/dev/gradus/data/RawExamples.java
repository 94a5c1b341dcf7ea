package dev.gradus.data;

import java.util.List;

/** Takes a data set, gives the inputs of one example after the other. */
final class RawExamples implements RawRows {
  private final Dataset data;
  private int next;

  RawExamples(Dataset data) {
    this.data = data;
  }

  @Override
  public List<String> kept() {
    return List.of();
  }

  @Override
  public boolean next(double[] to) {
    if (next == data.size()) return false;
    data.inputs(next++, to);
    return true;
  }

  @Override
  public Object[] cells() {
    return new Object[0];
  }

  @Override
  public String source() {
    return data.source();
  }

  @Override
  public void whenWaiting(Runnable action) {}

  @Override
  public List<String> notices() {
    return List.of();
  }

  @Override
  public void close() {}
}
