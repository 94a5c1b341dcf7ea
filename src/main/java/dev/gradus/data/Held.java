package dev.gradus.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Something that examples are held in: an array on the Java heap, or a table there or in a file.
 *
 * @param what the thing itself, by which several data sets that share it are told from those that do not
 * @param bytes how many it takes
 * @param inFile whether it is a file, mapped into memory, whose bytes the system fetches and gives up as it likes
 */
public record Held(Object what, long bytes, boolean inFile) {
  /** What some data sets are held in, each thing once. */
  public static List<Held> by(Dataset... sets) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Held> all = new ArrayList<>();
    for (Dataset set : sets) {
      for (Held held : set.held()) {
        if (seen.add(held.what())) all.add(held);
      }
    }
    return all;
  }
}
