package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsSourceTest {
  private record Sale(double price, Integer count, boolean paid, DayOfWeek day, String region, LocalDate sold, Optional<String> note, Object other) {}

  private record Nothing() {}

  private static final Sale FIRST = new Sale(1.5, 2, true, DayOfWeek.FRIDAY, "north", LocalDate.of(2024, 2, 29), Optional.of("late"), 7L);
  private static final Sale SECOND = new Sale(2.5, null, false, DayOfWeek.MONDAY, null, null, Optional.empty(), null);

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    return map;
  }

  @Test
  void recordsHaveTheColumnsOfTheirClass() throws IOException {
    RecordsSource source = RecordsSource.of(Sale.class, List.of(FIRST, SECOND));
    try (RecordReader reader = source.open()) {
      assertThat(reader.names()).containsExactly("price", "count", "paid", "day", "region", "sold", "note", "other");
      assertThat(IntStream.range(0, 8).mapToObj(c -> reader.type(c).map(ColumnType::word).orElse("?")))
          .containsExactly("number", "number", "boolean", "category", "?", "time", "?", "?");
    }
    assertThat(JdbcSourceTest.rows(source)).containsExactly(Arrays.asList(1.5, 2, true, "FRIDAY", "north", LocalDate.of(2024, 2, 29), "late", 7L),
        Arrays.asList(2.5, null, false, "MONDAY", null, null, null, null));
    assertThat(source.name()).isEqualTo("Sale");
    assertThat(source.fingerprint()).isEmpty();
  }

  @Test
  void noRecordsStillHaveColumns() throws IOException {
    try (RecordReader reader = RecordsSource.of(Sale.class, List.of()).open()) {
      assertThat(reader.names()).hasSize(8);
      assertThat(reader.next()).isFalse();
    }
    assertThatThrownBy(() -> RecordsSource.of(Nothing.class, List.of(new Nothing())).open()).isInstanceOf(DataException.class)
        .hasMessage("Nothing: the records have no columns; at least one is expected.");
  }

  @Test
  void mapsHaveTheNamesOfTheFirstThousand() throws IOException {
    List<Map<String, Object>> maps = new ArrayList<>();
    maps.add(map("b", 1, "a", "x"));
    for (int i = 2; i < 1000; i++) maps.add(map("a", "y"));
    maps.add(map("c", true));
    maps.add(map("b", 2));
    try (RecordReader reader = RecordsSource.of(maps).open()) {
      assertThat(reader.names()).containsExactly("b", "a", "c");
    }
    List<List<Object>> rows = JdbcSourceTest.rows(RecordsSource.of(maps));
    assertThat(rows).hasSize(1001);
    assertThat(rows.get(0)).containsExactly(1, "x", null);
    assertThat(rows.get(999)).containsExactly(null, null, true);
    assertThat(rows.get(1000)).containsExactly(2, null, null);
  }

  @Test
  void aLateNameIsToldWithItsRecord() {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (int i = 0; i < 1000; i++) maps.add(map("a", i));
    maps.add(map("a", 1));
    maps.add(map("a", 1, "z", 2));
    assertThatThrownBy(() -> JdbcSourceTest.rows(RecordsSource.of(maps).named("sales"))).isInstanceOf(DataException.class)
        .hasMessage("sales record 1002: the name \"z\" is in none of the first 1,000 records, whose names are a. Put it into the first record, with null for a "
            + "missing value, or leave it out.");
  }

  @Test
  void recordsThatAreNoneAreTold() {
    Map<String, Object> nameless = map(" ", 1);
    assertThatThrownBy(() -> RecordsSource.of(Arrays.asList(map("a", 1), null)).open()).isInstanceOf(DataException.class)
        .hasMessage("maps record 2: the record is null. Leave it out.");
    assertThatThrownBy(() -> RecordsSource.of(List.of(nameless)).open()).isInstanceOf(DataException.class)
        .hasMessageStartingWith("maps record 1: a name is empty");
    assertThatThrownBy(() -> RecordsSource.of(List.<Map<String, Object>>of()).open()).isInstanceOf(DataException.class)
        .hasMessage("maps: the records have no columns; at least one is expected.");
    assertThatThrownBy(() -> JdbcSourceTest.rows(RecordsSource.of(Sale.class, Arrays.asList(FIRST, null)))).isInstanceOf(DataException.class)
        .hasMessage("Sale record 2: the record is null. Leave it out.");
    assertThatThrownBy(() -> JdbcSourceTest.rows(RecordsSource.of(List.of(map("a", 1), map("a", List.of(1)))))).isInstanceOf(DataException.class)
        .hasMessageStartingWith("maps record 2, column \"a\": the value is of java.util.ImmutableCollections$List12; numbers, booleans, times and text are "
            + "read.");
  }

  static Stream<Arguments> values() {
    UUID id = UUID.randomUUID();
    LocalDateTime time = LocalDateTime.of(2024, 3, 31, 2, 30);
    return Stream.of(Arguments.of('x', "x"), Arguments.of(new StringBuilder("x"), "x"), Arguments.of(DayOfWeek.MONDAY, "MONDAY"),
        Arguments.of(id, id.toString()), Arguments.of(BigInteger.TEN, BigInteger.TEN),
        Arguments.of(Optional.of(Optional.of(3)), 3), Arguments.of(OptionalDouble.of(0.5), 0.5),
        Arguments.of(OptionalDouble.empty(), null), Arguments.of(Timestamp.valueOf(time), time),
        Arguments.of(java.sql.Date.valueOf("2024-03-31"), LocalDate.of(2024, 3, 31)), Arguments.of(new Date(1500), Instant.ofEpochMilli(1500)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesBecomeCells(Object value, Object cell) throws IOException {
    assertThat(JdbcSourceTest.rows(RecordsSource.of(List.of(map("a", value)))).get(0).get(0)).isEqualTo(cell);
  }

  @Test
  void collectionsAreReadAgainAndStreamsOnce() throws IOException {
    RecordsSource list = RecordsSource.of(List.of(map("a", 1)));
    assertThat(JdbcSourceTest.rows(list)).isEqualTo(JdbcSourceTest.rows(list));
    AtomicBoolean closed = new AtomicBoolean();
    RecordsSource stream = RecordsSource.of(Sale.class, Stream.of(FIRST, SECOND).onClose(() -> closed.set(true)));
    assertThat(JdbcSourceTest.rows(stream)).hasSize(2);
    assertThat(closed).isTrue();
    assertThatThrownBy(stream::open).isInstanceOf(IllegalStateException.class)
        .hasMessage("the stream of records has been read already; a stream can be read once");
  }

  /** Publishes numbers on a thread of its own, as many as were asked for, and counts what happens. */
  private static final class Numbers implements Flow.Publisher<Map<String, Object>>, Flow.Subscription {
    private final int count;
    private final Optional<Exception> end;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicLong mostAsked = new AtomicLong();
    private Flow.Subscriber<? super Map<String, Object>> subscriber;

    Numbers(int count, Optional<Exception> end) {
      this.count = count;
      this.end = end;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Map<String, Object>> to) {
      subscriber = to;
      Thread thread = new Thread(this::publish);
      thread.setDaemon(true);
      thread.start();
    }

    private void publish() {
      subscriber.onSubscribe(this);
      for (int i = 0; i < count && !cancelled.get(); i++) {
        while (sent.get() >= asked.get() && !cancelled.get()) Thread.onSpinWait();
        mostAsked.accumulateAndGet(asked.get() - sent.get(), Math::max);
        sent.incrementAndGet();
        subscriber.onNext(map("a", i));
      }
      if (cancelled.get()) return;
      end.ifPresentOrElse(subscriber::onError, subscriber::onComplete);
    }

    @Override
    public void request(long n) {
      asked.addAndGet(n);
    }

    @Override
    public void cancel() {
      cancelled.set(true);
    }
  }

  @Test
  @Timeout(30)
  void aPublisherIsReadWithBoundedDemand() throws IOException {
    Numbers publisher = new Numbers(10_000, Optional.empty());
    RecordsSource source = RecordsSource.of(publisher);
    try (RecordReader reader = source.open()) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.cell(0)).isEqualTo(i);
      }
      assertThat(reader.next()).isFalse();
      assertThat(reader.next()).isFalse();
    }
    assertThat(publisher.mostAsked).hasValueLessThanOrEqualTo(Subscription.ROOM);
    assertThatThrownBy(source::open).isInstanceOf(IllegalStateException.class)
        .hasMessage("the publisher of records has been read already; a publisher can be read once");
  }

  @Test
  @Timeout(30)
  void aSlowReaderHoldsThePublisherBack() throws IOException, InterruptedException {
    Numbers publisher = new Numbers(Integer.MAX_VALUE, Optional.empty());
    try (RecordReader reader = RecordsSource.of(publisher).open()) {
      for (int i = 0; i < 1500; i++) reader.next();
      long most = 1500 + Subscription.ROOM;
      for (int i = 0; i < 20; i++) {
        Thread.sleep(5);
        assertThat(publisher.sent).hasValueLessThanOrEqualTo(most);
      }
      assertThat(publisher.cancelled).isFalse();
    }
    assertThat(publisher.cancelled).isTrue();
  }

  @Test
  @Timeout(30)
  void theErrorOfAPublisherIsTheReaders() throws IOException {
    Exception trouble = new IllegalStateException("the broker went away");
    try (RecordReader reader = RecordsSource.of(new Numbers(1200, Optional.of(trouble))).named("topic").open()) {
      for (int i = 0; i < 1200; i++) assertThat(reader.next()).isTrue();
      assertThatThrownBy(reader::next).isInstanceOf(IOException.class).hasMessage("topic: the publisher failed: the broker went away").hasCause(trouble);
    }
    DataException told = new DataException("topic", "bad data");
    assertThatThrownBy(() -> RecordsSource.of(new Numbers(3, Optional.of(told))).open()).isSameAs(told);
  }

  @Test
  @Timeout(30)
  void aPublisherThatSendsMoreThanWasAskedForIsRefused() {
    Flow.Publisher<Map<String, Object>> rude = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
      @Override
      public void request(long n) {
        for (int i = 0; i <= Subscription.ROOM + 10; i++) subscriber.onNext(map("a", i));
      }

      @Override
      public void cancel() {}
    });
    assertThatThrownBy(() -> RecordsSource.of(rude).open()).isInstanceOf(IOException.class)
        .hasMessage("maps: the publisher failed: more records came than were asked for");
  }

  @Test
  @Timeout(30)
  void waitingCanBeInterrupted() throws InterruptedException {
    List<Throwable> thrown = new ArrayList<>();
    Thread waiting = new Thread(() -> {
      thrown.add(catchThrowable(() -> RecordsSource.of((Flow.Publisher<Map<String, Object>>) subscriber -> {}).open()));
      thrown.add(Thread.currentThread().isInterrupted() ? new InterruptedException() : new AssertionError());
    });
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) Thread.sleep(1);
    waiting.interrupt();
    waiting.join();
    assertThat(thrown.get(0)).isInstanceOf(InterruptedIOException.class);
    assertThat(thrown.get(1)).isInstanceOf(InterruptedException.class);
  }

  @Test
  @Timeout(30)
  void thePublisherOfTheJdkIsReadWhole() throws IOException {
    try (SubmissionPublisher<Sale> publisher = new SubmissionPublisher<>()) {
      Thread feeding = new Thread(() -> {
        while (!publisher.hasSubscribers()) Thread.onSpinWait();
        for (int i = 0; i < 5000; i++) publisher.submit(i % 2 == 0 ? FIRST : SECOND);
        publisher.close();
      });
      feeding.start();
      assertThat(JdbcSourceTest.rows(RecordsSource.of(Sale.class, publisher))).hasSize(5000).last().asList().first().isEqualTo(2.5);
    }
  }
}
