/**
 * Patterns that change while the job runs, and {@linkplain dev.redthread.pipeline.change.SideFiles
 * side files} likewise.
 *
 * <pre>
 *   folder: two looks alike ─┐
 *                            ├─► PatternWatch ─► PatternVersion ─► every task: compiles it, keeps
 *   topic: the last record  ─┘     │ without errors                it as what is InForce
 *                                  └─ else: diagnostics in the log, and the old version stays
 * </pre>
 *
 * <p>Enters: the texts of pattern files, from a folder or an authenticated topic. Leaves: one
 * numbered version after the other, each whole and without errors. Must stay true: a version is
 * texts, never compiled forms, so that any later release can read it; what a task makes of it
 * depends on nothing but the texts and the sources; at a checkpoint all tasks have the same version
 * in force.
 */
@NullMarked
package dev.redthread.pipeline.change;

import org.jspecify.annotations.NullMarked;
