/**
 * Patterns in the form in which they run: small, printable, serialisable, without a trace of YAML.
 *
 * <p>Enters: what the compiler made of checked documents. Leaves: {@link
 * dev.redthread.pattern.compiled.PatternSet}, read by the screen, the evaluators and the incident
 * stage. Must stay true: nothing here depends on Flink, and equal files give equal sets.
 */
@NullMarked
package dev.redthread.pattern.compiled;

import org.jspecify.annotations.NullMarked;
