package dev.redthread.pipeline.operator;

import org.apache.flink.util.OutputTag;

/** Where an operator puts what leaves beside its main output. */
@FunctionalInterface
interface SideOutput {
  <T> void output(OutputTag<T> tag, T value);
}
