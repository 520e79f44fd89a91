package dev.redthread.normalize.enrich;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes small files of the MaxMind DB format 2.0: a search tree of 32-bit records, an entry for
 * each network, the metadata. IPv4 networks lie below {@code ::/96}.
 */
final class MmdbWriter {
  private static final int EMPTY = -1;
  private static final int GAP = 16;
  private static final int MAP = 7;
  private static final int TEXT = 2;
  private static final int SHORT = 5;
  private static final int INT = 6;
  private static final int LONG = 9;
  private static final int ARRAY = 11;

  /**
   * Two records a node: another node, {@link #EMPTY}, or from -2 downwards the places of entries.
   */
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

  private final List<Integer> offsets = new ArrayList<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private MmdbWriter() {}

  /** A network and what the file says of its addresses: texts, numbers and maps of these. */
  record Entry(Cidr network, Map<String, ?> content) {}

  static byte[] write(String type, List<Entry> entries) {
    MmdbWriter writer = new MmdbWriter();
    entries.stream()
        .sorted(Comparator.comparingInt(entry -> entry.network().length()))
        .forEach(writer::add);
    return writer.bytes(type);
  }

  private void add(Entry entry) {
    offsets.add(data.size());
    value(entry.content(), data);
    set(0, 0, entry.network(), -1 - offsets.size());
  }

  /** Bits of the address as the file has it: an IPv4 address after 96 zeros. */
  private static boolean bit(Cidr network, int place) {
    boolean four = network.high() == 0 && (network.low() >>> 32) == 0xffff;
    long low = four ? network.low() & 0xffff_ffffL : network.low();
    return place < 64
        ? ((network.high() >>> (63 - place)) & 1) == 1
        : ((low >>> (127 - place)) & 1) == 1;
  }

  private void set(int node, int depth, Cidr network, int record) {
    int side = bit(network, depth) ? 1 : 0;
    if (depth == network.length() - 1) {
      fill(node, side, record);
      return;
    }
    int next = nodes.get(node)[side];
    if (next < 0) {
      // What held for the whole network holds for both halves.
      nodes.add(new int[] {next, next});
      nodes.get(node)[side] = nodes.size() - 1;
      next = nodes.size() - 1;
    }
    set(next, depth + 1, network, record);
  }

  private void fill(int node, int side, int record) {
    nodes.get(node)[side] = record;
  }

  private byte[] bytes(String type) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int record : node) {
        number(
            record >= 0
                ? record
                : record == EMPTY
                    ? nodes.size()
                    : (long) nodes.size() + GAP + offsets.get(-2 - record),
            4,
            file);
      }
    }
    file.writeBytes(new byte[GAP]);
    file.writeBytes(data.toByteArray());
    file.writeBytes("\u00ab\u00cd\u00efMaxMind.com".getBytes(ISO_8859_1));
    control(MAP, 9, file);
    text("node_count", file);
    whole(INT, nodes.size(), 4, file);
    text("record_size", file);
    whole(SHORT, 32, 2, file);
    text("ip_version", file);
    whole(SHORT, 6, 2, file);
    text("database_type", file);
    text(type, file);
    text("languages", file);
    control(ARRAY, 1, file);
    text("en", file);
    text("binary_format_major_version", file);
    whole(SHORT, 2, 2, file);
    text("binary_format_minor_version", file);
    whole(SHORT, 0, 2, file);
    text("build_epoch", file);
    whole(LONG, 1_790_000_000L, 8, file);
    text("description", file);
    control(MAP, 0, file);
    return file.toByteArray();
  }

  private static void value(Object value, ByteArrayOutputStream out) {
    if (value instanceof Map<?, ?> map) {
      control(MAP, map.size(), out);
      map.forEach(
          (key, inner) -> {
            text(String.valueOf(key), out);
            value(inner, out);
          });
    } else if (value instanceof Integer number) {
      whole(INT, number, 4, out);
    } else {
      text(String.valueOf(value), out);
    }
  }

  private static void text(String text, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(UTF_8);
    control(TEXT, bytes.length, out);
    out.writeBytes(bytes);
  }

  private static void whole(int type, long value, int length, ByteArrayOutputStream out) {
    control(type, length, out);
    number(value, length, out);
  }

  private static void number(long value, int length, ByteArrayOutputStream out) {
    for (int place = length - 1; place >= 0; place--) {
      out.write((int) (value >>> (8 * place)));
    }
  }

  private static void control(int type, int size, ByteArrayOutputStream out) {
    boolean extended = type > MAP;
    out.write((extended ? 0 : type << 5) | Math.min(size, 29));
    if (extended) {
      out.write(type - MAP);
    }
    if (size >= 29) {
      out.write(size - 29);
    }
  }
}
