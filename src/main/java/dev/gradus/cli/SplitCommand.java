package dev.gradus.cli;

import dev.gradus.data.ColumnUse;
import dev.gradus.data.DataException;
import dev.gradus.data.NearMiss;
import dev.gradus.data.Parts;
import dev.gradus.data.RecordReader;
import dev.gradus.data.RowWriter;
import dev.gradus.data.Table;
import dev.gradus.data.TableOptions;
import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus data split}: takes a table, gives its rows in several files. */
@Command(name = "split", sortOptions = false, description = "Writes the rows of a table to several CSV files, each row to one, in the order of the source and with "
    + "cells as they are there. A source is read twice, and so it cannot be standard input.")
final class SplitCommand implements Callable<Integer>, Checked {
  private static final double ROUNDING = 1e-9;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SOURCE", description = "a table, as for train")
  private String source;

  @Option(names = "--out", paramLabel = "NAME", required = true, description = "a folder, for train.csv and test.csv in it, or a name such as penguins.csv.gz, for "
      + "penguins-train.csv.gz and penguins-test.csv.gz (no default)")
  private Path out;

  @Option(names = "--parts", paramLabel = "PARTS", defaultValue = "train=0.8,test=0.2", description = "names and shares, which sum to 1 (default: ${DEFAULT-VALUE})")
  private String parts;

  @Option(names = "--stratify", paramLabel = "COL", description = "column whose texts have the same shares in every part (default: none)")
  private String stratify;

  @Option(names = "--group", paramLabel = "COL", description = "column whose equal rows stay in one part (default: none)")
  private String group;

  @Option(names = "--time", paramLabel = "COL", description = "column by which the earliest rows go to the first part, the latest to the last (default: none)")
  private String time;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "of the draws (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private TableOption tables;

  @Override
  public Integer call() throws IOException {
    check();
    PrintWriter err = spec.commandLine().getErr();
    Map<String, Double> shares = shares();
    List<Path> files = shares.keySet().stream().map(this::file).toList();
    for (Path file : files) OutputFile.refuseToReplace("--out", file, source);
    int[] part = parts(List.copyOf(shares.values()));
    int[] sizes = new int[files.size()];
    try (RecordReader records = tables.open(source, line -> {}).records(tables.options())) {
      write(records, files, new ArrayList<>(), to -> {
        for (int row = 0; next(records); row++) {
          if (row == part.length) throw changed();
          to.get(part[row]).row(RowWriter.cells(records));
          sizes[part[row]]++;
        }
        if (IntStream.of(sizes).sum() < part.length) throw changed();
      });
    }
    PrintWriter stdout = spec.commandLine().getOut();
    for (int p = 0; p < sizes.length; p++) stdout.println(String.format(Locale.ROOT, "%s: %,d rows", files.get(p), sizes[p]));
    stdout.flush();
    err.flush();
    return ExitCode.DONE;
  }

  @Override
  public void check() {
    tables.options();
    shares();
    if (source != null && source.equals("-")) {
      throw new IllegalArgumentException("SOURCE -: rows are divided in a second look at them, and standard input can be read once; save it to a file first");
    }
    List<String> columns = Stream.of(named("--stratify", stratify), named("--group", group), named("--time", time)).flatMap(Optional::stream).toList();
    if (columns.size() <= 1) return;
    throw new IllegalArgumentException(String.join(" and ", columns) + " divide the rows in different ways, and there can be one; leave one of them out");
  }

  private static Optional<String> named(String option, String column) {
    return Optional.ofNullable(column).map(name -> option + " " + name);
  }

  /** @throws IllegalArgumentException when they are no parts */
  private Map<String, Double> shares() {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String one : parts.split(",", -1)) {
      int mark = one.indexOf('=');
      String name = mark < 0 ? "" : one.substring(0, mark).strip();
      double share = mark < 0 ? Double.NaN : Split.number(one.substring(mark + 1).strip()).orElse(Double.NaN);
      if (!name.matches("[\\p{L}\\p{N}_.-]{1,64}") || name.startsWith(".") || !(share > 0 && share < 1)) {
        throw refused("\"" + Figures.plain(one) + "\" is no part; it must be a name of letters, digits, - and _, and a share above 0 and below 1, as in test=0.2");
      }
      if (shares.put(name, share) != null) throw refused("there are two parts " + name + "; names must be different");
    }
    double sum = shares.values().stream().mapToDouble(share -> share).sum();
    if (!(Math.abs(sum - 1) <= ROUNDING)) throw refused(String.format(Locale.ROOT, "the shares sum to %.6g; they must sum to 1", sum));
    return shares;
  }

  private IllegalArgumentException refused(String what) {
    return new IllegalArgumentException("--parts " + Figures.plain(parts) + ": " + what);
  }

  private Path file(String part) {
    return TableFile.name(out).map(name -> out.resolveSibling(name.stem() + "-" + part + name.ending())).orElseGet(() -> out.resolve(part + ".csv"));
  }

  private int[] parts(List<Double> shares) throws IOException {
    String column = stratify != null ? stratify : group != null ? group : time;
    if (column == null) return Parts.atRandom(source, count(), shares, seed);
    TableOptions options = tables.options();
    try (RecordReader records = tables.open(source, line -> {}).records(options)) {
      column(source, records.names(), stratify != null ? "--stratify" : group != null ? "--group" : "--time", column);
    }
    TableOptions one = options.withTypes(time != null ? said(options, column) : Map.of(column,
        ColumnType.CATEGORY)).withIgnored(List.of()).withOnly(List.of(column))
        .withUses(Map.of(column, group != null ? ColumnUse.GROUP : ColumnUse.FEATURE));
    try (Table table = tables.open(source, spec.commandLine().getErr()::println).table(one)) {
      if (stratify != null) return Parts.stratified(table, shares, seed);
      return group != null ? Parts.grouped(table, shares, seed) : Parts.ordered(table, shares);
    }
  }

  private static Map<String, ColumnType> said(TableOptions options, String column) {
    return options.types().containsKey(column) ? Map.of(column, options.types().get(column)) : Map.of();
  }

  private int count() throws IOException {
    long rows = 0;
    try (RecordReader records = tables.open(source, line -> {}).records(tables.options())) {
      while (records.next()) rows++;
    }
    if (rows <= Integer.MAX_VALUE - 8) return (int) rows;
    throw new DataException(source, String.format(Locale.ROOT, "has %,d rows; at most %,d can be divided.", rows, Integer.MAX_VALUE - 8));
  }

  /** The place of a column. @throws DataException when there is no such column */
  static int column(String source, List<String> names, String option, String name) {
    int place = names.indexOf(name);
    if (place >= 0) return place;
    throw new DataException(source, "there is no column \"" + Figures.plain(name) + "\", and " + option + " names it."
        + NearMiss.of(name, names).map(near -> " Did you mean \"" + near + "\"?").orElse(""));
  }

  private interface Rows {
    void writeTo(List<RowWriter> parts) throws IOException;
  }

  /** Opens one file in the other, so that all are written before the first is moved into place. */
  private static void write(RecordReader records, List<Path> files, List<RowWriter> opened, Rows rows) throws IOException {
    if (opened.size() == files.size()) {
      rows.writeTo(opened);
      for (RowWriter part : opened) part.flush();
      return;
    }
    TableFile.of(files.get(opened.size())).write(records.names(), to -> {
      opened.add(to);
      write(records, files, opened, rows);
    });
  }

  private DataException changed() {
    return new DataException(source, "has other rows than at the first look; wait until it is whole.");
  }

  private static boolean next(RecordReader records) {
    try {
      return records.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
