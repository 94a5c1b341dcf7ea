package dev.gradus.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Takes YAML 1.2, gives its values with their lines. Only data: anchors, aliases and tags are refused, so are keys that stand twice, a second document
 * and more than {@value #DEPTH} levels. A text of n characters costs time and memory in proportion to n.
 */
final class YamlReader {
  private static final int DEPTH = 16;

  private final String name;
  private final Iterator<Event> events;

  private YamlReader(String name, String text) {
    this.name = name;
    this.events = new Parse(LoadSettings.builder().setCodePointLimit(Math.max(1, text.length())).build()).parseString(text).iterator();
  }

  /**
   * The value of a text, or nothing for a text that holds only comments.
   *
   * @param name of the text, for messages
   * @throws IllegalArgumentException when it is not YAML, or more than data, saying in which line
   */
  static Optional<Yaml> read(String name, String text) {
    try {
      return new YamlReader(name, text).document();
    } catch (ReaderException e) {
      int line = 1 + (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      throw new IllegalArgumentException(String.format("%s line %d: the character U+%04X is not allowed in YAML", name, line, e.getCodePoint()), e);
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().or(e::getContextMark).map(mark -> " line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1)).orElse("");
      throw new IllegalArgumentException(name + place + ": not YAML: " + (e.getProblem() != null ? e.getProblem() : e.getContext()), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(name + ": not YAML: " + e.getMessage(), e);
    }
  }

  private Optional<Yaml> document() {
    events.next(); // the stream
    Event start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) return Optional.empty();
    Yaml value = value(events.next(), 0);
    events.next(); // the document ends
    Event after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) throw refused(line(after), "a second document begins; expected one");
    return Optional.of(value);
  }

  private Yaml value(Event event, int depth) {
    int line = line(event);
    if (depth > DEPTH) throw refused(line, "there are more than " + DEPTH + " levels");
    if (event.getEventId() == Event.ID.Alias) throw refused(line, "an alias (*) stands there; write the value itself");
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) throw refused(line, "an anchor (&) stands there; leave it out");
    Optional<String> tag = event instanceof ScalarEvent s ? s.getTag() : event instanceof CollectionStartEvent c ? c.getTag() : Optional.empty();
    if (tag.isPresent()) throw refused(line, "the tag " + tag.get() + " stands there; leave it out");
    return switch (event.getEventId()) {
      case MappingStart -> mapping(line, depth);
      case SequenceStart -> sequence(line, depth);
      case Scalar -> new Yaml.Scalar(line, ((ScalarEvent) event).getValue(), ((ScalarEvent) event).isPlain());
      default -> throw new IllegalStateException("no value begins with " + event);
    };
  }

  private Yaml mapping(int line, int depth) {
    Map<String, Yaml.Mapping.Entry> entries = new LinkedHashMap<>();
    for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
      if (!(value(event, depth + 1) instanceof Yaml.Scalar key)) throw refused(line(event), "a list or mapping is the key; expected a word");
      Yaml.Mapping.Entry before = entries.put(key.text(), new Yaml.Mapping.Entry(key.line(), value(events.next(), depth + 1)));
      if (before != null) throw refused(key.line(), "\"" + key.text() + "\" stands there again, first in line " + before.line() + "; keep one");
    }
    return new Yaml.Mapping(line, entries);
  }

  private Yaml sequence(int line, int depth) {
    List<Yaml> values = new ArrayList<>();
    for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) values.add(value(event, depth + 1));
    return new Yaml.Sequence(line, values);
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private IllegalArgumentException refused(int line, String what) {
    return new IllegalArgumentException(name + " line " + line + ": " + what);
  }
}
