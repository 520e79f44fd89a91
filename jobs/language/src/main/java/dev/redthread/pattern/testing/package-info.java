/**
 * Tests of patterns: timelines and what is to be found on them.
 *
 * <p>Enters: what {@code read.TestFileReader} read out of {@code patterns/tests}. Leaves: nothing;
 * these are values, run by the command {@code test}. Must stay true: a test says by itself, without
 * the pattern, what happened when, when it was received, and what is to be known when.
 */
@NullMarked
package dev.redthread.pattern.testing;

import org.jspecify.annotations.NullMarked;
