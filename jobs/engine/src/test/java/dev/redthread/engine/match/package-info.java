/**
 * What is found on a timeline by other means than times and roles, against looking at all of it.
 */
@NullMarked
package dev.redthread.engine.match;

import org.jspecify.annotations.NullMarked;
