/** Fixtures for tests of the pipeline and of what starts it: real servers, and nothing faked. */
@NullMarked
package dev.redthread.pipeline;

import org.jspecify.annotations.NullMarked;
