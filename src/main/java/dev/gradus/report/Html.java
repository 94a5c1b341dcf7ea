package dev.gradus.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes elements, attributes and texts, gives the text of a page. It is the only place where markup is made: whatever is given is written as text, and an
 * element that runs a script or an attribute that would make a request cannot be written.
 */
final class Html {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
  private static final Pattern ADDRESS = Pattern.compile("#[a-z0-9-]+|data:image/png;base64,[A-Za-z0-9+/=]*+|data:,");
  private static final Set<String> WITHIN_LINES = Set.of("a", "b", "span", "code", "strong", "small", "td", "th", "tspan", "abbr");
  private static final Set<String> REFUSED = Set.of("script", "iframe", "object", "embed", "base", "form", "template", "style", "foreignObject", "use",
      "image");
  private static final Set<String> OF_ADDRESS = Set.of("href", "src", "srcset", "action", "data", "poster", "background", "ping");

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();
  private int ids;

  /** The first line, which makes browsers follow the standard. */
  Html document() {
    out.append("<!DOCTYPE html>\n");
    return this;
  }

  /** The style sheet of reports; there is no other. */
  Html stylesheet() {
    out.append("<style>\n").append(Style.SHEET).append("</style>\n");
    return this;
  }

  /** Begins an element. @param attributes a name and a value in turn */
  Html open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /** Ends the element that was begun last. */
  Html close() {
    String tag = open.pop();
    out.append("</").append(tag).append('>');
    if (!WITHIN_LINES.contains(tag)) out.append('\n');
    return this;
  }

  /** An element without content. */
  Html empty(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /** An element that has only text. */
  Html leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  Html text(String text) {
    put(text);
    return this;
  }

  private void start(String tag, String... attributes) {
    if (!NAME.matcher(tag).matches() || REFUSED.contains(tag)) throw new IllegalArgumentException("an element \"" + tag
        + "\" was asked for; a report has none");
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) attribute(attributes[i], attributes[i + 1]);
  }

  private void attribute(String name, String value) {
    if (!NAME.matcher(name).matches() || name.toLowerCase(Locale.ROOT).startsWith("on")) {
      throw new IllegalArgumentException("an attribute \"" + name + "\" was asked for; a report has none");
    }
    if (OF_ADDRESS.contains(name) && !ADDRESS.matcher(value).matches()) {
      throw new IllegalArgumentException("an address \"" + PlainText.cut(value, 40)
          + "\" was asked for; it must be a place in the report or a picture in itself");
    }
    out.append(' ').append(name).append("=\"");
    put(value);
    out.append('"');
  }

  private void put(String text) {
    if (isSimple(text)) {
      out.append(text);
    } else {
      escape(PlainText.of(text));
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }

  /** Whether a text has nothing but letters, digits and signs of ASCII that mean nothing in markup. */
  private static boolean isSimple(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') return false;
    }
    return true;
  }

  /** A name for an element that no other has. */
  String id(String prefix) {
    return prefix + "-" + ++ids;
  }

  /** The page. @throws IllegalStateException when an element was not ended */
  String page() {
    if (!open.isEmpty()) throw new IllegalStateException("the elements " + open + " were not ended");
    return out.toString();
  }
}
