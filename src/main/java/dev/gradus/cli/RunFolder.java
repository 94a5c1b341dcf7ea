package dev.gradus.cli;

import dev.gradus.model.Model;
import dev.gradus.store.AtomicFile;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.Callback;
import dev.gradus.train.Checkpoints;
import dev.gradus.train.EpochRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder of a run: {@code config.json} before data is read, {@code history.jsonl}, {@code history.csv}, {@code log.txt} and checkpoints by and by,
 * {@code model.safetensors} at the end. As long as it is open no other run can have it.
 */
final class RunFolder implements Callback, AutoCloseable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  static final String CONFIGURATION = "config.json";
  static final String HEALTH = "health.jsonl";
  static final String MODEL = "model.safetensors";
  /** The names of the files that a run writes. */
  private static final Pattern ITS_OWN = Pattern.compile("config\\.json|history\\.(jsonl|csv)|health\\.jsonl"
      + "|log\\.txt|run\\.lock|model\\.safetensors|checkpoint-\\d+\\.safetensors");

  private final Path folder;
  private final Path model;
  private final HistoryFiles history;
  private final Deque<Path> made = new ArrayDeque<>();
  private Optional<RunLock> lock = Optional.empty();
  private boolean gone;

  private RunFolder(Path folder, Path model) {
    this.folder = folder;
    this.model = model;
    this.history = new HistoryFiles(folder);
  }

  /** Makes the folder and its configuration, and finds out now rather than after training whether the model can be written. */
  static RunFolder create(Path asked, String source, Path out, Map<String, Object> configuration) {
    Path folder = asked != null ? asked : free(Path.of("runs", LocalDateTime.now().format(TIME) + "-" + name(source)));
    refuseOther(asked, folder);
    RunFolder run = new RunFolder(folder, out != null ? out : folder.resolve(MODEL));
    try {
      run.makeFolder(folder.toAbsolutePath(), "--run-dir");
      run.lock();
      refuseOther(asked, folder);
      run.tidy();
      run.tryToWriteModel();
      run.writeConfiguration(configuration);
    } catch (IOException e) {
      run.remove();
      throw new CannotWriteException(folder, "--run-dir", e);
    } catch (RuntimeException e) {
      run.remove();
      throw e;
    }
    return run;
  }

  private static void refuseOther(Path asked, Path folder) {
    if (asked == null) return;
    if (Files.exists(folder.resolve(CONFIGURATION))) {
      throw new IllegalArgumentException("--run-dir " + folder + " already holds a run; gradus resume " + folder + " goes on with it; otherwise choose another folder, "
          + "or delete it");
    }
    String[] names = folder.toFile().list((at, name) -> ITS_OWN.matcher(name).matches() && !name.equals(RunLock.FILE));
    if (names == null || names.length == 0) return;
    throw new IllegalArgumentException("--run-dir " + folder + " holds what is left of a run (" + names[0] + ") and no " + CONFIGURATION + "; choose another folder, or "
        + "move these files away");
  }

  /** A folder that has its configuration already, to go on in. What an unfinished run left half written is deleted; its history stays until there is a new one. */
  static RunFolder again(Path folder, Path out) {
    RunFolder run = new RunFolder(folder, out != null ? out : folder.resolve(MODEL));
    run.lock();
    try {
      run.tidy();
      return run;
    } catch (IOException e) {
      run.close();
      throw new CannotWriteException(folder, "--run-dir", e);
    }
  }

  /** Deletes what a killed run left half written. */
  private void tidy() throws IOException {
    Checkpoints.tidy(folder);
    AtomicFile.removeLeftOvers(folder, "config\\.json|history\\.(jsonl|csv)|health\\.jsonl|model\\.safetensors");
  }

  /** The same with the model elsewhere, which is tried. */
  RunFolder withModel(Path out) {
    RunFolder run = new RunFolder(folder, out != null ? out : folder.resolve(MODEL));
    run.lock = lock;
    run.tryToWriteModel();
    return run;
  }

  private void lock() {
    lock = Optional.of(RunLock.of(folder));
  }

  /** Where the run is. */
  Path path() {
    return folder;
  }

  /** Where a file of the folder is. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Writes a text file of the folder, whole or not at all. */
  void write(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.writeInFolder(file(name), AtomicFile.of(bytes));
    } catch (IOException e) {
      throw new CannotWriteException(file(name), "--run-dir", e);
    }
  }

  /** Adds a line to a file of the folder. */
  void append(String name, String line) {
    try {
      Files.writeString(file(name), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new CannotWriteException(file(name), "--run-dir", e);
    }
  }

  private static Path free(Path wanted) {
    Path path = wanted;
    for (int i = 2; Files.exists(path); i++) path = wanted.resolveSibling(wanted.getFileName() + "-" + i);
    return path;
  }

  private static String name(String source) {
    String name = source.replaceAll("^.*[/\\\\:]", "").replaceAll("\\.(csv|tsv)(\\.gz)?$", "").replaceAll("[^A-Za-z0-9._-]", "_");
    return name.isEmpty() || name.equals("-") ? "run" : name.toLowerCase(Locale.ROOT);
  }

  private void makeFolder(Path wanted, String option) {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path path = wanted; path != null && !Files.exists(path); path = path.getParent()) missing.push(path);
    missing.forEach(made::push);
    try {
      Files.createDirectories(wanted);
    } catch (IOException e) {
      throw new CannotWriteException(wanted, option, e);
    }
  }

  private void tryToWriteModel() {
    Path name = model.toAbsolutePath().normalize();
    if (folder.toAbsolutePath().normalize().equals(name.getParent()) && ITS_OWN.matcher(name.getFileName().toString()).matches() && !name.endsWith(MODEL)) {
      throw new IllegalArgumentException("--out " + model + " is a file of the run itself; give the model a name of its own");
    }
    try {
      if (Files.isDirectory(model)) throw new IOException("it is a folder");
      if (Files.exists(model) && !Files.isRegularFile(model)) return;
      Path parent = model.toAbsolutePath().getParent();
      makeFolder(parent, "--out");
      AtomicFile.removeLeftOvers(parent, Pattern.quote(model.getFileName().toString()));
      Files.deleteIfExists(Files.createTempFile(parent, model.getFileName().toString(), ".tmp"));
    } catch (IOException e) {
      throw new CannotWriteException(model, "--out", e);
    }
  }

  private void writeConfiguration(Map<String, Object> configuration) {
    write(CONFIGURATION, JsonWriter.write(configuration) + "\n");
    made.push(file(CONFIGURATION).toAbsolutePath());
  }

  /** Takes back what was made, for a run that could not begin: so that the same words can be said again when the cause is gone. */
  void remove() {
    try {
      if (lock.isPresent()) lock.get().delete(folder);
      if (!made.isEmpty()) Files.deleteIfExists(file(RunLog.FILE));
    } catch (IOException e) {
      // It stays in a folder that stays too.
    }
    while (!made.isEmpty()) {
      try {
        Files.deleteIfExists(made.pop());
      } catch (IOException e) {
        // It could not be made, or something else is in it by now, which stays.
      }
    }
  }

  /** {@link #remove}, for a run that was refused before its first epoch ended; one that has a history stays. */
  void removeUnlessBegun() {
    if (!history.begun()) remove();
  }

  /** Writes the epochs anew that a checkpoint has; those after it will be made again. */
  @Override
  public void resumed(List<EpochRecord> epochs, List<String> others) {
    try {
      history.restart(epochs.stream().map(Progress::event).toList());
    } catch (IOException e) {
      throw new CannotWriteException(folder, "--run-dir", e);
    }
  }

  @Override
  public void epoch(EpochRecord record) {
    try {
      history.add(Progress.event(record));
    } catch (IOException e) {
      gone = Files.notExists(folder);
      if (!gone) throw new CannotWriteException(folder, "--run-dir", e);
    }
  }

  /** When the folder is not there any more: neither checkpoints nor, in most cases, the model could be written. */
  @Override
  public boolean wantsEnd() {
    return gone;
  }

  /** Says so now that the run has ended and its model is as safe as can be. */
  void throwIfGone() {
    if (!gone) return;
    throw new CannotWriteException(new FileSystemException(folder.toString(), null,
        "the folder of the run was deleted or renamed while it went on; it ended early, and its model, as it was then, is " + model));
  }

  /** Whether the model was written after the run began: then it has ended. */
  boolean hasEnded() throws IOException {
    return Files.isRegularFile(model) && Files.getLastModifiedTime(model).compareTo(Files.getLastModifiedTime(file(CONFIGURATION))) >= 0;
  }

  /** Gives the folder back. */
  @Override
  public void close() {
    lock.ifPresent(RunLock::close);
  }

  /** Saves the model. @return where */
  Path save(Model trained) {
    try {
      trained.save(model);
      return model;
    } catch (IOException e) {
      throw new CannotWriteException(model, trained.bytes(), "--out", e);
    }
  }
}
