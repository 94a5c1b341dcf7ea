package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Takes the bytes of an element of a NumPy array, gives its value. */
enum NpyType {
  B1(1) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return from.get(at) != 0;
    }
  },
  I1(1) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return (int) from.get(at);
    }
  },
  I2(2) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return (int) from.getShort(at);
    }
  },
  I4(4) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return from.getInt(at);
    }
  },
  I8(8) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return from.getLong(at);
    }
  },
  U1(1) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return Byte.toUnsignedInt(from.get(at));
    }
  },
  U2(2) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return Short.toUnsignedInt(from.getShort(at));
    }
  },
  U4(4) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return Integer.toUnsignedLong(from.getInt(at));
    }
  },
  U8(8) {
    @Override
    Object cell(ByteBuffer from, int at) {
      long bits = from.getLong(at);
      if (bits >= 0) return bits;
      return ((bits >>> 1) | (bits & 1)) * 2.0; // the last bit stays in the half, so that the rounding is that of the whole
    }
  },
  F2(2) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return half(from.getShort(at));
    }
  },
  F4(4) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return (double) from.getFloat(at);
    }
  },
  F8(8) {
    @Override
    Object cell(ByteBuffer from, int at) {
      return from.getDouble(at);
    }
  };

  private final int bytes;

  NpyType(int bytes) {
    this.bytes = bytes;
  }

  /** The type that a word such as {@code f8} stands for; empty for all that are not read. */
  static Optional<NpyType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.name().toLowerCase(Locale.ROOT).equals(word)).findFirst();
  }

  /** How many bytes an element has. */
  int bytes() {
    return bytes;
  }

  /** The element at a place, in the buffer's order of bytes. */
  abstract Object cell(ByteBuffer from, int at);

  ColumnType columnType() {
    return this == B1 ? ColumnType.BOOLEAN : ColumnType.NUMBER;
  }

  /** IEEE 754 binary16: sign, 5 bits of exponent, 10 of mantissa. */
  static double half(short bits) {
    int exponent = bits >> 10 & 31;
    int mantissa = bits & 1023;
    double size = switch (exponent) {
      case 0 -> mantissa * 0x1p-24;
      case 31 -> mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      default -> (1024 + mantissa) * Math.scalb(1.0, exponent - 25);
    };
    return bits < 0 ? -size : size;
  }
}
