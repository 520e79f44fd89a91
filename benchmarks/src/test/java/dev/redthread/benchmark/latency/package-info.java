/** That latencies are computed from the right moments. */
@NullMarked
package dev.redthread.benchmark.latency;

import org.jspecify.annotations.NullMarked;
