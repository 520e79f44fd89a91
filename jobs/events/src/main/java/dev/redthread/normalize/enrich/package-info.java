/**
 * What tables add to events: networks, attributes of people and things, watch lists, places of
 * addresses.
 *
 * <p>Enters: {@code config/enrichment.yml} and the files it names. Leaves: the fields there are
 * ({@link dev.redthread.normalize.enrich.Enrichment}), and the tables they are looked up in ({@link
 * dev.redthread.normalize.enrich.LoadedTables}). Must stay true: which fields there are depends on
 * {@code enrichment.yml} alone, so files may be read again while a job runs; tables are read whole
 * or not at all.
 */
@NullMarked
package dev.redthread.normalize.enrich;

import org.jspecify.annotations.NullMarked;
