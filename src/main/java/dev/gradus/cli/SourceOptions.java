package dev.gradus.cli;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.data.IdxFolder;
import dev.gradus.data.LearningTask;
import dev.gradus.data.Mnist;
import dev.gradus.data.Roles;
import dev.gradus.data.TableOptions;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes the name of a source and the options about columns, gives the source. */
final class SourceOptions {
  private static final long DIGITS_SEED = 1;
  private static final int DIGITS_TRAIN = 10_000;
  private static final int DIGITS_TEST = 2_000;
  private static final int MNIST_VALIDATION = 10_000;
  private static final int MANY_CLASSES = 50;

  @Spec(Spec.Target.MIXEE) private CommandSpec command;

  @Option(names = "--target", paramLabel = "COL", description = "column to predict, for tables; several columns of 0 and 1 with commas between them are labels "
      + "(default: none)")
  String target;

  @Option(names = "--features", paramLabel = "COL", split = ",", description = "columns to predict from (default: all others)")
  List<String> features = List.of();

  @Option(names = "--ignore", paramLabel = "COL", split = ",", description = "columns to leave out (default: none)")
  List<String> ignore = List.of();

  @Option(names = "--weight", paramLabel = "COL", description = "column that says how often a row counts (default: every row once)")
  String weight;

  @Option(names = "--group", paramLabel = "COL", description = "column whose equal rows stay on one side of a split (default: none)")
  String group;

  @Option(names = "--time", paramLabel = "COL", description = "column by which the latest rows are set aside for validation (default: none)")
  String time;

  @Option(names = "--task", paramLabel = "TASK", defaultValue = "auto",
      description = "auto, classification or regression (default: ${DEFAULT-VALUE})")
  LearningTask.Kind task;

  private boolean fetches = true;

  @Mixin private TypeOptions types;
  @Mixin ReadingOptions reading;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "folder that holds the folder mnist (default: GRADUS_DATA, else the user's cache)")
  Path dataDir;

  /**
   * The source of a name. Nothing is read yet.
   *
   * @param notice told about downloads
   * @throws IllegalArgumentException when the options do not go with the source
   */
  Source open(String name, Consumer<String> notice) {
    if (ModelSource.isTable(name)) return table(name, notice);
    if (name.equals("digits")) return new Digits();
    if (name.equals("mnist")) return idx(() -> mnist(notice), MNIST_VALIDATION);
    return idx(() -> IdxFolder.open(Path.of(name.substring(4))), 0);
  }

  /** Nothing is downloaded from now on: what is not there is missing. */
  void fetchNothing() {
    fetches = false;
  }

  /** Refuses what no source could make right. @throws IllegalArgumentException saying what and why */
  void check() {
    types.check(ignore);
    reading.check();
  }

  /** Refuses options about columns for a source that has none, and two that contradict each other. */
  void checkColumns(String name) {
    if (!ModelSource.isTable(name) && (target != null || !features.isEmpty() || !ignore.isEmpty())) {
      throw new IllegalArgumentException("--target, --features and --ignore are for tables, and " + name + " is not one; leave them out");
    }
    if (!ModelSource.isTable(name) && (weight != null || group != null || time != null)) {
      throw new IllegalArgumentException("--weight, --group and --time name columns of tables, and " + name + " is not one; leave them out");
    }
    if (!ModelSource.isTable(name) && !types.types().isEmpty()) {
      throw new IllegalArgumentException("--categorical and --numeric name columns of tables, and " + name + " is not one; leave them out");
    }
    if (!ModelSource.isTable(name)) reading.refuse(name);
    if (group != null && time != null) {
      throw new IllegalArgumentException("--group " + group + " and --time " + time + " divide the rows in two ways, and there can be one; leave one "
          + "of them out");
    }
  }

  /** The columns of weight, group and time. */
  Roles roles() {
    return new Roles(Optional.ofNullable(weight), Optional.ofNullable(group), Optional.ofNullable(time));
  }

  /** How the texts of a table are read; the marks of missing values of {@code --missing} count, and else those of the schema. */
  TextRules rules() {
    TextRules usual = TextRules.standard();
    return reading.rules(reading.saysMissing() ? usual : SchemaOption.rules(command, usual));
  }

  private Source table(String name, Consumer<String> notice) {
    if (target == null) {
      throw new IllegalArgumentException("--target is missing: " + name + " is a table, which of its columns is to be predicted?");
    }
    LearningTask asked = new LearningTask(List.of(target), features, ignore, task, roles());
    TableOptions said = TableOptions.standard().withTypes(SchemaOption.types(command, types.types())).withUses(SchemaOption.uses(command,
        types.uses())).withRules(rules());
    return () -> {
      Dataset all = reading.table(name, notice).read(asked, said, notice);
      refuseNames(all);
      return all;
    };
  }

  /** Texts that are nearly all different are names and no classes, unless somebody says so. */
  private void refuseNames(Dataset all) {
    if (task != LearningTask.Kind.AUTO || !(all.schema().target() instanceof Target.Classes classes)) return;
    if (classes.labels().size() <= MANY_CLASSES || 2L * classes.labels().size() <= all.size()) return;
    throw new DataException(all.source(), 0, target, String.format(Locale.ROOT, "the texts of %,d rows are nearly all different, and no classes to learn. "
        + "Check that --target names the right column; --task classification says that these are classes.", all.size()));
  }

  private IdxFolder mnist(Consumer<String> notice) throws IOException {
    try {
      return Mnist.open(mnistFolder(), fetches ? Mnist.MIRRORS : List.of(), notice);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      throw new CannotWriteException(e);
    }
  }

  private Path mnistFolder() {
    String data = System.getenv("GRADUS_DATA");
    if (dataDir != null) return dataDir.resolve("mnist");
    if (data != null) return Path.of(data, "mnist");
    return UserCache.folder("mnist");
  }

  private interface Opener {
    IdxFolder open() throws IOException;
  }

  private static Source idx(Opener opener, int lastForValidation) {
    return new Source() {
      @Override
      public Dataset train() throws IOException {
        return opener.open().train();
      }

      @Override
      public Optional<Integer> lastForValidation() {
        return lastForValidation > 0 ? Optional.of(lastForValidation) : Optional.empty();
      }

      @Override
      public boolean hasTest() {
        return true;
      }

      @Override
      public Dataset test() throws IOException {
        return opener.open().test();
      }
    };
  }

  /** The digits that the program draws itself. */
  private static final class Digits implements Source {
    @Override
    public Dataset train() {
      return drawn(0, DIGITS_TRAIN);
    }

    @Override
    public boolean hasTest() {
      return true;
    }

    @Override
    public Dataset test() {
      return drawn(DIGITS_TRAIN, DIGITS_TEST);
    }

    private static Dataset drawn(int first, int count) {
      return DrawnDigits.dataset(DIGITS_SEED, first, count);
    }
  }
}
