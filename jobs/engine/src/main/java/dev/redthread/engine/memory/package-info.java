/**
 * The state of timelines in memory, for whoever runs a detector outside a job.
 *
 * <p>Enters and leaves: what a {@link dev.redthread.engine.Detector} keeps. Must stay true: after a
 * restart there is nothing in it that has not been bytes.
 */
@NullMarked
package dev.redthread.engine.memory;

import org.jspecify.annotations.NullMarked;
