/** That the benchmarks run and compare what can be compared. */
@NullMarked
package dev.redthread.benchmark;

import org.jspecify.annotations.NullMarked;
