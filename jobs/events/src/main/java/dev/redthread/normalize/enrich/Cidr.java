package dev.redthread.normalize.enrich;

import dev.redthread.normalize.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A network as the first bits of an IPv6 address; IPv4 addresses are those of {@code
 * ::ffff:0:0/96}.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 * @param length how many bits count; all others are 0
 */
record Cidr(long high, long low, int length) {
  static final int BITS = 128;
  private static final int BITS_OF_4 = 32;
  private static final long MAPPED = 0xffffL << BITS_OF_4;

  /** The network of one address, whatever its spelling; nothing where it is none. */
  static Optional<Cidr> ofAddress(String text) {
    return Address.parse(text).map(Cidr::ofCanonical);
  }

  private static Cidr ofCanonical(String address) {
    try {
      // An address in this spelling is read and not looked up.
      byte[] bytes = InetAddress.getByName(address).getAddress();
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return bytes.length == Integer.BYTES
          ? new Cidr(0, MAPPED | Integer.toUnsignedLong(buffer.getInt()), BITS)
          : new Cidr(buffer.getLong(), buffer.getLong(), BITS);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address + " is an address", e);
    }
  }

  /**
   * The network in a text: an address, or an address, a slash and a length.
   *
   * <p><i>Errors:</i> {@link IllegalArgumentException} that says what is wrong.
   */
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Cidr all =
        ofAddress(address)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'"
                            + text
                            + "' is no network: write 192.0.2.0/24, 2001:db8::/32 or one"
                            + " address"));
    if (slash < 0) {
      return all;
    }
    boolean mappedText = address.indexOf(':') >= 0;
    int most = mappedText ? BITS : BITS_OF_4;
    int length = length(text.substring(slash + 1), most, text);
    Cidr network = all.cut(mappedText ? length : BITS - BITS_OF_4 + length);
    if (network.high != all.high || network.low != all.low) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' has an address within the network in place of its first one: correct the"
              + " address or the length");
    }
    return network;
  }

  private static int length(String text, int most, String all) {
    int length = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    if (length > most) {
      throw new IllegalArgumentException(
          "the length in '" + all + "' must be a number from 0 to " + most);
    }
    return length;
  }

  /** The least length of a network that it can be in: IPv4 addresses are in no IPv6 network. */
  int least() {
    return high == 0 && (low >>> BITS_OF_4) == 0xffff ? BITS - BITS_OF_4 : 0;
  }

  /** The network of a length that it is in. */
  Cidr cut(int shorter) {
    return new Cidr(
        high & mask(Math.min(shorter, Long.SIZE)),
        low & mask(Math.max(0, shorter - Long.SIZE)),
        shorter);
  }

  private static long mask(int ones) {
    return ones == 0 ? 0 : -1L << (Long.SIZE - ones);
  }
}
