package dev.gradus.data;

import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Takes a CSV file, or a stream of one, and says what to learn from it, gives a data set.
 *
 * <p>The text is UTF-8, in gzip or not. Its first row is the header; every other row has as many cells as the header. Cells are separated
 * by commas, or by tabs in a file named {@code .tsv} or {@code .tsv.gz}; quoting is that of RFC 4180. Spaces around cells and blank lines
 * do not count. A feature is a decimal number that fits a float. All rows are read into memory, as doubles.
 *
 * <p>Whatever is wrong with the data is a {@link DataException} with the line of the file, from 1, the header's.
 *
 * <pre>{@code
 * Dataset flowers = CsvSource.of(Path.of("iris.csv")).read(CsvSource.Options.of("species").withIgnored(List.of("id")));
 * }</pre>
 */
public final class CsvSource {
  private final String name;
  private final Opener opener;
  private final char separator;
  private final int mostNumbers;

  private interface Opener {
    InputStream open() throws IOException;
  }

  private CsvSource(String name, Opener opener, char separator, int mostNumbers) {
    this.name = Shown.visible(name);
    this.opener = opener;
    this.separator = separator;
    this.mostNumbers = mostNumbers;
  }

  /** A file, which may be read several times; messages name it as it is given here. */
  public static CsvSource of(Path file) {
    boolean tabs = file.toString().toLowerCase(Locale.ROOT).matches("(?s).*\\.tsv(\\.gz)?");
    return new CsvSource(file.toString(), () -> Files.newInputStream(file), tabs ? '\t' : ',', NumberList.MOST);
  }

  /**
   * A stream of comma-separated values, such as standard input, which can be read once and is not closed.
   *
   * @param name what messages call it
   */
  public static CsvSource of(String name, InputStream in) {
    AtomicBoolean taken = new AtomicBoolean();
    return new CsvSource(name, () -> {
      if (taken.getAndSet(true)) throw new IllegalStateException(name + " has been read already; a stream can be read once");
      return new FilterInputStream(in) {
        @Override
        public void close() {}
      };
    }, ',', NumberList.MOST);
  }

  /** The same source with less room, for tests of what happens when it is used up. */
  CsvSource withRoomFor(int numbers) {
    return new CsvSource(name, opener, separator, numbers);
  }

  /** What is to be learned from a target column. */
  public enum Task {
    /**
     * Classification when some target is not a number, or when all are whole numbers of at most 20 different values, fewer than half of
     * the rows; else regression.
     */
    AUTO,
    /** Which of several classes; every different text is one. */
    CLASSIFICATION,
    /** A number. */
    REGRESSION
  }

  /**
   * What to learn from which columns. A column has one role.
   *
   * @param targets the column to predict, or several that are all 0 or 1 and make labels; a single name may stand for several with commas between them, when no
   *     column has that very name
   * @param features the columns to predict it from; an empty list stands for all that have no other role, in the order of the file
   * @param ignored columns that are not read
   * @param task what kind of target it is
   * @param roles the columns of weight, group and time
   */
  public record Options(List<String> targets, List<String> features, List<String> ignored, Task task, Roles roles) {
    /** @throws IllegalArgumentException when a column is there twice, or in two roles, or several columns are to be values */
    public Options {
      targets = List.copyOf(targets);
      features = List.copyOf(features);
      ignored = List.copyOf(ignored);
      if (targets.isEmpty()) throw new IllegalArgumentException("0 target columns were asked for; it must be at least 1");
      if (targets.size() > 1 && task == Task.REGRESSION) {
        throw new IllegalArgumentException("regression of the " + targets.size() + " columns " + Shown.list(targets) + " was asked for, and several values are "
            + "not supported yet; name one column as the target");
      }
      Map<String, String> taken = new HashMap<>();
      String target = targets.size() == 1 ? "the target" : "a target";
      for (String name : targets) claim(taken, name, target);
      for (String name : features) claim(taken, name, "a feature");
      roles.forEach((name, role) -> claim(taken, name, role));
      for (String name : ignored) {
        if (!"ignored".equals(taken.get(name))) claim(taken, name, "ignored");
      }
    }

    private static void claim(Map<String, String> taken, String column, String role) {
      String other = taken.put(column, role);
      if (other == null) return;
      String both = !other.equals(role) ? other + " and " + role : role.equals("a feature") ? "twice among the features" : "twice among the targets";
      throw new IllegalArgumentException("the column " + Shown.quoted(column) + " is " + both + "; a column is named once");
    }

    /** All columns but the targets are features; the task follows from the targets' cells. */
    public static Options of(String... targets) {
      return new Options(List.of(targets), List.of(), List.of(), Task.AUTO, Roles.none());
    }

    public Options withTargets(List<String> targets) {
      return new Options(targets, features, ignored, task, roles);
    }

    public Options withFeatures(List<String> features) {
      return new Options(targets, features, ignored, task, roles);
    }

    public Options withIgnored(List<String> ignored) {
      return new Options(targets, features, ignored, task, roles);
    }

    public Options withTask(Task task) {
      return new Options(targets, features, ignored, task, roles);
    }

    /** The column of the weights of rows. */
    public Options withWeight(String column) {
      return withRoles(roles.withWeight(column));
    }

    /** The column of the groups of rows. */
    public Options withGroup(String column) {
      return withRoles(roles.withGroup(column));
    }

    /** The column of the times of rows. */
    public Options withOrder(String column) {
      return withRoles(roles.withOrder(column));
    }

    public Options withRoles(Roles roles) {
      return new Options(targets, features, ignored, task, roles);
    }

