/**
 * The event every later stage speaks of: immutable, with ECS field names, and independent of Flink.
 *
 * <p>Enters: what the normaliser read out of a vendor's record. Leaves: {@link
 * dev.redthread.event.Event}, its versioned bytes and the reference to its original. Must stay
 * true: equal content has equal bytes, so that state and wire never depend on the order in which
 * fields were set.
 */
@NullMarked
package dev.redthread.event;

import org.jspecify.annotations.NullMarked;
