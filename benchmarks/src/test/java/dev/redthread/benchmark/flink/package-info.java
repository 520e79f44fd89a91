/** That sources emit what they may and no more. */
@NullMarked
package dev.redthread.benchmark.flink;

import org.jspecify.annotations.NullMarked;
