package dev.gradus.examples;

import dev.gradus.examples.Consumer.Message;
import dev.gradus.model.Model;
import dev.gradus.prepare.Cells;
import dev.gradus.prepare.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Takes messages from a consumer as Kafka has it, puts predictions into a bounded queue: in micro-batches, each message at least once, those of a partition in
 * their order.
 *
 * <p>A batch is committed when the queue has all of its answers, so what a crash takes away comes again. While the queue is full the consumer is paused and nothing
 * is read: beside the queue no more than one batch is in memory.
 */
public final class MicroBatchLoop implements Runnable {
  private static final Duration TICK = Duration.ofMillis(10);

  /** The prediction for a message; empty when its row cannot be read, which is for the queue of such letters. */
  public record Answer(Message message, Optional<Prediction> prediction) {}

  private final Consumer consumer;
  private final Model model;
  private final BlockingQueue<Answer> answers;
  private final int size;
  private final Duration longest;
  private boolean paused;
  private volatile boolean running = true;

  /** @param size of a batch that waits no longer @param longest that a batch waits for more messages */
  public MicroBatchLoop(Consumer consumer, Model model, BlockingQueue<Answer> answers, int size, Duration longest) {
    this.consumer = consumer;
    this.model = model;
    this.answers = answers;
    this.size = size;
    this.longest = longest;
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    MemoryLog log = new MemoryLog(2);
    for (int i = 0; i < 200; i++) log.append(i % 2, Map.of("kind", "PUMP", "temperature", i % 100, "vibration", i % 7, "serviced", LocalDate.EPOCH));
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(100);
    try (Model model = Model.load(Path.of(words[0]))) {
      MicroBatchLoop loop = new MicroBatchLoop(log.consumer(50), model, answers, 64, Duration.ofMillis(20));
      Thread thread = new Thread(loop);
      thread.start();
      for (int i = 0; i < 200; i++) System.out.println(answers.take());
      loop.stop();
      thread.join();
    }
  }

  /** Until {@link #stop}; an interrupt ends it at once, with the last batch not committed. */
  @Override
  public void run() {
    try (consumer) {
      while (running) {
        List<Message> batch = collected();
        if (batch.isEmpty()) continue;
        for (Answer answer : answered(batch)) put(answer);
        consumer.commit();
        while (paused && running && answers.remainingCapacity() < answers.size()) consumer.poll(TICK);
        if (paused) consumer.resume();
        paused = false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the loop after the batch that is under way. */
  public void stop() {
    running = false;
  }

  private List<Message> collected() throws InterruptedException {
    List<Message> batch = new ArrayList<>();
    long end = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos(); running && batch.size() < size && left > 0; left = end - System.nanoTime()) {
      batch.addAll(consumer.poll(Duration.ofNanos(Math.min(left, TICK.toNanos()))));
    }
    return batch;
  }

  private List<Answer> answered(List<Message> batch) {
    List<Answer> all = new ArrayList<>();
    try {
      List<Prediction> predictions = model.predict(batch.stream().map(message -> Cells.of(message.row())).toList());
      for (Message message : batch) all.add(new Answer(message, Optional.of(predictions.get(all.size()))));
    } catch (IllegalArgumentException oneIsBad) {
      if (batch.size() == 1) return List.of(new Answer(batch.get(0), Optional.empty()));
      for (Message message : batch) all.addAll(answered(List.of(message)));
    }
    return all;
  }

  private void put(Answer answer) throws InterruptedException {
    while (!answers.offer(answer, TICK.toMillis(), TimeUnit.MILLISECONDS)) {
      if (!paused) consumer.pause();
      paused = true;
      consumer.poll(Duration.ZERO);
    }
  }
}
