package dev.gradus.faults;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What this process holds at a moment; as Linux tells it.
 *
 * @param resident bytes in memory
 * @param anonymous those of them that are of no file
 * @param heap bytes of live objects
 * @param arrays buffers of ND4J that are in use or not yet collected; its counters of bytes do not count arrays
 * @param pointers bytes of JavaCPP, to which those of arrays do not belong
 * @param threads of Java
 * @param tasks threads of all kinds
 * @param files open file descriptors
 */
record ProcessFigures(long resident, long anonymous, long heap, long arrays, long pointers, long threads, long tasks, long files) {
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Whether this system tells them. */
  static boolean available() {
    return Files.isReadable(STATUS);
  }

  /** Now, after two collections; meant for a moment at which nobody works. */
  static ProcessFigures now() throws IOException, InterruptedException {
    for (int i = 0; i < 2; i++) {
      System.gc();
      Thread.sleep(200); // the threads of ND4J and JavaCPP free what was found
    }
    List<String> status = Files.readAllLines(STATUS);
    return new ProcessFigures(1024 * status(status, "VmRSS"), 1024 * status(status, "RssAnon"),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), buffers(), Pointer.totalBytes(),
        ManagementFactory.getThreadMXBean().getThreadCount(), status(status, "Threads"), openFiles());
  }

  private static long buffers() {
    try {
      Field references = DeallocatorService.class.getDeclaredField("referenceMap");
      references.setAccessible(true);
      return ((Map<?, ?>) references.get(Nd4j.getDeallocatorService())).size();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long status(List<String> lines, String name) {
    String line = lines.stream().filter(l -> l.startsWith(name + ":")).findFirst().orElseThrow();
    return Long.parseLong(line.substring(name.length() + 1).replace("kB", "").strip());
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "resident %.1f MB (anonymous %.1f), heap %.1f, JavaCPP %.2f, arrays %d, threads %d (tasks %d), files %d", mega(resident),
        mega(anonymous), mega(heap), mega(pointers), arrays, threads, tasks, files);
  }

  private static double mega(long bytes) {
    return bytes / 1048576.0;
  }
}
