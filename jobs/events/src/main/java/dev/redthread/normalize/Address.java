package dev.redthread.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * IP addresses in one spelling, so that they can be joined: without port, brackets, zone and
 * leading zeros, IPv6 as RFC 5952 writes it, an IPv4 address inside IPv6 as IPv4. Nothing is ever
 * looked up.
 *
 * <p><i>Thread safety:</i> stateless.
 */
public final class Address {
  private static final int MOST_CHARACTERS = 80;
  private static final int GROUPS = 8;

  private Address() {}

  /** The address in a text, or nothing where it is none. */
  public static Optional<String> parse(String written) {
    String text = written.strip();
    if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    if (text.charAt(0) == '[') {
      int end = text.indexOf(']');
      return end < 0 ? Optional.empty() : six(text.substring(1, end));
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return four(text);
    }
    boolean port = text.indexOf('.') > 0 && text.indexOf('.') < colon;
    return port ? four(text.substring(0, colon)) : six(text);
  }

  private static Optional<String> four(String text) {
    List<String> parts = List.of(text.split("\\.", -1));
    if (parts.size() != 4) {
      return Optional.empty();
    }
    List<String> octets = new ArrayList<>();
    for (String part : parts) {
      Optional<Integer> octet = number(part, 10, 3, 255);
      if (octet.isEmpty()) {
        return Optional.empty();
      }
      octets.add(octet.get().toString());
    }
    return Optional.of(String.join(".", octets));
  }

  private static Optional<String> six(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    int gap = address.indexOf("::");
    List<Integer> head = new ArrayList<>();
    List<Integer> tail = new ArrayList<>();
    boolean valid;
    if (gap < 0) {
      valid = groups(address, head) && head.size() == GROUPS;
    } else {
      valid =
          groups(address.substring(0, gap), head)
              && groups(address.substring(gap + 2), tail)
              && head.size() + tail.size() < GROUPS;
    }
    if (!valid) {
      return Optional.empty();
    }
    while (head.size() + tail.size() < GROUPS) {
      head.add(0);
    }
    head.addAll(tail);
    return Optional.of(spelled(head));
  }

  private static boolean groups(String text, List<Integer> into) {
    if (text.isEmpty()) {
      return true;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        Optional<String> four = four(parts[i]);
        if (four.isEmpty()) {
          return false;
        }
        String[] octets = four.get().split("\\.");
        into.add(Integer.parseInt(octets[0]) << 8 | Integer.parseInt(octets[1]));
        into.add(Integer.parseInt(octets[2]) << 8 | Integer.parseInt(octets[3]));
      } else {
        Optional<Integer> group = number(parts[i], 16, 4, 0xffff);
        if (group.isEmpty()) {
          return false;
        }
        into.add(group.get());
      }
    }
    return true;
  }

  private static Optional<Integer> number(String text, int radix, int mostDigits, int most) {
    if (text.isEmpty() || text.length() > mostDigits) {
      return Optional.empty();
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      int digit = character < 0x80 ? Character.digit(character, radix) : -1;
      if (digit < 0) {
        return Optional.empty();
      }
      number = number * radix + digit;
    }
    return number > most ? Optional.empty() : Optional.of(number);
  }

  private static String spelled(List<Integer> groups) {
    boolean mapped = groups.subList(0, 5).stream().allMatch(group -> group == 0);
    if (mapped && groups.get(5) == 0xffff) {
      int high = groups.get(6);
      int low = groups.get(7);
      return (high >> 8) + "." + (high & 255) + "." + (low >> 8) + "." + (low & 255);
    }
    int longest = 0;
    int longestAt = 0;
    for (int from = 0; from < GROUPS; from++) {
      int to = from;
      while (to < GROUPS && groups.get(to) == 0) {
        to++;
      }
      if (to - from > longest) {
        longest = to - from;
        longestAt = from;
      }
    }
    if (longest < 2) {
      return joined(groups);
    }
    return joined(groups.subList(0, longestAt))
        + "::"
        + joined(groups.subList(longestAt + longest, GROUPS));
  }

  private static String joined(List<Integer> groups) {
    return String.join(":", groups.stream().map(Integer::toHexString).toList());
  }
}
