package dev.gradus.cli;

import dev.gradus.data.DataException;
import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Takes a file with one JSON object a line, gives what each of them is. */
final class JsonLines {
  private JsonLines() {}

  /**
   * The lines in their order; a last line without its end, of a run that was killed, is left out. None when the file is not there.
   *
   * @param each throws an IllegalArgumentException when an object is not what is expected
   * @throws DataException with file and line, when one is none
   */
  static <T> List<T> of(Path file, Function<Map<String, Object>, T> each) throws IOException {
    if (!Files.exists(file)) return List.of();
    String text = Files.readString(file);
    String[] lines = text.substring(0, text.lastIndexOf('\n') + 1).split("\n");
    List<T> values = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) continue;
      try {
        values.add(each.apply(object(lines[i])));
      } catch (IllegalArgumentException e) {
        throw new DataException(file.toString(), i + 1, "", e.getMessage());
      }
    }
    return values;
  }

  /** The JSON object that a text is. @throws IllegalArgumentException when it is none */
  static Map<String, Object> object(String text) {
    if (!(Json.parse(text) instanceof Map<?, ?> map)) throw new IllegalArgumentException("there is no JSON object; the file was changed");
    Map<String, Object> object = new LinkedHashMap<>();
    map.forEach((name, value) -> object.put(name.toString(), value));
    return object;
  }
}
