package dev.gradus.data;

import dev.gradus.prepare.Cells;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes a reader, gives its present record by the names of the columns. */
final class ReaderCells implements Cells {
  private final RecordReader reader;
  private final Map<String, Integer> places = new HashMap<>();

  /** @param reader kept, not closed here */
  ReaderCells(RecordReader reader) {
    this.reader = reader;
    List<String> names = reader.names();
    for (String name : names) places.put(name, places.size());
  }

  @Override
  public Object cell(String column) {
    Integer place = places.get(column);
    return place == null ? null : reader.cell(place);
  }

  @Override
  public boolean has(String column) {
    return places.containsKey(column);
  }
}
