package dev.gradus.cli;

import java.nio.file.Path;

/** Where a user's programs keep what they can make again. */
final class UserCache {
  private UserCache() {}

  /** A folder of this program's own there; it may not exist yet. */
  static Path folder(String name) {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base = cache != null && !cache.isEmpty() ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("gradus").resolve(name);
  }
}
