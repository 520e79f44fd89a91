/**
 * From Sigma 1 to Sigma 2.
 *
 * <p>Enters: the text of a file. Leaves: the text of its Sigma 2 form, comments included, and what
 * could not be converted. Must stay true: what is written means what was read; where that cannot be
 * had, the document stays as it was and is reported.
 */
@NullMarked
package dev.redthread.pattern.convert;

import org.jspecify.annotations.NullMarked;
