/**
 * Why a pattern finds something in a group, or how far it came and what stood in the way.
 *
 * <p>Enters: a pattern and the events of one of its groups. Leaves: an {@link
 * dev.redthread.engine.explain.Explanation} for people.
 *
 * <p>Nothing here knows the semantics a second time. What failed is found out by asking the
 * detector again: the pattern is cut down to its first steps, and then let off one condition after
 * the other, until it finds something. That condition is what stood in the way, and the chain that
 * is found without it says which event failed it. Must stay true: where the detector finds
 * something in the pattern as it is, no reason is given.
 */
@NullMarked
package dev.redthread.engine.explain;

import org.jspecify.annotations.NullMarked;
