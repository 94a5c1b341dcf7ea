package dev.gradus.cli;

import dev.gradus.data.DataException;
import dev.gradus.diagnose.EpochFigures;
import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.HealthJson;
import dev.gradus.net.Network;
import dev.gradus.store.ModelFileException;
import dev.gradus.train.Checkpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;

/**
 * Takes the folder of a run of {@code gradus train}, gives what is known of it: its options, its epochs, its model and checkpoints, and its examples, read once more
 * from where they were. Nothing in the folder is changed.
 */
final class RecordedRun {
  private final Path folder;
  private final ConfigurationFile file;
  private final TrainCommand command;

  private RecordedRun(Path folder, ConfigurationFile file, TrainCommand command) {
    this.folder = folder;
    this.file = file;
    this.command = command;
  }

  /**
   * Reads the configuration.
   *
   * @throws FileSystemException when there is no run in the folder
   * @throws IllegalArgumentException when it is a search, or its configuration was changed into none
   */
  static RecordedRun open(Path folder, PrintWriter out, PrintWriter err) throws IOException {
    CommandLine train = RecordedOptions.untold(out, err);
    ConfigurationFile file = configuration(folder, train, "gradus train --config " + folder.resolve(BestConfiguration.FILE) + " makes a run of its best trial");
    return new RecordedRun(folder, file, RecordedOptions.in(file, train));
  }

  /** The configuration of a run. @param ofSearch what to say when the folder holds a search */
  static ConfigurationFile configuration(Path folder, CommandLine train, String ofSearch) throws IOException {
    Path configuration = folder.resolve(RunFolder.CONFIGURATION);
    if (!Files.exists(configuration)) throw new FileSystemException(folder.toString(), null, "it holds no run: there is no " + RunFolder.CONFIGURATION + " in it");
    if (ConfigurationFile.isSearch(configuration)) throw new IllegalArgumentException(folder + " holds a search; " + ofSearch);
    ConfigurationFile file = ConfigurationFile.read(configuration, train.getCommandSpec());
    if (file.value("source").isEmpty()) throw new IllegalArgumentException(configuration + " names no source; it is not the configuration of a run, or was changed");
    return file;
  }

  Path folder() {
    return folder;
  }

  /** The options of the run by name, and the version that ran. */
  Map<String, Object> options() throws IOException {
    Path configuration = folder.resolve(RunFolder.CONFIGURATION);
    try {
      return JsonLines.object(Files.readString(configuration));
    } catch (IllegalArgumentException e) {
      throw new DataException(configuration.toString(), e.getMessage());
    }
  }

  /** The source, as it was named. */
  String source() {
    return file.value("source").orElseThrow();
  }

  /** An event for each epoch, as {@link Progress#event} makes them, read back: numbers are Double. None when no epoch ended yet. */
  List<Map<String, Object>> history() throws IOException {
    return JsonLines.of(folder.resolve("history.jsonl"), line -> {
      EpochFigures.of(line);
      return line;
    });
  }

  /** The looks at its layers, in the order of the epochs. None when it was not watched. */
  List<Health> looks() throws IOException {
    return JsonLines.of(folder.resolve(RunFolder.HEALTH), HealthJson::health);
  }

  /**
   * Where the model is; empty when the run has not ended, or it was moved away. One that lies outside of the folder, and is older than the configuration, is that of
   * another run.
   */
  Optional<Path> model() throws IOException {
    Path own = folder.resolve(RunFolder.MODEL);
    Path model = file.value("out").map(Path::of).orElse(own);
    if (!Files.isRegularFile(model)) return Optional.empty();
    boolean older = Files.getLastModifiedTime(model).compareTo(Files.getLastModifiedTime(folder.resolve(RunFolder.CONFIGURATION))) < 0;
    return older && !model.equals(own) ? Optional.empty() : Optional.of(model);
  }

  /** Checks that a model or checkpoint is this run's. @param network of the run @throws ModelFileException when it is of another one */
  void requireOwn(Path file, Network of, Network network) {
    if (of.equals(network)) return;
    throw new ModelFileException(file.toString(), "this model is not this run's: its network is " + of + ", and that of " + folder + " is " + network);
  }

  /** The checkpoints, the newest first; each is a model file too. */
  List<Path> checkpoints() throws IOException {
    return Checkpoints.all(folder);
  }

  /**
   * Plan, network and examples of the run, these read from where they were; paths count from the present working folder, as those of the run did from its own.
   *
   * @return the caller's to close
   */
  TrainingJob job(Consumer<String> notice) throws IOException {
    try {
      return command.job(notice);
    } catch (NoSuchFileException e) {
      throw notHere(e);
    }
  }

  /** The exception for a file of a run that is not there, or not seen from here. */
  static FileSystemException notHere(NoSuchFileException e) {
    if (e.getReason() != null || Path.of(e.getFile()).isAbsolute()) return e;
    return new FileSystemException(e.getFile(), null, "there is no such file or folder; the paths of a run count from the folder in which it was begun, and this is "
        + Path.of("").toAbsolutePath());
  }
}
