package dev.gradus.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Takes a name with wild cards, gives the files that it means. */
public final class Shards {
  private Shards() {}

  /**
   * The file of this name, or else all files that match it, in the order of their names: * stands for any characters but a slash, ** for any, ? for one,
   * [ab] for one of several, {gz,zst} for one of several words.
   *
   * @throws NoSuchFileException when there is none
   */
  public static List<Path> of(String pattern) throws IOException {
    if (!hasWildCards(pattern) || exists(pattern)) return List.of(Path.of(pattern));
    int slash = pattern.substring(0, firstWildCard(pattern)).lastIndexOf('/');
    Path root = Path.of(slash < 0 ? "" : pattern.substring(0, slash + 1));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    int depth = pattern.contains("**") ? Integer.MAX_VALUE : 1 + (int) pattern.substring(slash + 1).chars().filter(c -> c == '/').count();
    if (!Files.isDirectory(root)) throw none(pattern);
    try (Stream<Path> files = Files.walk(root, depth)) {
      List<Path> found = files.filter(Files::isRegularFile).filter(matcher::matches).sorted().toList();
      if (found.isEmpty()) throw none(pattern);
      return found;
    }
  }

  /** Some systems allow wild cards in names, others no such path. */
  private static boolean exists(String pattern) {
    try {
      return Files.exists(Path.of(pattern));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static NoSuchFileException none(String pattern) {
    return new NoSuchFileException(pattern, null, "no file has a name like this");
  }

  private static boolean hasWildCards(String pattern) {
    return firstWildCard(pattern) < pattern.length();
  }

  private static int firstWildCard(String pattern) {
    int at = 0;
    while (at < pattern.length() && "*?[{".indexOf(pattern.charAt(at)) < 0) at++;
    return at;
  }
}
