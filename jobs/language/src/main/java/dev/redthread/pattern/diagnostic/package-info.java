/**
 * What is wrong with pattern files, said so that its author can put it right.
 *
 * <p>Enters: problems, in whatever order they are found. Leaves: all of them, sorted by place, as
 * text with the source line and a caret, or as JSON. Must stay true: one run shows every problem.
 */
@NullMarked
package dev.redthread.pattern.diagnostic;

import org.jspecify.annotations.NullMarked;
