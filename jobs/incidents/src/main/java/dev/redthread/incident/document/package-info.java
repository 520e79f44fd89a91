/**
 * The JSON of everything that leaves the job, and the index templates that fit it.
 *
 * <p>Enters: findings, incidents, events with their originals, dead letters and pages. Leaves:
 * UTF-8 JSON with its fields in a fixed order. Must stay true: each field that a document writes is
 * in {@link dev.redthread.incident.document.DocumentIndex}, from which the templates and the
 * documentation are generated.
 */
@NullMarked
package dev.redthread.incident.document;

import org.jspecify.annotations.NullMarked;
