package dev.redthread.pipeline.source;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import java.util.function.Consumer;

/**
 * What a source delivers for one line of a file or one record of a topic: the envelope is read, the
 * vendor's record inside it is not.
 *
 * <p><i>Units:</i> its Flink timestamp is the received time, monotone within a partition, or over
 * all the files that are read together.
 */
public sealed interface Delivered {

  /** A record whose source is known. */
  record Accepted(RawRecord record) implements Delivered {}

  /** Bytes that no source can be asked about, e.g. a broken envelope or a line too long to hold. */
  record Refused(DeadLetter letter) implements Delivered {}

  /** Hands it to the one it is for. */
  default void to(Consumer<RawRecord> records, Consumer<DeadLetter> deadLetters) {
    if (this instanceof Accepted accepted) {
      records.accept(accepted.record());
    } else if (this instanceof Refused refused) {
      deadLetters.accept(refused.letter());
    }
  }

  /** When it was received. */
  default long receivedTime() {
    return this instanceof Accepted accepted
        ? accepted.record().receivedTime()
        : ((Refused) this).letter().receivedTime();
  }

  /** Where it came from. */
  default Origin origin() {
    return this instanceof Accepted accepted
        ? accepted.record().origin()
        : ((Refused) this).letter().origin();
  }

  /** The same, received at another time. */
  default Delivered receivedAt(long time) {
    if (time == receivedTime()) {
      return this;
    }
    if (this instanceof Accepted accepted) {
      RawRecord it = accepted.record();
      return new Accepted(
          new RawRecord(it.source(), time, it.ingestedTime(), it.bytes(), it.origin()));
    }
    DeadLetter it = ((Refused) this).letter();
    return new Refused(
        new DeadLetter(it.source(), it.origin(), time, it.reason(), it.detail(), it.original()));
  }
}
