package dev.gradus.cli;

import dev.gradus.store.ModelFileException;
import dev.gradus.train.Change;
import dev.gradus.train.Checkpoints;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus resume}: takes the folder of a run of {@code gradus train} that was stopped, gives its model, with the bytes it would have had. */
@Command(name = "resume", sortOptions = false,
    description = "Goes on with a run that was stopped, from its newest checkpoint, as its configuration says; environment variables do not count.")
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN-DIR", description = "the folder of a run of gradus train")
  private Path folder;

  @Option(names = "--out", paramLabel = "FILE", description = "where the model goes (default: where the run was to put it)")
  private Path out;

  @Option(names = "--allow-changed", paramLabel = "WHAT", defaultValue = "none",
      description = "data, settings or both, as in data,settings: go on although these are not what they were, to other bits (default: ${DEFAULT-VALUE})")
  private String changed;

  @Option(names = "--json", fallbackValue = "true", description = "one JSON object per line on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Change[] allowed = allowed();
    CommandLine train = RecordedOptions.untold(spec.commandLine().getOut(), new RunLog(spec.commandLine().getErr(), folder));
    ConfigurationFile file = RecordedRun.configuration(folder, train, "gradus tune --resume " + folder + " goes on with it");
    spec.commandLine().setErr(train.getErr());
    TrainCommand command = RecordedOptions.in(file, train);
    try (RunFolder run = RunFolder.again(folder, file.value("out").map(Path::of).orElse(null))) {
      Optional<Path> checkpoint = Checkpoints.newest(folder, notice -> train.getErr().println("notice: " + notice));
      if (checkpoint.isEmpty() && !Checkpoints.isEmpty(folder)) {
        throw new ModelFileException(folder.toString(), "none of its checkpoints is whole; to begin again, delete them");
      }
      if (checkpoint.isEmpty() && run.hasEnded()) {
        train.getErr().println("the run has ended, and has no checkpoint to go on from; its model is there");
        return ExitCode.DONE;
      }
      train.getErr().println(checkpoint.map(path -> "going on from " + path).orElse("no checkpoint was written yet; beginning again"));
      return command.resume(run, out, json, checkpoint, allowed);
    } catch (NoSuchFileException e) {
      throw RecordedRun.notHere(e);
    }
  }

  private Change[] allowed() {
    return switch (changed) {
      case "none" -> new Change[0];
      case "data" -> new Change[] {Change.DATA};
      case "settings" -> new Change[] {Change.SETTINGS};
      case "data,settings", "settings,data" -> Change.values();
      default -> throw new IllegalArgumentException("--allow-changed " + changed + ": it must be data, settings, or data,settings");
    };
  }
}
