package dev.gradus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.data.IdxFolder;
import java.nio.file.Path;

/** The real data of the folder that the environment variable GRADUS_DATA names; without it a test is skipped, and says why. */
public final class RealData {
  private RealData() {}

  public static Path folder() {
    String folder = System.getenv("GRADUS_DATA");
    assumeTrue(folder != null, "skipped: the environment variable GRADUS_DATA does not name the folder with the real data");
    return Path.of(folder);
  }

  public static IdxFolder mnist() {
    return IdxFolder.openDigits(folder().resolve("mnist"));
  }
}
