/**
 * Whose a name is, learned from records that carry the name and what else names its person.
 *
 * <p>Enters: what records say ({@link dev.redthread.normalize.link.SaidLink}), in any order.
 * Leaves: the person of a name at a moment, with the records that say so. Must stay true: the
 * answer depends on the set of the records alone; a name of which two persons are said is nobody's.
 */
@NullMarked
package dev.redthread.normalize.link;

import org.jspecify.annotations.NullMarked;
