/**
 * Files that grow: logs that other programs write, rotate and pack while the job reads them.
 *
 * <p>Enters: globs, looked at every second. Leaves: a {@link
 * dev.redthread.pipeline.source.Delivered} for each line, received when it was read or, where a
 * recorded log says so, before; and the watermark "everything that stood in a file up to here has
 * been delivered".
 *
 * <pre>
 *   Looks (a thread of its own) ── Look: the files there are ──► FollowReader (task's thread)
 *                                                       Rotation: which of them is which known one
 *                                                       FollowedFile: position, lines
 * </pre>
 *
 * <p>Must stay true: each line is delivered once, whatever its file is called meanwhile; the line
 * that is being written waits for its end; a file that cannot be read holds up no other.
 */
@NullMarked
package dev.redthread.pipeline.follow;

import org.jspecify.annotations.NullMarked;
