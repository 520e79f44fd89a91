package dev.redthread.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How numbers, texts and values are written by every {@link Codec}: small numbers are short, and
 * equal values have equal bytes.
 *
 * <p>A text is its length in bytes and its UTF-16 units, each written as UTF-8 would write it; so
 * half a surrogate pair, which JSON can spell, survives too.
 */
public final class Wire {
  private static final int NIL = 0;
  private static final int TEXT = 1;
  private static final int WHOLE = 2;
  private static final int DECIMAL = 3;
  private static final int FALSE = 4;
  private static final int TRUE = 5;
  private static final int MANY = 6;

  private Wire() {}

  /** Seven bits a byte, the lowest first; a negative number takes ten bytes. */
  public static void writeUnsigned(long value, DataOutput out) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.writeByte((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  public static long readUnsigned(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.readByte();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("a number of more than ten bytes");
  }

  /** Small numbers of either sign are short. */
  public static void writeSigned(long value, DataOutput out) throws IOException {
    writeUnsigned((value << 1) ^ (value >> 63), out);
  }

  public static long readSigned(DataInput in) throws IOException {
    long zigzag = readUnsigned(in);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** A count or length, never negative. */
  public static int readCount(DataInput in) throws IOException {
    long count = readUnsigned(in);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IOException("a count of " + count);
    }
    return (int) count;
  }

  public static void writeText(String text, DataOutput out) throws IOException {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      length += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x80) {
        bytes[at++] = (byte) unit;
      } else if (unit < 0x800) {
        bytes[at++] = (byte) (0xc0 | (unit >> 6));
        bytes[at++] = (byte) (0x80 | (unit & 0x3f));
      } else {
        bytes[at++] = (byte) (0xe0 | (unit >> 12));
        bytes[at++] = (byte) (0x80 | (unit >> 6 & 0x3f));
        bytes[at++] = (byte) (0x80 | (unit & 0x3f));
      }
    }
    writeUnsigned(length, out);
    out.write(bytes);
  }

  public static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[readCount(in)];
    in.readFully(bytes);
    char[] units = new char[bytes.length];
    int count = 0;
    int at = 0;
    while (at < bytes.length) {
      int lead = bytes[at] & 0xff;
      int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : 2;
      if (at + more >= bytes.length) {
        throw new IOException("a text that ends inside a character");
      }
      int unit = more == 0 ? lead : more == 1 ? lead & 0x1f : lead & 0x0f;
      for (int i = 1; i <= more; i++) {
        unit = (unit << 6) | (bytes[at + i] & 0x3f);
      }
      units[count++] = (char) unit;
      at += more + 1;
    }
    return new String(units, 0, count);
  }

  public static void writeValue(Value value, DataOutput out) throws IOException {
    if (value instanceof Value.Text text) {
      out.writeByte(TEXT);
      writeText(text.value(), out);
    } else if (value instanceof Value.Whole whole) {
      out.writeByte(WHOLE);
      writeSigned(whole.value(), out);
    } else if (value instanceof Value.Decimal decimal) {
      out.writeByte(DECIMAL);
      writeSigned(decimal.value().scale(), out);
      byte[] unscaled = decimal.value().unscaledValue().toByteArray();
      writeUnsigned(unscaled.length, out);
      out.write(unscaled);
    } else if (value instanceof Value.Flag flag) {
      out.writeByte(flag.value() ? TRUE : FALSE);
    } else if (value instanceof Value.Many many) {
      out.writeByte(MANY);
      writeUnsigned(many.values().size(), out);
      for (Value each : many.values()) {
        writeValue(each, out);
      }
    } else {
      out.writeByte(NIL);
    }
  }

  public static Value readValue(DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case NIL -> new Value.Nil();
      case TEXT -> new Value.Text(readText(in));
      case WHOLE -> new Value.Whole(readSigned(in));
      case DECIMAL -> new Value.Decimal(readDecimal(in));
      case FALSE -> new Value.Flag(false);
      case TRUE -> new Value.Flag(true);
      case MANY -> readMany(in);
      default -> throw new IOException("a value of kind " + kind);
    };
  }

  private static BigDecimal readDecimal(DataInput in) throws IOException {
    int scale = Math.toIntExact(readSigned(in));
    byte[] unscaled = new byte[readCount(in)];
    in.readFully(unscaled);
    return new BigDecimal(new BigInteger(unscaled), scale);
  }

  private static Value readMany(DataInput in) throws IOException {
    int count = readCount(in);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(readValue(in));
    }
    return new Value.Many(values);
  }
}
