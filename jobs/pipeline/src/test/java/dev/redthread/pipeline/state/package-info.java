@NullMarked
package dev.redthread.pipeline.state;

import org.jspecify.annotations.NullMarked;
