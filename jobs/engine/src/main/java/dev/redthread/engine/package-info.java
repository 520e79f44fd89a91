/**
 * Screen, timelines and the ledger: which events matter to which patterns, and what follows from
 * them.
 *
 * <p>Enters: {@link dev.redthread.event.Event}s and a {@link
 * dev.redthread.pattern.compiled.PatternSet}. Leaves: {@link dev.redthread.engine.Finding}s and
 * their revisions. Must stay true: what is published is a function of the set of events on a key's
 * timeline, never of their order of arrival.
 */
@NullMarked
package dev.redthread.engine;

import org.jspecify.annotations.NullMarked;
