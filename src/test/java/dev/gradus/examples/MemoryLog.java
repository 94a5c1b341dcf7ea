package dev.gradus.examples;

import dev.gradus.examples.Consumer.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes rows into partitions, gives consumers that start at what is committed: a broker in memory. */
public final class MemoryLog {
  private final List<List<Map<String, Object>>> partitions;
  private long[] committed;

  public MemoryLog(int partitions) {
    this.partitions = IntStream.range(0, partitions).<List<Map<String, Object>>>mapToObj(p -> new ArrayList<>()).toList();
    committed = new long[partitions];
  }

  public synchronized void append(int partition, Map<String, Object> row) {
    partitions.get(partition).add(row);
    notifyAll();
  }

  /** For each partition the offset of the first message that is not committed. */
  public synchronized long[] committed() {
    return committed.clone();
  }

  /** A consumer of all partitions. @param most messages that one poll gives */
  public Consumer consumer(int most) {
    return new MemoryConsumer(most);
  }

  private final class MemoryConsumer implements Consumer {
    private final int most;
    private final long[] next = committed();
    private int turn;
    private boolean paused;

    MemoryConsumer(int most) {
      this.most = most;
    }

    @Override
    public List<Message> poll(Duration wait) throws InterruptedException {
      long end = System.nanoTime() + wait.toNanos();
      synchronized (MemoryLog.this) {
        List<Message> messages = polled();
        for (long left = wait.toNanos(); messages.isEmpty() && left > 0; left = end - System.nanoTime()) {
          MemoryLog.this.wait(left / 1_000_000, (int) (left % 1_000_000));
          messages = polled();
        }
        return messages;
      }
    }

    /** Of the next partition that has some. */
    private List<Message> polled() {
      List<Message> messages = new ArrayList<>();
      for (int k = 0; k < next.length && messages.isEmpty() && !paused; k++) {
        int p = turn++ % next.length;
        while (messages.size() < most && next[p] < partitions.get(p).size()) {
          messages.add(new Message(p, next[p], partitions.get(p).get((int) next[p])));
          next[p]++;
        }
      }
      return messages;
    }

    @Override
    public void commit() {
      synchronized (MemoryLog.this) {
        committed = next.clone();
      }
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
    }

    @Override
    public void close() {}
  }
}
