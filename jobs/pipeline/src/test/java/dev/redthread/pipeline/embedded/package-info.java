/** Tests of the embedded servers, and the broker that tests use. */
@NullMarked
package dev.redthread.pipeline.embedded;

import org.jspecify.annotations.NullMarked;
