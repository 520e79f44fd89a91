/**
 * The commands of {@code ./redthread}.
 *
 * <p>Enters: arguments. Leaves: data on stdout, progress and logs on stderr, an exit code. Must
 * stay true: short commands load no Flink class, so that they answer at once.
 */
@NullMarked
package dev.redthread.cli;

import org.jspecify.annotations.NullMarked;
