/**
 * What can only be judged with all documents and the configured sources in view.
 *
 * <p>Enters: {@link dev.redthread.pattern.model.Document}s that were read without errors. Leaves:
 * who refers to whom, and diagnostics. Must stay true: no check changes a document.
 */
@NullMarked
package dev.redthread.pattern.check;

import org.jspecify.annotations.NullMarked;
