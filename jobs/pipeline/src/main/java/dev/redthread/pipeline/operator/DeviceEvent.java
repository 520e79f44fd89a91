package dev.redthread.pipeline.operator;

import dev.redthread.event.Event;
import java.util.List;

/**
 * An event on its way to the operator that knows whose device is whose, and whom names of persons
 * name that records or another alias table may explain.
 *
 * <p><i>Units:</i> {@code ingestedTime} is milliseconds since 1970 UTC.
 *
 * @param device the device it names; one of the keys of names where it is found by those
 * @param kind what it is to the resolver
 * @param original the compressed original, empty for a link
 * @param names what names its person, in the order in which the alias table is asked; empty where
 *     nothing does, or the table does not change
 * @param version the number of the pattern set under which it was read
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeviceEvent(
    String device,
    Kind kind,
    Event event,
    long ingestedTime,
    byte[] original,
    List<String> names,
    long version) {

  public DeviceEvent {
    names = List.copyOf(names);
  }

  /** An event in a job whose names and patterns do not change. */
  public DeviceEvent(String device, Kind kind, Event event, long ingestedTime, byte[] original) {
    this(device, kind, event, ingestedTime, original, List.of(), 0);
  }

  /** Under what events of some names are kept together: no device is called so. */
  static String keyOf(List<String> names) {
    return '\0' + String.join("\0", names);
  }

  /** Under what all goes together that concerns a name of which records say whose it is. */
  static String keyOf(String namespace, String name) {
    return "\0\0" + namespace + '\0' + name;
  }

  /** What an event is to the resolver. */
  public enum Kind {
    /** It says who owns the device. */
    LINK,
    /** Some pattern asks for its person, and it names only its device. */
    ORPHAN,
    /** Some pattern asks for it, and its person goes by names that may come to mean another. */
    NAMED,
    /** It says whose a name is. */
    NAME
  }
}
