/**
 * Recorded stories of attacks, and the ordinary traffic they hide in.
 *
 * <p>Enters: a campaign's folder with its recorded story, near misses, expected findings and the
 * parameters of a background week. Leaves: those as values, and the week as a recorded log. Must
 * stay true: the same parameters give the same bytes, and the week is made from people's habits
 * alone; nothing here reads a pattern.
 */
@NullMarked
package dev.redthread.cli.campaign;

import org.jspecify.annotations.NullMarked;
