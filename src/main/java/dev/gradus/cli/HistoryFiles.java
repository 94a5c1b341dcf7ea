package dev.gradus.cli;

import dev.gradus.store.AtomicFile;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the figures of one epoch after another, gives {@code history.jsonl} with an object a line and {@code history.csv} with a row an epoch. A figure that is not
 * defined is absent in the one and an empty cell in the other.
 */
final class HistoryFiles {
  private static final OpenOption[] APPEND = {StandardOpenOption.CREATE, StandardOpenOption.APPEND};

  private final Path json;
  private final Path csv;
  private final Set<String> columns = new LinkedHashSet<>();
  private final List<Map<String, Object>> rows = new ArrayList<>();

  HistoryFiles(Path folder) {
    json = folder.resolve("history.jsonl");
    csv = folder.resolve("history.csv");
  }

  /** Adds an epoch. A column that none before it had makes the table anew. */
  void add(Map<String, Object> event) throws IOException {
    Files.writeString(json, JsonWriter.write(event) + "\n", APPEND);
    event.remove("event");
    rows.add(event);
    if (columns.addAll(event.keySet())) {
      write(csv, table());
    } else {
      Files.writeString(csv, row(event), APPEND);
    }
  }

  /** Whether there is an epoch. */
  boolean begun() {
    return !rows.isEmpty();
  }

  /** Writes both files anew, each whole or not at all, with these epochs. */
  void restart(List<Map<String, Object>> events) throws IOException {
    rows.clear();
    columns.clear();
    write(json, events.stream().map(event -> JsonWriter.write(event) + "\n").collect(Collectors.joining()));
    for (Map<String, Object> event : events) {
      event.remove("event");
      rows.add(event);
      columns.addAll(event.keySet());
    }
    write(csv, rows.isEmpty() ? "" : table());
  }

  private String table() {
    return String.join(",", columns) + "\n" + rows.stream().map(this::row).collect(Collectors.joining());
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.writeInFolder(file, AtomicFile.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String row(Map<String, Object> event) {
    return columns.stream().map(column -> Objects.toString(event.get(column), "")).collect(Collectors.joining(",")) + "\n";
  }
}
