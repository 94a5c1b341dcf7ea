package dev.gradus.cli;

import dev.gradus.data.CsvSource;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.Roles;
import dev.gradus.prepare.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Takes the name of a source, gives the examples that a model is used on; of a table, the columns that the model knows. */
final class ModelSource {
  /** A part of a source. */
  enum Part { TRAIN, VALIDATION, TEST }

  @Option(names = "--split", paramLabel = "PART", description = "train, validation or test, where the source has them (default: test)")
  private Part part;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "folder that holds the folder mnist (default: GRADUS_DATA, else the user's cache)")
  private Path dataDir;

  /** Examples with their targets. */
  Dataset labelled(String name, Schema model, Consumer<String> notice) throws IOException {
    return labelled(name, model, Roles.none(), notice);
  }

  /** Examples with their targets, and what the columns of some roles say. @throws IllegalArgumentException when there is a role and no table */
  Dataset labelled(String name, Schema model, Roles roles, Consumer<String> notice) throws IOException {
    refusePartOfTable(name);
    if (isTable(name)) return SourceOptions.csv(name).read(model, roles);
    if (!roles.equals(Roles.none())) throw new IllegalArgumentException("--weight names a column of a table, and " + name + " is not one; leave it out");
    return fitting(part(name, notice), model);
  }

  static boolean isTable(String name) {
    return !name.equals("digits") && !name.equals("mnist") && !name.startsWith("idx:");
  }

  /** The table of a source that is one, its target column not looked at. */
  CsvSource.Rows rows(String name, Schema model) throws IOException {
    refusePartOfTable(name);
    return SourceOptions.csv(name).rows(model);
  }

  private void refusePartOfTable(String name) {
    if (part != null && isTable(name)) {
      throw new IllegalArgumentException("--split: " + name + " is a table and has no parts of its own; give the rows to use as a file");
    }
  }

  private Dataset part(String name, Consumer<String> notice) throws IOException {
    SourceOptions options = new SourceOptions();
    options.dataDir = dataDir;
    Source source = options.open(name, notice);
    if (part == null || part == Part.TEST) return source.test();
    Dataset train = source.train();
    if (source.lastForValidation().isEmpty() || train.size() <= source.lastForValidation().get()) {
      if (part == Part.TRAIN) return train;
      throw new IllegalArgumentException("--split validation: " + name + " has no validation examples of its own; use train or test");
    }
    int border = train.size() - source.lastForValidation().get();
    return part == Part.TRAIN ? train.range(0, border) : train.range(border, train.size());
  }

  /** Examples that a model can be used on, or else a DataException. */
  static Dataset fitting(Dataset data, Schema model) {
    if (!data.schema().inputs().equals(model.inputs())) {
      throw new DataException(data.source(), "has " + data.schema().inputs() + ", the model was trained on " + model.inputs());
    }
    return data;
  }
}
