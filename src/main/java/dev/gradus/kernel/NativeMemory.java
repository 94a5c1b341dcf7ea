package dev.gradus.kernel;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes the process as it is, gives how much native memory its arrays hold, and how much there may be.
 *
 * <p>The limit of a process is what {@value #MOST_OF_PROCESS} says, as the launcher of gradus sets it. JavaCPP holds to it for what it allocates itself, which
 * the arrays of ND4J are not; so it is passed on to ND4J, whose allocator then refuses instead of taking what the machine does not have. Without that
 * property four fifths of the memory of the machine, or of its container, count as the limit, or JavaCPP's own where it is smaller; and ND4J stays as it is.
 */
public final class NativeMemory {
  /** The system property for the most bytes that a process is to have in memory. */
  public static final String MOST_OF_PROCESS = "org.bytedeco.javacpp.maxphysicalbytes";

  private static final String MOST_OF_ARRAYS = "org.bytedeco.javacpp.maxbytes";
  private static final int DEVICE = 0;
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};

  private NativeMemory() {}

  /** The bytes that all arrays hold, whoever made them; views hold none. */
  public static long bytes() {
    return Nd4j.getEnvironment().getDeviceCouner(DEVICE);
  }

  /** The most bytes that the process is to have in memory, its Java heap included. */
  public static long limit() {
    long set = Pointer.maxPhysicalBytes();
    if (isSet(MOST_OF_PROCESS) && set > 0) return set;
    return set > 0 ? Math.min(set, machineLimit()) : machineLimit();
  }

  /** The bytes that are left of {@link #limit} by what the process has in memory now, and of the limit of arrays if there is one. */
  public static long left() {
    long left = limit() - Pointer.physicalBytes();
    if (isSet(MOST_OF_ARRAYS) && Pointer.maxBytes() > 0) left = Math.min(left, Pointer.maxBytes() - bytes());
    return Math.max(0, left);
  }

  /** Four fifths of the memory of the machine, or of the container that the process runs in. Needs no native library. */
  public static long machineLimit() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / 5 * 4;
  }

  /** A number of bytes for people, with three digits: {@code 318 GB}. */
  public static String text(long bytes) {
    int unit = 0;
    double number = bytes;
    for (; number >= 999.5 && unit < UNITS.length - 1; unit++) number /= 1000;
    String digits = unit == 0 || number >= 99.95 ? "%.0f %s" : number >= 9.995 ? "%.1f %s" : "%.2f %s";
    return String.format(Locale.ROOT, digits, number, UNITS[unit]);
  }

  /** Passes a limit that was set on to ND4J, unless that has one. */
  static void passOn() {
    if (Nd4j.getEnvironment().getDeviceLimit(DEVICE) > 0) return;
    if (isSet(MOST_OF_ARRAYS) && Pointer.maxBytes() > 0) {
      Nd4j.getEnvironment().setDeviceLimit(DEVICE, Pointer.maxBytes());
    } else if (isSet(MOST_OF_PROCESS) && Pointer.maxPhysicalBytes() > 0) {
      Nd4j.getEnvironment().setDeviceLimit(DEVICE, Pointer.maxPhysicalBytes());
    }
  }

  /** What to throw when ND4J gave no memory. */
  static OutOfMemoryError refused(RuntimeException e) {
    OutOfMemoryError error = new OutOfMemoryError("the arrays have " + text(bytes()) + " of native memory, " + text(left()) + " of " + text(limit())
        + " are left to the process, and more was asked for");
    error.initCause(e);
    return error;
  }

  /** JavaCPP reads both spellings. */
  private static boolean isSet(String property) {
    return System.getProperty(property) != null || System.getProperty(property.replace("maxb", "maxB").replace("maxphysicalb", "maxPhysicalB")) != null;
  }
}
