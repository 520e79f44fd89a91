/**
 * Tests of what leaves: pages against a web hook of their own, documents against the real server.
 */
@NullMarked
package dev.redthread.pipeline.sink;

import org.jspecify.annotations.NullMarked;
