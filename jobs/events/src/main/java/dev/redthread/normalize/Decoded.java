package dev.redthread.normalize;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import java.util.OptionalLong;

/** What a line or message holds. */
public sealed interface Decoded {

  /**
   * A vendor's record.
   *
   * @param received what the envelope says of its arrival, in milliseconds since 1970 UTC
   * @param bytes the vendor's own bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(String source, OptionalLong received, byte[] bytes) implements Decoded {
    public RawRecord at(long receivedTime, long ingestedTime, Origin origin) {
      return new RawRecord(source, receivedTime, ingestedTime, bytes, origin);
    }
  }

  /**
   * No record.
   *
   * @param source the source where it is known, else empty
   * @param bytes the whole line or message
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Refused(String source, DeadLetter.Reason reason, String detail, byte[] bytes)
      implements Decoded {
    public DeadLetter at(long receivedTime, Origin origin) {
      return new DeadLetter(source, origin, receivedTime, reason, detail, bytes);
    }
  }
}
