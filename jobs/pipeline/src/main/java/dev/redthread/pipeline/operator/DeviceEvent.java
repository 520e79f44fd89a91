package dev.redthread.pipeline.operator;

import dev.redthread.event.Event;

/**
 * An event on its way to the operator that knows whose device is whose.
 *
 * <p><i>Units:</i> {@code ingestedTime} is milliseconds since 1970 UTC.
 *
 * @param device the device it names
 * @param kind what it is to the resolver
 * @param original the compressed original, empty for a link
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeviceEvent(
    String device, Kind kind, Event event, long ingestedTime, byte[] original) {

  /** What an event is to the resolver. */
  public enum Kind {
    /** It says who owns the device. */
    LINK,
    /** Some pattern asks for its person, and it names only its device. */
    ORPHAN
  }
}
