@NullMarked
package dev.redthread.pipeline.follow;

import org.jspecify.annotations.NullMarked;
