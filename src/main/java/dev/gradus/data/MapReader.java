package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes maps, gives their values in the order of the names of the first of them. */
final class MapReader extends ObjectRows {
  /** How many maps are looked at for names. */
  static final int FIRST = 1000;

  private final Deque<Map<?, ?>> first = new ArrayDeque<>();
  private final List<String> names;
  private final Set<String> known;
  private Map<?, ?> record = Map.of();
  private long number;

  MapReader(String source, RecordsSource.Opened opened) throws IOException {
    super(source, opened);
    known = new LinkedHashSet<>();
    while (first.size() < FIRST && hasMore()) {
      Map<?, ?> map = map(first.size() + 1);
      for (Object name : map.keySet()) known.add(name(name, first.size() + 1));
      first.add(map);
    }
    names = List.copyOf(known);
    check(names);
  }

  private Map<?, ?> map(long number) throws IOException {
    if (take(number) instanceof Map<?, ?> map) return map;
    throw trouble(number, "", "the record is no map, and maps are expected.");
  }

  private String name(Object key, long number) {
    if (key instanceof String name && !name.isBlank()) return name;
    throw trouble(number, "", "a name is " + (key instanceof String ? "empty" : String.valueOf(key)) + ". Name each column with a text.");
  }

  @Override
  boolean advance() throws IOException {
    if (first.isEmpty() && !hasMore()) return false;
    number++;
    if (!first.isEmpty()) {
      record = first.poll();
      return true;
    }
    record = map(number);
    for (Object key : record.keySet()) {
      if (!(key instanceof String name) || !known.contains(name)) {
        throw trouble(number, "", "the name " + Shown.quoted(String.valueOf(key)) + " is in none of the first " + Shown.count(FIRST) + " records, whose "
            + "names are "
            + Shown.list(names) + ". Put it into the first record, with null for a missing value, or leave it out.");
      }
    }
    return true;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Optional<ColumnType> type(int column) {
    return Optional.empty();
  }

  @Override
  public Object cell(int column) {
    return cell(record.get(names.get(column)), column);
  }
}
