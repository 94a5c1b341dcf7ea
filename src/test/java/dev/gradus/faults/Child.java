package dev.gradus.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Takes the words of a command line, gives a process of its own that runs them, with the environment of the tests but for {@code GRADUS_…}. */
final class Child implements AutoCloseable {
  private static final long LONGEST = 300;

  /** Those of the launcher, and what makes a short life shorter. */
  private static final List<String> FLAGS = List.of("-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
      "-Djdk.serialFilter=!*", "-Dorg.nd4j.log.initialization=false", "-XX:-UsePerfData", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m");

  private final Process process;
  private final Path out;
  private final Path err;
  private final long begin;

  private Child(Process process, Path out, Path err, long begin) {
    this.process = process;
    this.out = out;
    this.err = err;
    this.begin = begin;
  }

  /** Starts one. @param place folder for what it prints */
  static Child start(Path place, List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), "dev.gradus.cli.Main"));
    command.addAll(words);
    Path out = Files.createTempFile(place, "out", ".txt");
    Path err = Files.createTempFile(place, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GRADUS_"));
    long begin = System.nanoTime();
    return new Child(builder.start(), out, err, begin);
  }

  long id() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits until so much time after the start. @return whether it still runs then */
  boolean runsAfter(Duration time) throws InterruptedException {
    return !process.waitFor(time.toNanos() - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
  }

  /** Ends it with SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends a signal by the name that {@code kill} knows. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(id())).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }

  /** Its exit code, when it has ended. */
  int code() throws InterruptedException {
    if (process.waitFor(LONGEST, TimeUnit.SECONDS)) return process.exitValue();
    throw new AssertionError("it did not end within " + LONGEST + " s");
  }

  /** How long it took, when it has ended just now. */
  Duration time() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  String out() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  String err() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
