/**
 * Real servers as child processes, and Flink in this process, for a machine that has nothing but a
 * JDK.
 *
 * <p>Enters: a distribution out of Maven Central. Leaves: a running server on free ports of
 * 127.0.0.1. Must stay true: no child and no folder of a child outlives this process, however it
 * ends; no port is fixed; no folder is shared with another user.
 */
@NullMarked
package dev.redthread.pipeline.embedded;

import org.jspecify.annotations.NullMarked;
