package dev.gradus.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes numbers, texts, lists and maps, gives bytes, and back: how the directory of a table file is written. */
final class DirectoryCode {
  private static final int DEPTH = 32;

  private DirectoryCode() {}

  /**
   * A copy that cannot be changed, with every whole number a Long and every other number a Double.
   *
   * @throws IllegalArgumentException when something is no Map with names, List, String, Number or Boolean
   */
  static Object copy(Object value) {
    Writer writer = new Writer();
    writer.value(value, 0);
    return new Reader(writer.bytes()).value(0);
  }

  /** Bytes that grow. */
  static final class Writer {
    private ByteBuffer to = ByteBuffer.allocate(1 << 12);

    private ByteBuffer room(int bytes) {
      if (to.remaining() < bytes) {
        long more = Math.max(2L * to.capacity(), (long) to.position() + bytes);
        if (to.position() > NumberList.MOST - bytes) throw new IllegalArgumentException("the names and categories of a table take more than 2 GiB");
        to = ByteBuffer.allocate((int) Math.min(NumberList.MOST, more)).put(to.flip());
      }
      return to;
    }

    Writer number(int x) {
      room(4).putInt(x);
      return this;
    }

    Writer number(long x) {
      room(8).putLong(x);
      return this;
    }

    Writer raw(byte... bytes) {
      room(bytes.length).put(bytes);
      return this;
    }

    /** As UTF-8, or as UTF-16 where that would lose half of a pair. */
    Writer text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (new String(bytes, StandardCharsets.UTF_8).equals(text)) return number(bytes.length).raw(bytes);
      number(~text.length());
      for (int i = 0; i < text.length(); i++) room(2).putChar(text.charAt(i));
      return this;
    }

    Writer value(Object value, int depth) {
      if (depth > DEPTH) throw new IllegalArgumentException("notes of more than " + DEPTH + " levels were given");
      if (value instanceof Map<?, ?> map) {
        raw((byte) 'M').number(map.size());
        map.forEach((name, inner) -> {
          if (!(name instanceof String text)) throw new IllegalArgumentException("a name in notes is " + name + "; it must be a text");
          text(text).value(inner, depth + 1);
        });
      } else if (value instanceof List<?> list) {
        raw((byte) 'L').number(list.size());
        for (Object inner : list) value(inner, depth + 1);
      } else if (value instanceof String text) {
        raw((byte) 'S').text(text);
      } else if (value instanceof Integer || value instanceof Long) {
        raw((byte) 'J').number(((Number) value).longValue());
      } else if (value instanceof Double || value instanceof Float) {
        raw((byte) 'D').number(Double.doubleToLongBits(((Number) value).doubleValue()));
      } else if (value instanceof Boolean yes) {
        raw((byte) (yes ? 'T' : 'F'));
      } else {
        throw new IllegalArgumentException("a value in notes is " + value + "; it must be a map, list, text, number or boolean");
      }
      return this;
    }

    ByteBuffer bytes() {
      return to.duplicate().flip();
    }
  }

  /** Reads what a {@link Writer} wrote. Every method throws {@link BufferUnderflowException} or {@link IllegalArgumentException} when it is something else. */
  static final class Reader {
    private final ByteBuffer from;

    /** @param from read from its position to its limit, kept */
    Reader(ByteBuffer from) {
      this.from = from;
    }

    int number() {
      return from.getInt();
    }

    long longNumber() {
      return from.getLong();
    }

    /** A count of things of at least {@code bytes} each. */
    int count(int bytes) {
      int count = from.getInt();
      if (count < 0 || (long) count * bytes > from.remaining()) throw new IllegalArgumentException("a count of " + count);
      return count;
    }

    byte[] raw(int length) {
      if (length > from.remaining()) throw new BufferUnderflowException();
      byte[] bytes = new byte[length];
      from.get(bytes);
      return bytes;
    }

    String text() {
      int length = from.getInt();
      if (length >= 0) return new String(raw(length), StandardCharsets.UTF_8);
      if (~length > from.remaining() / 2) throw new BufferUnderflowException();
      char[] text = new char[~length];
      for (int i = 0; i < text.length; i++) text[i] = from.getChar();
      return new String(text);
    }

    List<String> texts() {
      int count = count(4);
      List<String> texts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) texts.add(text());
      return List.copyOf(texts);
    }

    Object value(int depth) {
      if (depth > DEPTH) throw new IllegalArgumentException("more than " + DEPTH + " levels");
      byte kind = from.get();
      return switch (kind) {
        case 'M' -> map(depth);
        case 'L' -> list(depth);
        case 'S' -> text();
        case 'J' -> longNumber();
        case 'D' -> Double.longBitsToDouble(longNumber());
        case 'T' -> true;
        case 'F' -> false;
        default -> throw new IllegalArgumentException("a value of kind " + kind);
      };
    }

    private Map<String, Object> map(int depth) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int n = count(5); n > 0; n--) map.put(text(), value(depth + 1));
      return Collections.unmodifiableMap(map);
    }

    private List<Object> list(int depth) {
      List<Object> list = new ArrayList<>();
      for (int n = count(1); n > 0; n--) list.add(value(depth + 1));
      return List.copyOf(list);
    }

    boolean atEnd() {
      return !from.hasRemaining();
    }
  }
}
