package dev.gradus.examples;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a loop over messages needs of a consumer; each method is one of KafkaConsumer. */
public interface Consumer extends AutoCloseable {
  /** A row to predict, and its place. */
  record Message(int partition, long offset, Map<String, Object> row) {}

  /** Some messages, those of a partition in order; waits for the first. None comes while paused, but the broker hears that the consumer lives. */
  List<Message> poll(Duration wait) throws InterruptedException;

  /** All messages that were polled are done with. */
  void commit();

  void pause();

  void resume();

  @Override
  void close();
}
