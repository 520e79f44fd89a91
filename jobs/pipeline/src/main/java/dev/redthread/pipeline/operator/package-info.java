/**
 * The operators of the job, each small and tested by itself.
 *
 * <pre>
 *   RawRecord ─► NormaliseAndScreen ─► Candidate ──────────┬─► Detect ─► Finding ─► SuppressPages ─► Correlate ─► Document
 *                    │     └─ DeviceEvent ─► ResolveDevice ┘      └─► evidence                             └──► Page
 *                    └─ DeadLetter                Owner
 * </pre>
 *
 * <p>Enters: raw records, with their received time as Flink's timestamp. Leaves: documents and
 * pages. Must stay true: what leaves is a function of the set of records, whatever their order,
 * repetition, parallelism, restarts or state back end; when the clock has passed everything, no
 * state and no timer is left.
 */
@NullMarked
package dev.redthread.pipeline.operator;

import org.jspecify.annotations.NullMarked;
