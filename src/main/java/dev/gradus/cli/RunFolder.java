package dev.gradus.cli;

import dev.gradus.model.Model;
import dev.gradus.store.AtomicFile;
import dev.gradus.store.Json;
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
import java.util.Locale;
import java.util.Map;

/** The folder of a run: {@code config.json} before data is used, {@code history.jsonl} line by line, {@code model.safetensors} at the end. */
final class RunFolder implements Callback {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final String MODEL = "model.safetensors";

  private final Path folder;
  private final Path model;

  private RunFolder(Path folder, Path model) {
    this.folder = folder;
    this.model = model;
  }

  /** Makes the folder, and finds out now rather than after training whether the model can be written. */
  static RunFolder create(Path asked, String source, Path out) {
    Path folder = asked != null ? asked : free(Path.of("runs", LocalDateTime.now().format(TIME) + "-" + name(source)));
    Path model = out != null ? out : folder.resolve(MODEL);
    if (asked != null && Files.exists(folder.resolve("config.json"))) {
      throw new IllegalArgumentException("--run-dir " + folder + " already holds a run; choose another folder, or delete it");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CannotWriteException(folder, e);
    }
    tryToWrite(model);
    return new RunFolder(folder, model);
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

  private static void tryToWrite(Path model) {
    try {
      Path parent = model.toAbsolutePath().getParent();
      Files.createDirectories(parent);
      if (Files.isDirectory(model)) throw new IOException("it is a folder");
      Files.delete(Files.createTempFile(parent, model.getFileName().toString(), ".tmp"));
    } catch (IOException e) {
      throw new CannotWriteException(model, e);
    }
  }

  void writeConfiguration(Map<String, Object> configuration) {
    Path file = folder.resolve("config.json");
    byte[] bytes = (Json.write(configuration) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(bytes)));
    } catch (IOException e) {
      throw new CannotWriteException(file, e);
    }
  }

  @Override
  public void epoch(EpochRecord record) {
    Path file = folder.resolve("history.jsonl");
    try {
      Files.writeString(file, Json.write(Progress.event(record)) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new CannotWriteException(file, e);
    }
  }

  /** Saves the model. @return where */
  Path save(Model trained) {
    try {
      trained.save(model);
      return model;
    } catch (IOException e) {
      throw new CannotWriteException(model, e);
    }
  }
}
