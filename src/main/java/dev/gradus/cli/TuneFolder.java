package dev.gradus.cli;

import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Takes where a search is to be and its configuration, gives the folder: a new one, or that of the same search, to go on in. */
final class TuneFolder {
  /** Keys that change nothing that was found so far. */
  private static final Set<String> FREE = Set.of("version", "json", "out", "jobs", "budget", "data-dir");

  private TuneFolder() {}

  /**
   * The folder.
   *
   * @param runDir may be null
   * @param resume a folder that is to be there already; may be null
   * @throws IllegalArgumentException when it holds a run of another configuration, naming the first key that differs
   */
  static RunFolder open(Path runDir, Path resume, String source, Path out, Map<String, Object> configuration) throws IOException {
    Path folder = resume != null ? resume : runDir;
    if (resume != null && !Files.exists(resume.resolve(RunFolder.CONFIGURATION))) {
      throw new NoSuchFileException(resume.resolve(RunFolder.CONFIGURATION).toString());
    }
    if (folder == null || !Files.exists(folder.resolve(RunFolder.CONFIGURATION))) return RunFolder.create(runDir, source, out, configuration);
    Map<?, ?> before = configuration(folder.resolve(RunFolder.CONFIGURATION));
    if (!before.containsKey(ConfigurationFile.SEARCH)) {
      throw new IllegalArgumentException((resume != null ? "--resume " : "--run-dir ") + folder + " holds a run that is no search; choose another folder");
    }
    refuseAnother(folder, before, (Map<?, ?>) Json.parse(JsonWriter.write(configuration)));
    RunFolder again = RunFolder.again(folder, out).withModel(out);
    again.resumed(List.of(), List.of());
    return again;
  }

  private static Map<?, ?> configuration(Path file) throws IOException {
    try {
      return (Map<?, ?>) Json.parse(Files.readString(file).strip());
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new IllegalArgumentException(file + " is no configuration that gradus wrote; choose another folder", e);
    }
  }

  private static void refuseAnother(Path folder, Map<?, ?> before, Map<?, ?> now) {
    Set<Object> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(now.keySet());
    for (Object key : keys) {
      if (FREE.contains(key.toString()) || Objects.equals(before.get(key), now.get(key))) continue;
      throw new IllegalArgumentException(folder + " holds a search with another configuration: the key \"" + key + "\" was " + said(before.get(key))
          + " and is " + said(now.get(key)) + " now; say the same, or choose another --run-dir");
    }
  }

  private static String said(Object value) {
    return value == null ? "not given" : JsonWriter.write(value);
  }
}
