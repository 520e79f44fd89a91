package dev.redthread.engine.reference;

import java.util.Comparator;

/** That a device belongs to a person from some moment on, as the record of some id says. */
public record OwnedDevice(long time, String id, String device, String person) {
  static final Comparator<OwnedDevice> ORDER =
      Comparator.comparingLong(OwnedDevice::time).thenComparing(OwnedDevice::id);
}
