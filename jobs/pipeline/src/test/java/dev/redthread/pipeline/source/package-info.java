/**
 * Holds files and a real Kafka broker to the promise that the clock never passes unread records.
 */
@NullMarked
package dev.redthread.pipeline.source;

import org.jspecify.annotations.NullMarked;
