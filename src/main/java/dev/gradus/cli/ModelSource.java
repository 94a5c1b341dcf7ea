package dev.gradus.cli;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.RawRows;
import dev.gradus.data.Roles;
import dev.gradus.model.Model;
import dev.gradus.prepare.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the name of a source, gives the examples that a model is used on; of a table, the columns that the model knows. */
final class ModelSource {
  /** A part of a source. */
  enum Part { TRAIN, VALIDATION, TEST }

  @Option(names = "--split", paramLabel = "PART", description = "train, validation or test, where the source has them (default: test)")
  private Part part;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "folder that holds the folder mnist (default: GRADUS_DATA, else the user's cache)")
  private Path dataDir;

  @Mixin private ReadingOptions reading;

  /** Refuses what no source could make right. @throws IllegalArgumentException saying what and why */
  void check() {
    reading.check();
  }

  /** Examples with their targets. */
  Dataset labelled(String name, Model model, Consumer<String> notice) throws IOException {
    return labelled(name, model, Roles.none(), notice);
  }

  /** Examples with their targets, and what the columns of some roles say. @throws IllegalArgumentException when there is a role and no table */
  Dataset labelled(String name, Model model, Roles roles, Consumer<String> notice) throws IOException {
    refusePartOfTable(name);
    if (isTable(name)) return reading.table(name, notice).read(model.schema(), roles, reading.rules(model.preparation().rules()));
    reading.refuse(name);
    if (!roles.equals(Roles.none())) throw new IllegalArgumentException("--weight names a column of a table, and " + name + " is not one; leave it out");
    return fitting(part(name, notice), model.schema());
  }

  static boolean isTable(String name) {
    return !name.equals("digits") && !name.equals("mnist") && !name.startsWith("idx:");
  }

  /**
   * The rows of a source, a target not looked at.
   *
   * @param keep columns that are passed through, "all" alone for all
   * @throws IllegalArgumentException when some are, and the source is no table
   */
  RawRows rows(String name, Model model, List<String> keep, Consumer<String> notice) throws IOException {
    if (isTable(name)) {
      refusePartOfTable(name);
      return reading.table(name, notice).rows(model.schema(), model.preparation(), reading.rules(model.preparation().rules()),
          names -> keep.equals(List.of("all")) ? names : keep);
    }
    if (!keep.isEmpty()) throw new IllegalArgumentException("--keep names columns of a table, and " + name + " is not one; leave it out");
    return RawRows.of(labelled(name, model, notice));
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
