/** Tests of the package of the same name. */
@NullMarked
package dev.redthread.pipeline.metrics;

import org.jspecify.annotations.NullMarked;
