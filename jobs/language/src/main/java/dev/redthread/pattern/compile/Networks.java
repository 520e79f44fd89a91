package dev.redthread.pattern.compile;

import dev.redthread.pattern.compiled.Address;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.diagnostic.Code;

/** Reads networks in CIDR notation. */
final class Networks {
  private Networks() {}

  /**
   * The network; without a prefix it is the one address.
   *
   * @throws BadValueException with the reason
   */
  static Match.Cidr parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = Address.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new BadValueException(
          Code.BAD_NETWORK, "`" + text + "` is no network", "10.0.0.0/8 or fc00::/7");
    }
    String written = slash < 0 ? String.valueOf(address.length * 8) : text.substring(slash + 1);
    int prefix = written.matches("[0-9]{1,3}") ? Integer.parseInt(written) : -1;
    boolean mapped = address.length == 4 && text.indexOf(':') >= 0;
    prefix -= mapped && slash >= 0 ? 96 : 0;
    if (prefix < 0 || prefix > address.length * 8) {
      throw new BadValueException(
          Code.BAD_NETWORK,
          "`" + written + "` is no length of a network's prefix",
          "0 to " + address.length * 8);
    }
    for (int bit = prefix; bit < address.length * 8; bit++) {
      address[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    return new Match.Cidr(address, prefix);
  }
}
