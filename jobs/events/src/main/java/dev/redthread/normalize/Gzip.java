package dev.redthread.normalize;

import dev.redthread.event.DeadLetter.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Bodies that are packed with gzip, unpacked up to a bound. */
final class Gzip {
  private Gzip() {}

  static boolean isPacked(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
  }

  /**
   * What a body holds.
   *
   * <p><i>Errors:</i> {@link CannotUnpack}, also when it holds more than is allowed, of which no
   * more is unpacked.
   */
  static byte[] unpack(byte[] bytes, int most) throws CannotUnpack {
    byte[] unpacked;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      unpacked = in.readNBytes(most + 1);
    } catch (IOException e) {
      throw new CannotUnpack(new Refusal(Reason.BAD_GZIP, "cannot be unpacked: " + e.getMessage()));
    }
    if (unpacked.length > most) {
      throw new CannotUnpack(
          new Refusal(Reason.TOO_LARGE, "unpacks to more than " + most + " bytes, the limit"));
    }
    return unpacked;
  }

  /** Why a body cannot be unpacked. */
  static final class CannotUnpack extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    CannotUnpack(Refusal refusal) {
      super(refusal.detail());
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }
}
