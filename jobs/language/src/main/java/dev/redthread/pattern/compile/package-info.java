/**
 * From documents to the form in which patterns run.
 *
 * <p>Enters: {@link dev.redthread.pattern.model.Document}s and the configured sources. Leaves: a
 * {@link dev.redthread.pattern.compiled.PatternSet} of what is sound. Must stay true: what has an
 * error, or refers to something that has, is left out; equal files and sources give equal sets.
 */
@NullMarked
package dev.redthread.pattern.compile;

import org.jspecify.annotations.NullMarked;
