@NullMarked
package dev.redthread.pipeline.pull;

import org.jspecify.annotations.NullMarked;
