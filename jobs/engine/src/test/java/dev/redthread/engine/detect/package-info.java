/**
 * What the detector publishes, told in small timelines.
 *
 * <p>Enters: a pattern as {@code A > !N > B? within 5 > C x2 span 9} and events as {@code A@3}.
 * Leaves: the findings as text. Must stay true: nothing here knows how the detector decides.
 */
@NullMarked
package dev.redthread.engine.detect;

import org.jspecify.annotations.NullMarked;
