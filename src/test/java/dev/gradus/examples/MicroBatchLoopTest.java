package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.examples.Consumer.Message;
import dev.gradus.examples.MicroBatchLoop.Answer;
import dev.gradus.model.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MicroBatchLoopTest {
  private static final int SIZE = 64;
  private static final int MOST = 40;
  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path folder;
  private static Model model;

  @BeforeAll
  static void train() throws Exception {
    model = StreamPipeline.train(StreamPipeline.reports(1, 500));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static Map<String, Object> row(int partition, int i) {
    Map<String, Object> row = new HashMap<>();
    row.put("kind", i % 2 == 0 ? "PUMP" : "FAN");
    row.put("temperature", 20 + (i + partition) % 80);
    row.put("vibration", i % 9 == 0 ? null : i % 10 / 2.0);
    row.put("serviced", LocalDate.of(2024, 1 + i % 12, 1));
    return row;
  }

  private static MemoryLog log(int partitions, int messages) {
    MemoryLog log = new MemoryLog(partitions);
    for (int i = 0; i < messages; i++) {
      for (int p = 0; p < partitions; p++) log.append(p, row(p, i));
    }
    return log;
  }

  private static Thread started(Runnable loop) {
    Thread thread = new Thread(loop, "loop");
    thread.start();
    return thread;
  }

  private static List<Answer> taken(BlockingQueue<Answer> answers, int count) throws InterruptedException {
    List<Answer> all = new ArrayList<>();
    while (all.size() < count) {
      Answer answer = answers.poll(20, TimeUnit.SECONDS);
      assertThat(answer).as("answer %d of %d", all.size() + 1, count).isNotNull();
      all.add(answer);
    }
    return all;
  }

  private static List<Long> offsets(List<Answer> answers, int partition) {
    return answers.stream().map(Answer::message).filter(message -> message.partition() == partition).map(Message::offset).toList();
  }

  private static List<Long> upTo(long count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static void assertRight(List<Answer> answers) {
    for (Answer answer : answers) assertThat(answer.prediction()).contains(model.predict(answer.message().row()));
  }

  /** A consumer that is watched, and that may break when it is to commit. */
  private static final class Watched implements Consumer {
    final Consumer consumer;
    final AtomicInteger polls = new AtomicInteger();
    final AtomicInteger polled = new AtomicInteger();
    final AtomicInteger pauses = new AtomicInteger();
    final AtomicInteger resumes = new AtomicInteger();
    final AtomicInteger commits = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    volatile int breaksAt = Integer.MAX_VALUE;

    Watched(MemoryLog log) {
      consumer = log.consumer(MOST);
    }

    @Override
    public List<Message> poll(Duration wait) throws InterruptedException {
      List<Message> messages = consumer.poll(wait);
      polled.addAndGet(messages.size());
      polls.incrementAndGet();
      return messages;
    }

    @Override
    public void commit() {
      if (commits.incrementAndGet() == breaksAt) throw new IllegalStateException("the broker is gone");
      consumer.commit();
    }

    @Override
    public void pause() {
      pauses.incrementAndGet();
      consumer.pause();
    }

    @Override
    public void resume() {
      resumes.incrementAndGet();
      consumer.resume();
    }

    @Override
    public void close() {
      closes.incrementAndGet();
      consumer.close();
    }
  }

  @Test
  void nothingIsLostOrReorderedWithinAPartition() throws Exception {
    MemoryLog log = new MemoryLog(3);
    Watched consumer = new Watched(log);
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(100);
    MicroBatchLoop loop = new MicroBatchLoop(consumer, model, answers, SIZE, SOON);
    Thread thread = started(loop);
    IntStream.range(0, 3).forEach(p -> started(() -> IntStream.range(0, 2000).forEach(i -> log.append(p, row(p, i)))));

    List<Answer> all = taken(answers, 6000);
    loop.stop();
    thread.join();

    for (int p = 0; p < 3; p++) assertThat(offsets(all, p)).isEqualTo(upTo(2000));
    assertRight(all);
    assertThat(answers).isEmpty();
    assertThat(log.committed()).containsExactly(2000, 2000, 2000);
    assertThat(consumer.closes).hasValue(1);
  }

  @Test
  void aSlowSinkPausesTheConsumerAndMemoryStaysBounded() throws Exception {
    Watched consumer = new Watched(log(2, 2500));
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(50);
    MicroBatchLoop loop = new MicroBatchLoop(consumer, model, answers, SIZE, SOON);
    Thread thread = started(loop);
    int bound = 50 + SIZE - 1 + MOST;

    while (consumer.pauses.get() == 0) Thread.sleep(1);
    int polls = consumer.polls.get();
    while (consumer.polls.get() < polls + 5) Thread.sleep(1);
    assertThat(consumer.polled.get()).as("read while nothing is taken").isBetween(SIZE, bound);
    assertThat(consumer.commits).as("an answer is not handed over yet").hasValue(0);
    List<Answer> all = new ArrayList<>();
    while (all.size() < 5000) {
      all.addAll(taken(answers, 1));
      assertThat(consumer.polled.get() - all.size()).isLessThanOrEqualTo(bound);
    }
    loop.stop();
    thread.join();

    assertThat(offsets(all, 0)).isEqualTo(upTo(2500));
    assertThat(offsets(all, 1)).isEqualTo(upTo(2500));
    assertThat(consumer.resumes).hasValue(consumer.pauses.get());
  }

  @Test
  void aCrashBeforeTheCommitRepeatsAndLosesNothing() throws Exception {
    MemoryLog log = log(2, 500);
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(2000);
    Watched broken = new Watched(log);
    broken.breaksAt = 3;
    Thread crashing = new Thread(new MicroBatchLoop(broken, model, answers, SIZE, SOON));
    List<Throwable> thrown = new ArrayList<>();
    crashing.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
    crashing.start();
    crashing.join();
    assertThat(thrown).singleElement().extracting(Throwable::getMessage).isEqualTo("the broker is gone");
    assertThat(broken.closes).hasValue(1);
    long[] committed = log.committed();
    List<Answer> before = new ArrayList<>();
    answers.drainTo(before);

    MicroBatchLoop loop = new MicroBatchLoop(log.consumer(MOST), model, answers, SIZE, SOON);
    Thread thread = started(loop);
    List<Answer> after = taken(answers, 1000 - (int) LongStream.of(committed).sum());
    loop.stop();
    thread.join();

    assertThat(before.size()).isGreaterThan((int) LongStream.of(committed).sum());
    for (int p = 0; p < 2; p++) {
      assertThat(offsets(before, p)).as("before").isEqualTo(upTo(offsets(before, p).size()));
      assertThat(offsets(after, p)).as("after").isEqualTo(LongStream.range(committed[p], 500).boxed().toList());
    }
    assertRight(after);
    assertThat(log.committed()).containsExactly(500, 500);
    assertThat(answers).isEmpty();
  }

  @Test
  void aBatchThatIsFullDoesNotWaitAndOneThatIsNotDoes() throws Exception {
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(100);
    Watched full = new Watched(log(1, SIZE));
    MicroBatchLoop byCount = new MicroBatchLoop(full, model, answers, SIZE, NEVER);
    Thread thread = started(byCount);
    assertThat(taken(answers, SIZE)).hasSize(SIZE);
    byCount.stop();
    thread.join();
    assertThat(full.commits).hasValue(1);

    Watched few = new Watched(log(1, 3));
    MicroBatchLoop byTime = new MicroBatchLoop(few, model, answers, SIZE, SOON);
    thread = started(byTime);
    assertThat(offsets(taken(answers, 3), 0)).containsExactly(0L, 1L, 2L);
    byTime.stop();
    thread.join();
  }

  /** What was read when the end was asked for is answered and committed. */
  @Test
  void theEndLeavesNothingHalfDone() throws Exception {
    MemoryLog log = log(1, 5);
    Watched consumer = new Watched(log);
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(100);
    MicroBatchLoop loop = new MicroBatchLoop(consumer, model, answers, SIZE, NEVER);
    Thread thread = started(loop);
    while (consumer.polled.get() < 5) Thread.sleep(1);
    loop.stop();
    thread.join();

    assertThat(answers).hasSize(5);
    assertThat(log.committed()).containsExactly(5);
  }

  @Test
  void anInterruptEndsALoopWhoseSinkIsGone() throws Exception {
    MemoryLog log = log(1, 500);
    Watched consumer = new Watched(log);
    Thread thread = started(new MicroBatchLoop(consumer, model, new ArrayBlockingQueue<>(10), SIZE, SOON));
    while (consumer.pauses.get() == 0) Thread.sleep(1);
    thread.interrupt();
    thread.join();

    assertThat(log.committed()).containsExactly(0);
    assertThat(consumer.closes).hasValue(1);
  }

  @Test
  void aRowThatCannotBeReadHoldsNothingUp() throws Exception {
    MemoryLog log = log(1, 10);
    log.append(0, Map.of("kind", "PUMP", "temperature", "hot", "vibration", 1, "serviced", LocalDate.EPOCH));
    log.append(0, row(0, 11));
    BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(100);
    MicroBatchLoop loop = new MicroBatchLoop(log.consumer(MOST), model, answers, 12, SOON);
    Thread thread = started(loop);
    List<Answer> all = taken(answers, 12);
    loop.stop();
    thread.join();

    assertThat(offsets(all, 0)).isEqualTo(upTo(12));
    assertThat(all.get(10).prediction()).isEmpty();
    all.remove(10);
    assertRight(all);
    assertThat(log.committed()).containsExactly(12);
  }

  @Test
  void mainRuns() throws Exception {
    model.save(folder.resolve("m.safetensors"));
    MicroBatchLoop.main(new String[] {folder.resolve("m.safetensors").toString()});
  }
}
