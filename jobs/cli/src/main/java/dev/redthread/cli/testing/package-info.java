/**
 * Runs the tests of patterns.
 *
 * <p>Enters: test files and the patterns beside them. Leaves: for each test that it passed, or a
 * difference for people; and a report for programs. Must stay true: a test is passed only when
 * every replay of it, shuffled, duplicated and restarted, found the same.
 */
@NullMarked
package dev.redthread.cli.testing;

import org.jspecify.annotations.NullMarked;
