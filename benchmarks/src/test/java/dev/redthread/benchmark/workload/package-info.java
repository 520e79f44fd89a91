/** That the streams hold what the benchmarks count on. */
@NullMarked
package dev.redthread.benchmark.workload;

import org.jspecify.annotations.NullMarked;
