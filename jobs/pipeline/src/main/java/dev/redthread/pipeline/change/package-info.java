/**
 * Patterns that change while the job runs.
 *
 * <pre>
 *   folder ─► PatternWatch ─► PatternVersion ─► every task: compiles it, keeps it as what is InForce
 *              │ two looks alike, without errors
 *              └─ else: diagnostics in the log, and the old version stays
 * </pre>
 *
 * <p>Enters: the texts of pattern files. Leaves: one numbered version after the other, each whole
 * and without errors. Must stay true: a version is texts, never compiled forms, so that any later
 * release can read it; what a task makes of it depends on nothing but the texts and the sources; at
 * a checkpoint all tasks have the same version in force.
 */
@NullMarked
package dev.redthread.pipeline.change;

import org.jspecify.annotations.NullMarked;
