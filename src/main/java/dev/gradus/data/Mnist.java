package dev.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Takes a folder, gives MNIST from it: what the folder lacks of the four files is first downloaded to it from public mirrors.
 *
 * <p>A file takes its place whole and with the right SHA-256, or not at all; several processes may download to one folder at the same time.
 */
public final class Mnist {
  /** Where the files are fetched from, in this order. */
  public static final List<URI> MIRRORS = List.of(URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
      URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"));

  /** SHA-256 of the unpacked files; packing differs from mirror to mirror. */
  private static final Map<String, String> SUMS = new LinkedHashMap<>();

  static {
    SUMS.put(IdxFolder.TRAIN_IMAGES, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
    SUMS.put(IdxFolder.TRAIN_LABELS, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
    SUMS.put(IdxFolder.TEST_IMAGES, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
    SUMS.put(IdxFolder.TEST_LABELS, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");
  }

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration STALL = Duration.ofSeconds(30);
  /** The largest file has 47 MB unpacked. */
  private static final long LARGEST = 64L << 20;

  private final Map<String, String> sums;
  private final List<URI> mirrors;
  private final Duration stall;
  private final long largest;
  private final Consumer<String> progress;
  private final HttpClient client;

  /**
   * @param sums SHA-256 of each unpacked file, by its name without .gz, in the order to fetch them
   * @param mirrors tried in turn; one that fails goes to the back for the files that follow
   * @param stall how long to wait for an answer, or for more of it
   * @param largest bytes of a file, packed and unpacked, at most
   */
  Mnist(Map<String, String> sums, List<URI> mirrors, Duration stall, long largest, Consumer<String> progress) {
    this.sums = sums;
    this.mirrors = new ArrayList<>(mirrors);
    this.stall = stall;
    this.largest = largest;
    this.progress = progress;
    client = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL).build();
  }

  /** MNIST in a folder, fetched from {@link #MIRRORS} where files are missing; see the other {@code open}. */
  public static IdxFolder open(Path folder, Consumer<String> progress) throws IOException {
    return open(folder, MIRRORS, progress);
  }

  /**
   * MNIST in a folder. A file that is there, plain or gzip, is left alone, and its sum is not checked.
   *
   * @param mirrors what the names of the files, with .gz, are put after; tried in turn; empty to fetch nothing
   * @param progress is told "downloading FILE from HOST" before each attempt
   * @throws NoSuchFileException when a file is missing and no mirror gives it; says which files to put where, and what each mirror did
   * @throws InterruptedIOException when the thread is interrupted; it stays interrupted
   * @throws FileSystemException when the folder cannot be written
   */
  public static IdxFolder open(Path folder, List<URI> mirrors, Consumer<String> progress) throws IOException {
    if (missing(folder, SUMS).isEmpty()) return IdxFolder.openDigits(folder);
    return new Mnist(SUMS, mirrors, STALL, LARGEST, progress).in(folder);
  }

  IdxFolder in(Path folder) throws IOException {
    try {
      for (String name : missing(folder, sums)) fetch(folder, name);
    } catch (InterruptedException | ClosedByInterruptException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while downloading MNIST to " + folder);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      FileSystemException unwritable = new FileSystemException(folder.toString(), null, "MNIST cannot be downloaded to this folder ("
          + reason(e) + "); see that it can be written and has room, or choose another");
      unwritable.initCause(e);
      throw unwritable;
    }
    return IdxFolder.openDigits(folder);
  }

  private static List<String> missing(Path folder, Map<String, String> sums) {
    return sums.keySet().stream().filter(name -> IdxFolder.find(folder, name).isEmpty()).toList();
  }

  private void fetch(Path folder, String name) throws IOException, InterruptedException {
    if (!mirrors.isEmpty()) Files.createDirectories(folder);
    Map<URI, String> reasons = new LinkedHashMap<>();
    for (URI mirror : List.copyOf(mirrors)) {
      progress.accept("downloading " + name + ".gz from " + mirror.getAuthority());
      try {
        fetch(folder, name, mirror);
        return;
      } catch (MirrorException e) {
        reasons.put(mirror, e.getMessage());
        mirrors.remove(mirror);
        mirrors.add(mirror);
      }
    }
    String files = missing(folder, sums).stream().map(file -> file + ".gz").collect(Collectors.joining(", "));
    String why = reasons.entrySet().stream().map(e -> e.getKey().getAuthority() + ": " + e.getValue()).collect(Collectors.joining("; "));
    throw new NoSuchFileException(folder.toString(), null, "MNIST is not all there, and it could not be downloaded ("
        + (why.isEmpty() ? "no mirror given" : why) + "); put these files into the folder, with or without .gz: " + files);
  }

  private void fetch(Path folder, String name, URI mirror) throws IOException, InterruptedException, MirrorException {
    Path target = folder.resolve(name + ".gz");
    // Not Files.createTempFile, whose files nobody else may read.
    Path part = folder.resolve(name + "." + UUID.randomUUID() + ".part");
    // For an end by a signal, where no finally is run.
    part.toFile().deleteOnExit();
    try {
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        download(URI.create(mirror + (mirror.toString().endsWith("/") ? "" : "/") + name + ".gz"), out);
        out.force(true);
      }
      check(part, sums.get(name));
      move(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void download(URI from, FileChannel to) throws IOException, InterruptedException, MirrorException {
    Arrivals arrivals = new Arrivals();
    // No HttpRequest.timeout: since JDK 26 it ends the whole transfer, however well it goes.
    CompletableFuture<HttpResponse<Arrivals>> exchange = client.sendAsync(HttpRequest.newBuilder(from).build(), head -> arrivals);
    try {
      int status = exchange.get(stall.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status != 200) throw new MirrorException("answered with HTTP status " + status);
      long bytes = 0;
      for (List<ByteBuffer> some = arrivals.next(stall); some != Arrivals.END; some = arrivals.next(stall)) {
        for (ByteBuffer buffer : some) {
          bytes += buffer.remaining();
          if (bytes > largest) throw new MirrorException("sent more than " + largest + " bytes");
          while (buffer.hasRemaining()) to.write(buffer);
        }
      }
    } catch (ExecutionException e) {
      throw new MirrorException(reason(e.getCause()));
    } catch (TimeoutException e) {
      throw new MirrorException("sent nothing for " + stall.toMillis() / 1000.0 + " s");
    } finally {
      exchange.cancel(true);
      arrivals.cancel();
    }
  }

  /** Reads back what is on disk, as it will be read later. */
  private void check(Path file, String sum) throws IOException, MirrorException {
    MessageDigest digest = Fingerprint.sha256();
    long bytes = 0;
    try (InputStream raw = Files.newInputStream(file); InputStream in = new GZIPInputStream(raw, 1 << 16)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        if (bytes > largest) throw new MirrorException("sent a file of more than " + largest + " bytes unpacked");
        digest.update(buffer, 0, n);
      }
    } catch (EOFException | ZipException e) {
      throw new MirrorException("sent " + Files.size(file) + " bytes that are not a whole gzip file (" + reason(e) + ")");
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(sum)) throw new MirrorException("sent a file with SHA-256 " + found + ", expected " + sum);
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Windows does not replace a file that is being read: then another process has brought it.
      if (!Files.exists(target)) throw e;
    }
  }

  private static String reason(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().replaceAll("\\s+", " ");
    // Some of them have no text but the path.
    if (e instanceof FileSystemException f && f.getReason() == null) return e.getClass().getSimpleName() + ": " + message;
    if (e instanceof ConnectException) return message.isEmpty() ? "cannot be reached" : "cannot be reached (" + message + ")";
    return message.isEmpty() ? e.getClass().getSimpleName() : message;
  }

  /** Why a mirror did not give a file; the next one may. */
  private static final class MirrorException extends Exception {
    private static final long serialVersionUID = 1;

    MirrorException(String reason) {
      super(reason);
    }
  }

  /** The body of an answer, piece by piece. The client's own stream waits without limit, and in JDK 17 through interrupts too. */
  private static final class Arrivals implements HttpResponse.BodySubscriber<Arrivals> {
    static final List<ByteBuffer> END = List.of(ByteBuffer.allocate(0));

    private final BlockingQueue<List<ByteBuffer>> pieces = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;
    private volatile Throwable failure;

    /** The next piece, or END. */
    List<ByteBuffer> next(Duration patience) throws InterruptedException, TimeoutException, MirrorException {
      List<ByteBuffer> piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (piece == null) throw new TimeoutException();
      if (piece != END) {
        subscription.request(1);
      } else if (failure != null) {
        throw new MirrorException("broke off (" + reason(failure) + ")");
      }
      return piece;
    }

    void cancel() {
      if (subscription != null) subscription.cancel();
    }

    @Override
    public CompletionStage<Arrivals> getBody() {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
      pieces.add(piece);
    }

    @Override
    public void onError(Throwable failure) {
      this.failure = failure;
      pieces.add(END);
    }

    @Override
    public void onComplete() {
      pieces.add(END);
    }
  }
}
