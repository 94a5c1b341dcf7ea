package dev.gradus.cli;

import dev.gradus.model.Model;
import dev.gradus.store.AtomicFile;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.Callback;
import dev.gradus.train.EpochRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;

/** The folder of a run: {@code config.json} before data is read, {@code history.jsonl} and {@code history.csv} by and by, {@code model.safetensors} at the end. */
final class RunFolder implements Callback {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  static final String CONFIGURATION = "config.json";
  private static final String MODEL = "model.safetensors";

  private final Path folder;
  private final Path model;
  private final HistoryFiles history;
  private final Deque<Path> made = new ArrayDeque<>();

  private RunFolder(Path folder, Path model) {
    this.folder = folder;
    this.model = model;
    this.history = new HistoryFiles(folder);
  }

  /** Makes the folder and its configuration, and finds out now rather than after training whether the model can be written. */
  static RunFolder create(Path asked, String source, Path out, Map<String, Object> configuration) {
    Path folder = asked != null ? asked : free(Path.of("runs", LocalDateTime.now().format(TIME) + "-" + name(source)));
    if (asked != null && Files.exists(folder.resolve(CONFIGURATION))) {
      throw new IllegalArgumentException("--run-dir " + folder + " already holds a run; choose another folder, or delete it");
    }
    RunFolder run = new RunFolder(folder, out != null ? out : folder.resolve(MODEL));
    try {
      run.makeFolder(folder.toAbsolutePath(), "--run-dir");
      run.tryToWriteModel();
      run.writeConfiguration(configuration);
    } catch (RuntimeException e) {
      run.remove();
      throw e;
    }
    return run;
  }

  /** A folder that has its configuration already. What an unfinished run wrote of its history is deleted. */
  static RunFolder again(Path folder, Path out) {
    RunFolder run = new RunFolder(folder, out != null ? out : folder.resolve(MODEL));
    run.tryToWriteModel();
    run.forgetHistory();
    return run;
  }

  private void forgetHistory() {
    try {
      history.delete();
    } catch (IOException e) {
      throw new CannotWriteException(folder, "--run-dir", e);
    }
  }

  /** Where a file of the folder is. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Writes a text file of the folder, whole or not at all. */
  void write(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(file(name), channel -> channel.write(ByteBuffer.wrap(bytes)));
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
    try {
      if (Files.isDirectory(model)) throw new IOException("it is a folder");
      if (Files.exists(model) && !Files.isRegularFile(model)) return;
      Path parent = model.toAbsolutePath().getParent();
      makeFolder(parent, "--out");
      Files.delete(Files.createTempFile(parent, model.getFileName().toString(), ".tmp"));
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

  @Override
  public void epoch(EpochRecord record) {
    try {
      history.add(Progress.event(record));
    } catch (IOException e) {
      throw new CannotWriteException(folder, "--run-dir", e);
    }
  }

  /** Saves the model. @return where */
  Path save(Model trained) {
    try {
      trained.save(model);
      return model;
    } catch (IOException e) {
      throw new CannotWriteException(model, "--out", e);
    }
  }
}
