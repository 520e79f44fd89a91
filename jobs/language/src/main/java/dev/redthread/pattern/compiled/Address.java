package dev.redthread.pattern.compiled;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses as they are written, without ever asking a name server. */
public final class Address {
  private static final int LONGEST = 64;

  private Address() {}

  /**
   * The address as 4 or 16 bytes, or null when the text is none. An IPv4 address mapped into IPv6
   * becomes the IPv4 address; a zone ({@code %eth0}) is dropped.
   */
  public static byte @Nullable [] parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return null;
    }
    if (text.indexOf(':') < 0) {
      return parse4(text);
    }
    int zone = text.indexOf('%');
    byte[] address = parse6(zone < 0 ? text : text.substring(0, zone));
    return address != null && isMapped(address) ? Arrays.copyOfRange(address, 12, 16) : address;
  }

  private static boolean isMapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  private static byte @Nullable [] parse4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] address = new byte[4];
    for (int i = 0; i < 4; i++) {
      int value = number(parts[i], 10, 3);
      if (value < 0 || value > 255 || (parts[i].length() > 1 && parts[i].charAt(0) == '0')) {
        return null;
      }
      address[i] = (byte) value;
    }
    return address;
  }

  private static byte @Nullable [] parse6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == 16 ? all : null;
    }
    byte[] head = groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    if (head == null || tail == null || head.length + tail.length > 14) {
      return null;
    }
    byte[] address = Arrays.copyOf(head, 16);
    System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
    return address;
  }

  /** Groups of four digits, the last two of which may be written as an IPv4 address. */
  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    if (parts.length > 8) {
      return null;
    }
    byte[] bytes = new byte[parts.length * 2 + 2];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        byte[] last = parse4(parts[i]);
        if (last == null) {
          return null;
        }
        System.arraycopy(last, 0, bytes, length, 4);
        return Arrays.copyOf(bytes, length + 4);
      }
      int value = number(parts[i], 16, 4);
      if (value < 0) {
        return null;
      }
      bytes[length++] = (byte) (value >> 8);
      bytes[length++] = (byte) value;
    }
    return Arrays.copyOf(bytes, length);
  }

  /** The value of a number of so many digits at the most, or a negative number for none. */
  private static int number(String text, int radix, int mostDigits) {
    if (text.isEmpty() || text.length() > mostDigits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
