package dev.redthread.engine.reference;

import org.jspecify.annotations.Nullable;

/**
 * An event of a person or of a device.
 *
 * @param person whose it is, or null
 * @param device which it names when it has no person, or null
 */
public record OwnedEvent(RefEvent event, @Nullable String person, @Nullable String device) {}
