package dev.gradus.train;

import dev.gradus.store.AtomicFile;
import dev.gradus.store.ModelFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the checkpoints of a run go, how often they are written, and how many are kept: files {@code checkpoint-STEP.safetensors} in a folder that no other run
 * uses.
 *
 * <p>Each is written to a temporary file in the folder, forced to the disk and moved into its place; the oldest is deleted after that. So at every moment there is
 * a whole one, once there was one.
 *
 * @param folder which has to be there
 * @param cadence how often
 * @param kept how many of the newest stay, at least 1
 * @param best whether the newest of the best epoch stays too
 */
public record Checkpoints(Path folder, Cadence cadence, int kept, boolean best) {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})\\.safetensors");

  public Checkpoints {
    if (kept < 1) throw new IllegalArgumentException(kept + " checkpoints were asked for; it must be at least 1");
  }

  /** The newest two, now and then. */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(folder, new Cadence.Auto(), 2, false);
  }

  /** The same so often. */
  public Checkpoints every(Cadence other) {
    return new Checkpoints(folder, other, kept, best);
  }

  /** The same with so many kept. @param last at least 1 */
  public Checkpoints keep(int last) {
    return new Checkpoints(folder, cadence, last, best);
  }

  /** The same, and the checkpoint after the best epoch so far is kept too. */
  public Checkpoints keepBest() {
    return new Checkpoints(folder, cadence, kept, true);
  }

  Path file(long step) {
    return folder.resolve(String.format("checkpoint-%09d.safetensors", step));
  }

  /**
   * The newest checkpoint of a folder that is whole.
   *
   * @param notices told of newer ones that are not
   * @return empty when there is none
   */
  public static Optional<Path> newest(Path folder, Consumer<String> notices) throws IOException {
    for (Path path : all(folder)) {
      try (CheckpointFile file = CheckpointFile.open(path)) {
        return Optional.of(path);
      } catch (ModelFileException e) {
        notices.accept(e.getMessage() + "; it is passed over");
      }
    }
    return Optional.empty();
  }

  /** Whether there is no checkpoint in a folder, neither whole nor damaged. */
  public static boolean isEmpty(Path folder) throws IOException {
    return all(folder).isEmpty();
  }

  /** All checkpoints of a folder, the newest first. */
  public static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> step(file) >= 0 && Files.isRegularFile(file)).sorted(Comparator.comparingLong(Checkpoints::step).reversed()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long step(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  /** Deletes what a killed run has left half written. */
  public static void tidy(Path folder) throws IOException {
    AtomicFile.removeLeftOvers(folder, NAME.pattern());
  }

  /** Deletes all but those to be kept: later ones too, which are of a run that went on otherwise. @param bestOne the checkpoint of the best epoch */
  void prune(long newest, Optional<Path> bestOne) throws IOException {
    List<Path> old = new ArrayList<>(all(folder));
    List<Path> until = old.stream().filter(path -> step(path) <= newest).toList();
    old.removeAll(until.subList(0, Math.min(kept, until.size())));
    bestOne.ifPresent(old::remove);
    for (Path path : old) Files.deleteIfExists(path);
  }
}
