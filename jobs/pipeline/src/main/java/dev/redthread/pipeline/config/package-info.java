/**
 * {@code config/pipeline.yml} as one typed record.
 *
 * <p>Enters: a YAML file. Leaves: a {@link dev.redthread.pipeline.config.PipelineConfig}, or every
 * problem of the file at once, each with its line and column. Must stay true: an unknown key is an
 * error, a default is written in one place, and the table in {@code docs/operating.md} is made from
 * the same reading.
 */
@NullMarked
package dev.redthread.pipeline.config;

import org.jspecify.annotations.NullMarked;