    /** The same with a single name that no column has, and that has commas, as several. */
    private Options in(Header header) {
      if (targets.size() > 1 || header.names().contains(targets.get(0)) || !targets.get(0).contains(",")) return this;
      return withTargets(Arrays.stream(targets.get(0).split(",", -1)).map(String::strip).toList());
    }

    /** The columns that are features when none is named. */
    private List<String> allFeatures(Header header) {
      List<String> others = new ArrayList<>(ignored);
      others.addAll(targets);
      roles.forEach((name, role) -> others.add(name));
      return header.without(others);
    }
  }

  /**
   * The rows to predict for.
   *
   * @param header the names of all columns of the source, in its order
   * @param features what the model needs of each row, in the model's order, not scaled
   */
  public record Rows(List<String> header, NumberFeatures features) {}

  /**
   * Reads what is to be learned.
   *
   * @throws DataException when the data cannot be used
   * @throws IOException when the source cannot be read; {@code NoSuchFileException} when it is not there
   */
  public Dataset read(Options asked) throws IOException {
    try (InputStream in = opener.open()) {
      CsvRows rows = new CsvRows(name, in, separator);
      Header header = rows.header();
      Options options = asked.in(header);
      TargetColumn targets = TargetColumn.toLearn(name, header, options.targets(), options.task());
      RoleColumns roles = new RoleColumns(name, header, options.roles());
      header.columns(options.ignored(), "--ignore names it");
      List<String> features = options.features().isEmpty() ? options.allFeatures(header) : options.features();
      if (features.isEmpty()) {
        throw new DataException(name, "no column is left to predict " + Shown.quoted(String.join(",", options.targets())) + " from. The columns are "
            + Shown.list(header.names()) + ".");
      }
      int[] columns = header.columns(features, "--features names it");
      NumberFeatures numbers = numbers(rows, columns, advice(options), both(targets, roles));
      return roles.given(Dataset.of(name, new Schema(Inputs.Columns.numbers(features), targets.target()), numbers, targets.targets()));
    }
  }

  /**
   * Reads examples for a model that has learned already, to evaluate it: its columns by name, in any order, among others.
   *
   * @throws DataException when the data cannot be used, a column of the model is not there, or a class is none of the model's
   * @throws IOException when the source cannot be read
   */
  public Dataset read(Schema model) throws IOException {
    return read(model, Roles.none());
  }

  /**
   * Reads examples with their weights, groups or times for a model that has learned already, as {@link #read(Schema)} does.
   *
   * @throws IllegalArgumentException when a column has a role and is an input or a target of the model
   */
  public Dataset read(Schema model, Roles asked) throws IOException {
    List<String> features = columnsOf(model);
    asked.refuse(features, "an input of the model");
    asked.refuse(model.target() instanceof Target.Labels labels ? labels.names() : List.of(model.target().name()), "what the model predicts");
    try (InputStream in = opener.open()) {
      CsvRows rows = new CsvRows(name, in, separator);
      int[] columns = rows.header().columns(features, "the model needs it");
      TargetColumn targets = TargetColumn.of(model.target(), name, rows.header());
      RoleColumns roles = new RoleColumns(name, rows.header(), asked);
      NumberFeatures numbers = numbers(rows, columns, CsvSource::adviceForModel, both(targets, roles));
      return roles.given(Dataset.of(name, model, numbers, targets.targets()));
    }
  }

  /**
   * Reads rows to predict for, as {@link #read(Schema)} does, but without the target: its column may be absent and is not looked at.
   *
   * @throws DataException when the data cannot be used, or a feature of the model is not there
   * @throws IOException when the source cannot be read
   */
  public Rows rows(Schema model) throws IOException {
    List<String> features = columnsOf(model);
    try (InputStream in = opener.open()) {
      CsvRows rows = new CsvRows(name, in, separator);
      int[] columns = rows.header().columns(features, "the model needs it");
      return new Rows(rows.header().names(), numbers(rows, columns, CsvSource::adviceForModel, row -> {}));
    }
  }

  private List<String> columnsOf(Schema model) {
    if (model.inputs() instanceof Inputs.Columns columns) return columns.names();
    throw new DataException(name, "a CSV file has columns of numbers, and the model reads " + model.inputs() + ". Give it images.");
  }

  private static Consumer<CsvRows> both(TargetColumn targets, RoleColumns roles) {
    return row -> {
      targets.add(row);
      roles.add(row);
    };
  }

  private NumberFeatures numbers(CsvRows rows, int[] columns, UnaryOperator<String> advice, Consumer<CsvRows> alsoRead)
      throws IOException {
    NumberList table = new NumberList(mostNumbers);
    while (rows.next()) {
      if (!table.hasRoomFor(columns.length)) throw full(rows, columns.length);
      for (int column : columns) table.add(rows.number(column, advice));
      alsoRead.accept(rows);
    }
    if (table.size() == 0) throw new DataException(name, "the file has a header and no rows; at least one is expected.");
    return new NumberFeatures(table.toArray(), Scaling.none(columns.length));
  }

  private DataException full(CsvRows rows, int columns) {
    int most = mostNumbers / columns;
    return rows.trouble("this is row " + Shown.count(most + 1L) + ", and a table of " + columns + " feature columns can have "
        + Shown.count(most) + " (" + Shown.count(mostNumbers) + " numbers). Leave columns out with --ignore, or take a part of the rows.");
  }

  private static UnaryOperator<String> advice(Options options) {
    return options.features().isEmpty()
        ? column -> "Leave the column out with --ignore " + column + ", or remove the row."
        : column -> "Leave the column out of --features, or remove the row.";
  }

  private static String adviceForModel(String column) {
    return "The model needs this column: correct the cell, or remove the row.";
  }
}
