/**
 * Where documents and pages leave: Elasticsearch and the pager's web hook.
 *
 * <p>Must stay true: ids and dedup keys are stable, so that writing again changes nothing; nothing
 * is dropped but into the dead letters, with its reason.
 */
@NullMarked
package dev.redthread.pipeline.sink;

import org.jspecify.annotations.NullMarked;
