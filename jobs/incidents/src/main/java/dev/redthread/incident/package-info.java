/**
 * Findings on one entity become incidents, and incidents become pages.
 *
 * <p>Enters: revisions of {@link dev.redthread.engine.Finding}s, in any order and repeated. Leaves:
 * {@link dev.redthread.incident.Incident}s and their revisions, and {@link
 * dev.redthread.incident.IncidentPage}s. Must stay true: the open incidents of an entity are a
 * function of its open findings, whatever the order they came in; nothing pages twice for the same
 * chain; everything kept expires.
 */
@NullMarked
package dev.redthread.incident;

import org.jspecify.annotations.NullMarked;
