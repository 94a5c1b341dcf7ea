package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from servers on this machine that behave well and badly; stand-in files, with their own sums. */
@Timeout(60)
class MnistTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final int LARGEST = 1 << 20;

  /** What a server does with a request for a file. */
  private interface Answer {
    void to(HttpExchange request, byte[] file) throws IOException;
  }

  /** What a server does with a connection, below HTTP. */
  private interface Talk {
    void on(Socket connection) throws IOException, InterruptedException;
  }

  @TempDir
  Path folder;

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, String> sums = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> servers = new ArrayList<>();

  MnistTest() throws NoSuchAlgorithmException {
    Map<String, byte[]> plain = new LinkedHashMap<>();
    plain.put("train-images-idx3-ubyte", IdxTest.images(300));
    plain.put("train-labels-idx1-ubyte", IdxTest.labels(new int[300]));
    plain.put("t10k-images-idx3-ubyte", IdxTest.images(2));
    plain.put("t10k-labels-idx1-ubyte", IdxTest.labels(9, 0));
    for (Map.Entry<String, byte[]> file : plain.entrySet()) {
      files.put(file.getKey() + ".gz", IdxTest.gzip(file.getValue()));
      sums.put(file.getKey(), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.getValue())));
    }
  }

  @AfterEach
  void closeServers() throws Exception {
    for (AutoCloseable server : servers) server.close();
  }

  private URI server(Answer answer) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", request -> {
      try (request) {
        String name = request.getRequestURI().getPath().replaceAll(".*/", "");
        asked.add(name);
        answer.to(request, files.get(name));
      }
    });
    server.start();
    servers.add(() -> {
      server.stop(0);
      threads.shutdownNow();
    });
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mnist/");
  }

  private static void send(HttpExchange request, byte[] file) throws IOException {
    request.sendResponseHeaders(200, file.length);
    request.getResponseBody().write(file);
  }

  private URI good() throws IOException {
    return server(MnistTest::send);
  }

  /** A server that reads a request and then does what HttpServer would not do. */
  private URI rude(Talk talk) throws IOException {
    ServerSocket socket = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(() -> {
      while (!socket.isClosed()) {
        try (Socket connection = socket.accept()) {
          byte[] request = new byte[4096];
          assertThat(connection.getInputStream().read(request)).isPositive();
          talk.on(connection);
        } catch (IOException e) {
          // The test closes the socket, the client the connection.
        } catch (InterruptedException e) {
          return;
        }
      }
    });
    thread.setDaemon(true);
    thread.start();
    servers.add(() -> {
      socket.close();
      thread.interrupt();
    });
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
  }

  /** Promises the first file, sends half of it. */
  private void sendHalf(Socket connection) throws IOException {
    byte[] file = files.get("train-images-idx3-ubyte.gz");
    OutputStream out = connection.getOutputStream();
    out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + file.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(file, 0, file.length / 2);
    out.flush();
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
  }

  private Mnist mnist(Duration stall, URI... mirrors) {
    return new Mnist(sums, List.of(mirrors), stall, LARGEST, told::add);
  }

  private List<String> inFolder() throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      return there.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertAllThere() throws IOException {
    assertThat(inFolder()).containsExactlyInAnyOrderElementsOf(files.keySet());
    for (String name : files.keySet()) assertThat(folder.resolve(name)).hasBinaryContent(files.get(name));
  }

  /** The first mirror fails with this reason; nothing stays behind; and with a good second mirror it does not matter. */
  private void assertFails(Duration stall, URI mirror, String... reason) throws IOException {
    assertThatThrownBy(() -> mnist(stall, mirror).in(folder)).isInstanceOfSatisfying(NoSuchFileException.class, e ->
        assertThat(e.getMessage()).startsWith(folder + ": ").doesNotContain("\n").contains(mirror.getAuthority() + ": ").contains(reason)
            .endsWith("put these files into the folder, with or without .gz: " + String.join(", ", files.keySet())));
    assertThat(inFolder()).isEmpty();
    IdxFolder idx = mnist(stall, mirror, good()).in(folder);
    assertAllThere();
    assertThat(idx.train().size()).isEqualTo(300);
  }

  @Test
  void whatIsMissingIsDownloadedAndThenRead() throws IOException {
    URI mirror = good();
    IdxFolder idx = mnist(LONG, mirror).in(folder.resolve("new/mnist"));
    assertThat(idx.train().size()).isEqualTo(300);
    assertThat(idx.test().size()).isEqualTo(2);
    assertThat(asked).containsExactlyElementsOf(files.keySet());
    assertThat(told).containsExactlyElementsOf(
        files.keySet().stream().map(file -> "downloading " + file + " from " + mirror.getAuthority()).toList());
    folder = folder.resolve("new/mnist");
    assertAllThere();
  }

  @Test
  void aMirrorMayBeGivenWithoutASlashAtItsEnd() throws IOException {
    mnist(LONG, URI.create(good().toString().replaceAll("/$", ""))).in(folder);
    assertAllThere();
  }

  @Test
  void filesThatAreThereAreLeftAlone() throws IOException {
    Files.write(folder.resolve("train-labels.idx1-ubyte"), IdxTest.labels(new int[300]));
    IdxFolder idx = mnist(LONG, good()).in(folder);
    assertThat(asked).containsExactly("train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
    assertThat(inFolder()).hasSize(4).contains("train-labels.idx1-ubyte").doesNotContain("train-labels-idx1-ubyte.gz");
    assertThat(idx.train().size()).isEqualTo(300);
  }

  @Test
  void aFolderWithAllFilesNeedsNoMirror() throws IOException {
    for (String name : files.keySet()) Files.write(folder.resolve(name), files.get(name));
    assertThat(Mnist.open(folder, List.of(), told::add).test().size()).isEqualTo(2);
    assertThat(told).isEmpty();
  }

  @Test
  void withoutMirrorsTheMissingFilesAreNamed() throws IOException {
    Files.write(folder.resolve("train-labels-idx1-ubyte"), IdxTest.labels(1));
    assertThatThrownBy(() -> Mnist.open(folder, List.of(), told::add)).isInstanceOf(NoSuchFileException.class)
        .hasMessage(folder + ": MNIST is not all there, and it could not be downloaded (no mirror given); put these files into the folder, "
            + "with or without .gz: train-images-idx3-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz");
  }

  @Test
  void aWrongChecksumIsNotAccepted() throws IOException {
    URI mirror = server((request, file) -> send(request, IdxTest.gzip(IdxTest.images(301))));
    assertFails(LONG, mirror, "sent a file with SHA-256 ", ", expected " + sums.get("train-images-idx3-ubyte"));
  }

  @Test
  void anAnswerThatIsNotGzipIsNotAccepted() throws IOException {
    assertFails(LONG, server((request, file) -> send(request, "<html>Please log in</html>".getBytes(StandardCharsets.US_ASCII))),
        "sent 26 bytes that are not a whole gzip file (Not in GZIP format)");
  }

  @Test
  void aShortAnswerThatEndsAsIfItWereWholeIsNotAccepted() throws IOException {
    assertFails(LONG, server((request, file) -> send(request, Arrays.copyOf(file, 40))), "sent 40 bytes that are not a whole gzip file");
  }

  @Test
  void anHttpErrorStatusIsTold() throws IOException {
    assertFails(LONG, server((request, file) -> request.sendResponseHeaders(404, -1)), "answered with HTTP status 404");
  }

  @Test
  void aRedirectIsFollowed() throws IOException {
    URI mirror = good();
    mnist(LONG, server((request, file) -> {
      request.getResponseHeaders().add("Location", mirror + request.getRequestURI().getPath().replaceAll(".*/", ""));
      request.sendResponseHeaders(302, -1);
    })).in(folder);
    assertAllThere();
  }

  @Test
  void aConnectionThatBreaksOffInTheMiddleIsNotAccepted() throws IOException {
    assertFails(LONG, rude(this::sendHalf), "broke off (");
  }

  @Test
  void aConnectionThatIsClosedWithoutAnAnswerIsNotAccepted() throws IOException {
    assertFails(LONG, rude(connection -> {}), "HTTP/1.1 header parser received no bytes");
  }

  @Test
  void aTransferThatStallsIsGivenUp() throws IOException {
    assertFails(SHORT, rude(connection -> {
      sendHalf(connection);
      Thread.sleep(LONG.toMillis());
    }), "sent nothing for 0.7 s");
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws IOException {
    assertFails(SHORT, rude(connection -> Thread.sleep(LONG.toMillis())), "sent nothing for 0.7 s");
  }

  @Test
  void aSlowTransferThatGoesOnIsNotGivenUp() throws IOException {
    Duration stall = Duration.ofSeconds(2);
    mnist(stall, server((request, file) -> {
      int pieces = request.getRequestURI().getPath().contains("train-images") ? 5 : 1;
      request.sendResponseHeaders(200, file.length);
      for (int i = 0; i < pieces; i++) {
        int from = file.length * i / pieces;
        if (i > 0) sleep(stall.toMillis() * 3 / 10);
        request.getResponseBody().write(file, from, file.length * (i + 1) / pieces - from);
        request.getResponseBody().flush();
      }
    })).in(folder);
    assertAllThere();
  }

  @Test
  void anEndlessTransferIsCutOff() throws IOException {
    assertFails(LONG, server((request, file) -> {
      request.sendResponseHeaders(200, 0);
      byte[] zeros = new byte[LARGEST / 4];
      for (int i = 0; i < 1000; i++) request.getResponseBody().write(zeros);
    }), "sent more than " + LARGEST + " bytes");
  }

  @Test
  void aFileThatUnpacksWithoutEndIsCutOff() throws IOException {
    assertFails(LONG, server((request, file) -> send(request, IdxTest.gzip(new byte[LARGEST + 1]))),
        "sent a file of more than " + LARGEST + " bytes unpacked");
  }

  @Test
  void withoutANetworkEveryMirrorHasItsReason() throws IOException {
    URI one = closedPort();
    URI two = server((request, file) -> request.sendResponseHeaders(503, -1));
    assertThatThrownBy(() -> mnist(LONG, one, two).in(folder)).isInstanceOf(NoSuchFileException.class)
        .hasMessageContainingAll(one.getAuthority() + ": cannot be reached", two.getAuthority() + ": answered with HTTP status 503");
    assertThat(inFolder()).isEmpty();
    assertFails(LONG, closedPort(), "cannot be reached");
  }

  @Test
  void aMirrorThatFailedIsNotAskedFirstAgain() throws IOException {
    URI bad = closedPort();
    mnist(LONG, bad, good()).in(folder);
    assertThat(told).hasSize(5).filteredOn(line -> line.endsWith(bad.getAuthority())).hasSize(1);
  }

  @Test
  void whatWasDownloadedBeforeAFailureStaysAndIsNotCalledMissing() throws IOException {
    URI mirror = server((request, file) -> {
      if (request.getRequestURI().getPath().contains("train-images")) {
        send(request, file);
      } else {
        request.sendResponseHeaders(500, -1);
      }
    });
    assertThatThrownBy(() -> mnist(LONG, mirror).in(folder)).isInstanceOf(NoSuchFileException.class).hasMessageContaining("status 500")
        .hasMessageEndingWith(": train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz");
    assertThat(inFolder()).containsExactly("train-images-idx3-ubyte.gz");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNotAMissingInput() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    URI mirror = good();
    assertThatThrownBy(() -> mnist(LONG, mirror).in(file)).isInstanceOfSatisfying(FileSystemException.class, e ->
        assertThat(e.getFile() + ": " + e.getReason()).isEqualTo(e.getMessage())
            .startsWith(file + ": MNIST cannot be downloaded to this folder (").contains("FileAlreadyExistsException: ")
            .endsWith("see that it can be written and has room, or choose another"))
        .isNotInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anInterruptEndsAStalledDownloadAndNothingStaysBehind() throws Exception {
    CountDownLatch halfSent = new CountDownLatch(1);
    URI mirror = rude(connection -> {
      sendHalf(connection);
      halfSent.countDown();
      Thread.sleep(LONG.toMillis());
    });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
    Thread thread = new Thread(() -> {
      try {
        mnist(LONG, mirror).in(folder);
      } catch (Throwable e) {
        thrown.set(e);
      }
      stillInterrupted.set(Thread.currentThread().isInterrupted());
    });
    thread.start();
    assertThat(halfSent.await(20, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join(20_000);
    assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class)
        .hasMessageContaining("interrupted while downloading MNIST to " + folder);
    assertThat(stillInterrupted.get()).isTrue();
    assertThat(inFolder()).isEmpty();
  }

  @Test
  void manyMayDownloadToOneFolderAtOnce() throws Exception {
    URI mirror = good();
    Consumer<String> quiet = line -> {};
    Callable<Integer> download = () -> new Mnist(sums, List.of(mirror), LONG, LARGEST, quiet).in(folder).train().size();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (Future<Integer> size : threads.invokeAll(Collections.nCopies(8, download))) {
        assertThat(size.get()).isEqualTo(300);
      }
    } finally {
      threads.shutdownNow();
    }
    assertAllThere();
  }

  /** The sums in the program are those of the real files. */
  @Test
  void theRealFilesAreAccepted() throws IOException {
    String data = System.getenv("GRADUS_DATA");
    assumeTrue(data != null, "GRADUS_DATA is not set, so there is no MNIST to serve; set it to a folder that holds mnist/");
    for (String name : files.keySet()) files.put(name, Files.readAllBytes(Path.of(data, "mnist", name)));
    assertThat(Mnist.open(folder, List.of(good()), told::add).test().size()).isEqualTo(10_000);
    assertAllThere();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
