package dev.redthread.engine.reference;

import java.util.Comparator;

/**
 * That a device belongs to a person from some moment on, or that a name is a person's, as the
 * record of some id says.
 *
 * @param device or a name, which begins with a tilde
 */
public record OwnedDevice(long time, String id, String device, String person) {
  static final Comparator<OwnedDevice> ORDER =
      Comparator.comparingLong(OwnedDevice::time).thenComparing(OwnedDevice::id);

  /** Whether it is about a name. */
  public boolean isOfName() {
    return device.startsWith(OwnedEvent.NAME);
  }
}
