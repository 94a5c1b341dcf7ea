package dev.gradus.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Takes the records of an embedding program, gives them as a source: maps by name, or Java records, in a collection, a stream or a publisher.
 *
 * <p>The columns of Java records are their components, whose types are declared where they are numbers, booleans, times or enumerations. The columns of maps
 * are the names in the first 1,000 maps, in the order in which they appear; a name that is not in a map is a missing value, and a new name after those is a
 * {@link DataException} with the number of the record. A cell is null, a text, a character, a number, a boolean, an enumeration, a UUID, of {@code java.time},
 * a {@code java.util.Date}, or an {@code Optional} of one of these.
 *
 * <p>A collection may be opened again and again; a stream or publisher once, and it is closed or cancelled with the reader.
 *
 * <pre>{@code
 * record Sale(double price, String region, LocalDate sold) {}
 * Table table = RecordTable.of(RecordsSource.of(Sale.class, sales)).table(TableOptions.standard());
 * }</pre>
 */
public final class RecordsSource implements RecordSource {
  private interface Opener {
    Opened open() throws IOException;
  }

  /** Records one after the other, and what is to be closed after them. */
  record Opened(Iterator<?> records, Closeable end) {}

  private final String name;
  private final Optional<Class<? extends Record>> kind;
  private final Opener opener;

  private RecordsSource(String name, Optional<Class<? extends Record>> kind, Opener opener) {
    this.name = name;
    this.kind = kind;
    this.opener = opener;
  }

  /** Maps in a collection, which may be read again. @param maps kept */
  public static RecordsSource of(Iterable<? extends Map<String, ?>> maps) {
    return new RecordsSource("maps", Optional.empty(), () -> new Opened(maps.iterator(), () -> {}));
  }

  /** Maps in a stream. @param maps kept, and closed with the reader */
  public static RecordsSource of(Stream<? extends Map<String, ?>> maps) {
    return new RecordsSource("maps", Optional.empty(), once("stream", () -> new Opened(maps.iterator(), maps::close)));
  }

  /** Maps that are published; at most 256 are asked for ahead. @param maps kept */
  public static RecordsSource of(Flow.Publisher<? extends Map<String, ?>> maps) {
    return new RecordsSource("maps", Optional.empty(), once("publisher", () -> subscribed(maps)));
  }

  /** Java records in a collection, which may be read again. @param records kept */
  public static <R extends Record> RecordsSource of(Class<R> kind, Iterable<? extends R> records) {
    return new RecordsSource(kind.getSimpleName(), Optional.of(kind), () -> new Opened(records.iterator(), () -> {}));
  }

  /** Java records in a stream. @param records kept, and closed with the reader */
  public static <R extends Record> RecordsSource of(Class<R> kind, Stream<? extends R> records) {
    return new RecordsSource(kind.getSimpleName(), Optional.of(kind), once("stream", () -> new Opened(records.iterator(), records::close)));
  }

  /** Java records that are published; at most 256 are asked for ahead. @param records kept */
  public static <R extends Record> RecordsSource of(Class<R> kind, Flow.Publisher<? extends R> records) {
    return new RecordsSource(kind.getSimpleName(), Optional.of(kind), once("publisher", () -> subscribed(records)));
  }

  /** The same under a name for messages. */
  public RecordsSource named(String other) {
    return new RecordsSource(Shown.visible(other), kind, opener);
  }

  private static Opened subscribed(Flow.Publisher<?> publisher) {
    Subscription records = new Subscription();
    publisher.subscribe(records);
    return new Opened(records, records);
  }

  private static Opener once(String what, Opener opener) {
    AtomicBoolean taken = new AtomicBoolean();
    return () -> {
      if (taken.getAndSet(true)) throw new IllegalStateException("the " + what + " of records has been read already; a " + what + " can be read once");
      return opener.open();
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RecordReader open() throws IOException {
    Opened opened = opener.open();
    try {
      return kind.isPresent() ? new ObjectReader(name, kind.get(), opened) : new MapReader(name, opened);
    } catch (IOException | RuntimeException | Error e) {
      opened.end().close();
      throw e;
    }
  }

  /** Empty: objects change unseen. */
  @Override
  public Optional<String> fingerprint() {
    return Optional.empty();
  }
}
