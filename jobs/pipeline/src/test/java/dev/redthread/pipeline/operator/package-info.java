/**
 * Operators under Flink's test harness: each scenario plain, restored after every element,
 * repartitioned, on both state back ends, shuffled and duplicated.
 */
@NullMarked
package dev.redthread.pipeline.operator;

import org.jspecify.annotations.NullMarked;
