/**
 * The Kibana saved objects, made by a program so that references, column orders and JSON in strings
 * are right by construction.
 *
 * <p>Enters: nothing but {@link dev.redthread.incident.document.DocumentIndex}. Leaves: one NDJSON
 * file. Must stay true: it names only fields that the documents have, and plain operations that
 * need neither scripts nor a licence.
 */
@NullMarked
package dev.redthread.incident.dashboard;

import org.jspecify.annotations.NullMarked;
