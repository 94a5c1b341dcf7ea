package dev.gradus.data;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of the test's own: made in a temporary folder, on a free port of the loopback, stopped by its process id. */
final class RealPostgres implements AutoCloseable {
  static final String USER = "gradus";
  static final String PASSWORD = "an Open secret";

  private final Path folder;
  private final int port;

  private RealPostgres(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** The folder of the server's programs; empty when it is not installed, or cannot be started by this user. */
  static Optional<Path> programs() {
    Stream<Path> onPath = Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
    Stream<Path> usual = Stream.of("/usr/lib/postgresql", "/opt/homebrew/opt").map(Path::of).flatMap(RealPostgres::versions).map(p -> p.resolve("bin"));
    return Stream.concat(onPath, usual).filter(p -> Files.isExecutable(p.resolve("initdb")) && Files.isExecutable(p.resolve("postgres"))).findFirst();
  }

  private static Stream<Path> versions(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  static RealPostgres start() throws IOException, InterruptedException {
    Path programs = programs().orElseThrow();
    Path folder = Path.of(run("mktemp", "-d").strip());
    Path word = folder.resolve("word");
    run("sh", "-c", "umask 077; printf '%s' '" + PASSWORD + "' > " + word);
    run(programs.resolve("initdb").toString(), "-D", folder.resolve("data").toString(), "-U", USER, "-A", "scram-sha-256", "--pwfile=" + word, "-E", "UTF8",
        "--locale=C", "--no-sync");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> words = unprivileged(programs.resolve("postgres").toString(), "-D", folder.resolve("data").toString(), "-k", folder.toString(), "-p",
        String.valueOf(port), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off");
    Path log = Files.createTempFile("postgres", ".log");
    log.toFile().deleteOnExit();
    new ProcessBuilder(words).directory(new File("/")).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    RealPostgres server = new RealPostgres(folder, port);
    server.await(log);
    return server;
  }

  private void await(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try (Connection connection = connect()) {
        return;
      } catch (SQLException e) {
        if (System.nanoTime() > end) throw new IllegalStateException("PostgreSQL did not start: " + Files.readString(log), e);
        Thread.sleep(50);
      }
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  int port() {
    return port;
  }

  Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", USER);
    login.setProperty("password", PASSWORD);
    return DriverManager.getConnection(url(), login);
  }

  /** PostgreSQL does not run as root. */
  private static List<String> unprivileged(String... words) {
    List<String> all = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) all.addAll(List.of("runuser", "-u", "postgres", "--"));
    all.addAll(List.of(words));
    return all;
  }

  private static String run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(unprivileged(words)).directory(new File("/")).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new IllegalStateException(String.join(" ", words) + ": " + out);
    return out;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    String id = run("head", "-n", "1", folder.resolve("data").resolve("postmaster.pid").toString()).strip();
    run("kill", "-INT", id);
    ProcessHandle.of(Long.parseLong(id)).ifPresent(server -> server.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    run("rm", "-r", folder.toString());
  }
}
