/**
 * The pattern language: files in, a {@link dev.redthread.pattern.compiled.PatternSet} and
 * diagnostics out.
 *
 * <p>Must stay true: every problem of every file is reported, with its place, in one run; a file
 * that cannot be honoured is never read as something else.
 */
@NullMarked
package dev.redthread.pattern;

import org.jspecify.annotations.NullMarked;
