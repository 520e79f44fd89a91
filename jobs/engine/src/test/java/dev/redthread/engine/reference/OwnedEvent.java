package dev.redthread.engine.reference;

import org.jspecify.annotations.Nullable;

/**
 * An event of a person or of a device.
 *
 * @param person whose it is, or the name it goes by, or null
 * @param device which it names when it has no person, or null
 */
public record OwnedEvent(RefEvent event, @Nullable String person, @Nullable String device) {
  /** What a name begins with of which records say whose it is. */
  static final String NAME = "~";

  /** Whether it goes by such a name. */
  public boolean isNamed() {
    return person != null && person.startsWith(NAME);
  }
}
