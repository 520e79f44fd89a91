@NullMarked
package dev.redthread.pipeline.change;

import org.jspecify.annotations.NullMarked;
